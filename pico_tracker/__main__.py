"""The entry point: the window without a command, else the command line."""

import sys
from collections.abc import Sequence

_WITH_VALUE = ("--database", "--as", "--headless")
_ALONE = ("--demo", "--seat")


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, or run the command that `argv` names; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if is_for_window(arguments):
        from pico_tracker.app import open_window

        return open_window(arguments)
    from pico_tracker.cli import run

    return run(arguments)


def is_for_window(arguments: Sequence[str]) -> bool:
    """Whether there is nothing but options of the window, with or without their values."""
    expects_value = False
    for argument in arguments:
        name, _, value = argument.partition("=")
        if expects_value:
            expects_value = False
        elif name in _WITH_VALUE:
            expects_value = not value
        elif argument not in _ALONE:
            return False
    return not expects_value


if __name__ == "__main__":
    sys.exit(main())
