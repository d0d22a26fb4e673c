"""The one command of this checkout: sets everything up, then runs what was asked for.

    python3 dev.py run      the program on a demonstration clinic
    python3 dev.py test     lint, types, contracts and all tests
    python3 dev.py check    lint, types, contracts and the domain's tests: the quick one
    python3 dev.py bench    the measured floors of benchmarks/
    python3 dev.py shots    renews the pictures in docs/pictures
    python3 dev.py lock     renews the lock files from pyproject.toml (--upgrade: newest versions)

What follows the command is passed on: `python3 dev.py test tests/db -k search`.

Needs nothing but Python's standard library. Its own packages go to .venv, from a lock file with
hashes; a stamp in .venv tells that this is done, so a second call starts at once.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
OLDEST, BEYOND = (3, 11), (3, 15)
RUNTIME, DEVELOPMENT = "runtime", "development"
UV = "uv==0.13.9"

# What QtGui and QtWidgets load with the platforms `xcb` and `offscreen`, read from the NEEDED
# entries of PySide6's libraries: soname to Debian's package.
_SONAMES = """
    libEGL.so.1=libegl1 libGL.so.1=libgl1 libX11.so.6=libx11-6 libX11-xcb.so.1=libx11-xcb1
    libbrotlidec.so.1=libbrotli1 libdbus-1.so.3=libdbus-1-3 libfontconfig.so.1=libfontconfig1
    libfreetype.so.6=libfreetype6 libgssapi_krb5.so.2=libgssapi-krb5-2 libgthread-2.0.so.0=libglib2.0-0
    libxcb.so.1=libxcb1 libxcb-cursor.so.0=libxcb-cursor0 libxcb-glx.so.0=libxcb-glx0
    libxcb-icccm.so.4=libxcb-icccm4 libxcb-image.so.0=libxcb-image0 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-randr.so.0=libxcb-randr0 libxcb-render.so.0=libxcb-render0
    libxcb-render-util.so.0=libxcb-render-util0 libxcb-shape.so.0=libxcb-shape0
    libxcb-shm.so.0=libxcb-shm0 libxcb-sync.so.1=libxcb-sync1 libxcb-util.so.1=libxcb-util1
    libxcb-xfixes.so.0=libxcb-xfixes0 libxcb-xkb.so.1=libxcb-xkb1 libxkbcommon.so.0=libxkbcommon0
    libxkbcommon-x11.so.0=libxkbcommon-x11-0 libz.so.1=zlib1g libzstd.so.1=libzstd1
"""
QT_LIBRARIES = dict(pair.split("=") for pair in _SONAMES.split())
PICTURED_BY = ("--as", "Dr S. Okafor")
PICTURES = (
    "today-light-1440.png",
    "patient-light-1440.png",
    "patient-dark-1440.png",
    "log-session-light-1440.png",
    "recalls-light-1440.png",
    "schedule-light-1440.png",
    "print-due-light-1440.png",
    "consent-light-1440.png",
    "progress-guest.png",
)
"""What `shots` keeps of the tour: the pictures that the README shows."""
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
FONT_PACKAGE = "fonts-noto-core"
CLUSTER_SETTINGS = Path("/etc/postgresql-common/createcluster.d/pico-tracker.conf")


class SetUpError(Exception):
    """What stops the set-up, said to the person at the keyboard."""


def say(text: str) -> None:
    """Tell a step, at once also where the output is a pipe that children write to."""
    print(text, flush=True)


def refusal(version: Sequence[int]) -> str:
    """Why a Python of `version` cannot be used; empty when it can."""
    if OLDEST <= tuple(version[:2]) < BEYOND:
        return ""
    spoken = ".".join(str(part) for part in version[:3])
    return (
        f"Pico Tracker needs Python 3.11, 3.12, 3.13 or 3.14; this is Python {spoken}. "
        "Nothing was changed. Call dev.py with one of those."
    )


def is_debian_root() -> bool:
    """Whether packages can be installed here without asking anybody."""
    return sys.platform == "linux" and bool(shutil.which("apt-get")) and os.geteuid() == 0


def missing_libraries(ldconfig_output: str) -> list[str]:
    """Debian packages of those Qt libraries that the linker's list, as printed, does not name."""
    tag = {"x86_64": "x86-64", "aarch64": "AArch64"}.get(os.uname().machine, "")
    known = {line.split()[0] for line in ldconfig_output.splitlines() if line.strip() and tag in line}
    return [package for soname, package in QT_LIBRARIES.items() if soname not in known]


def has_font() -> bool:
    """Whether any outline font is installed; without one Qt paints boxes."""
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(file.suffix in {".ttf", ".otf", ".ttc"} for folder in folders for file in folder.rglob("*"))


def missing_for_python() -> list[str]:
    """Debian keeps the parts of Python that make an environment in a package of their own."""
    importlib.invalidate_caches()
    if all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        return []
    return [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def missing_for_qt() -> list[str]:
    """Debian packages without which no window and no picture can be made."""
    ldconfig = shutil.which("ldconfig", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")
    if sys.platform != "linux" or ldconfig is None:
        return []
    listed = subprocess.run([ldconfig, "-p"], capture_output=True, text=True, check=True)
    return missing_libraries(listed.stdout) + ([] if has_font() else [FONT_PACKAGE])


def missing_for_tests() -> list[str]:
    """Debian packages without which some tests would be left out."""
    if sys.platform != "linux":
        return []
    server = shutil.which("postgres") or any(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    wanted = {"postgresql": server, "xvfb": shutil.which("Xvfb")}
    return [package for package, found in wanted.items() if not found]


@contextmanager
def no_database_cluster() -> Iterator[None]:
    """Keep Debian from making and starting a server of its own when PostgreSQL is installed."""
    folder = CLUSTER_SETTINGS.parent
    made = [path for path in (folder, folder.parent) if not path.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    CLUSTER_SETTINGS.write_text("create_main_cluster = false\n", encoding="utf-8")
    try:
        yield
    finally:
        CLUSTER_SETTINGS.unlink()
        for path in made:
            if not any(path.iterdir()):
                path.rmdir()


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages as root."""
    say(f"Installing from Debian: {' '.join(packages)}")
    with no_database_cluster() if "postgresql" in packages else nullcontext():
        apt_get("update")
        apt_get("install", "-y", "--no-install-recommends", *packages)


def apt_get(*arguments: str) -> None:
    """Call apt without a question; what it says is shown only when it fails."""
    done = subprocess.run(
        ["apt-get", "-q", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise SetUpError("\n".join((done.stdout, "apt-get failed; its last words stand above.")))


def by_hand(trouble: str, packages: Sequence[str]) -> str:
    """What is missing, and what a person types to get it."""
    return (
        f"{trouble} On Debian or Ubuntu this installs what is missing:\n"
        f"    sudo apt-get install -y --no-install-recommends {' '.join(packages)}\n"
        "Elsewhere, install what stands for these packages there."
    )


def set_up_system(command: str) -> None:
    """Install the system's part, or name exactly what is missing and how to get it."""
    needed = [*missing_for_python(), *missing_for_qt()]
    wished = missing_for_tests() if command == "test" else []
    if is_debian_root() and (needed or wished):
        apt_install([*needed, *wished])
        needed, wished = missing_for_python(), []
    if needed:
        raise SetUpError(by_hand("Parts of Python or libraries of Qt are missing here.", needed))
    if wished:
        say(by_hand("Some tests will be left out.", wished))


def python_of(venv: Path) -> Path:
    """The interpreter inside `venv`."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def site_packages(venv: Path) -> Path:
    """Where pip puts packages inside `venv`."""
    return venv / ("Lib" if os.name == "nt" else f"lib/python3.{sys.version_info[1]}") / "site-packages"


def lock_file(kind: str) -> Path:
    """The lock file of what runs the program, or of what also develops it."""
    return ROOT / f"requirements-{kind}.lock"


def fingerprint(kind: str) -> str:
    """Changes with the lock file and with the Python that the packages were installed for."""
    return hashlib.sha256(lock_file(kind).read_bytes() + sys.version.encode()).hexdigest()


def installed(venv: Path) -> set[str]:
    """Names of the packages' records in `venv`: a package that went away shows here."""
    return {record.name for record in site_packages(venv).glob("*.dist-info")}


def is_ready(venv: Path, kind: str) -> bool:
    """Whether the last set-up of `kind` was finished and all it installed is still there."""
    stamp = venv / f"{kind}.stamp"
    if not stamp.is_file():
        return False
    said, *records = stamp.read_text(encoding="utf-8").splitlines()
    if said != fingerprint(kind) or not set(records) <= installed(venv):
        return False
    try:
        return subprocess.run([python_of(venv), "-c", ""], check=False).returncode == 0
    except OSError:
        return False


def make_venv(venv: Path) -> None:
    """An empty environment with pip, in place of whatever stood there."""
    if Path(sys.prefix) == venv:
        raise SetUpError("The environment must be made anew: call dev.py with the system's Python.")
    if venv.exists():
        shutil.rmtree(venv)
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)


def install(venv: Path, kind: str) -> None:
    """Install exactly what the lock file says, each file checked against its hash."""
    say(f"Installing {lock_file(kind).name} into {venv.name}")
    pip = [str(python_of(venv)), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    options = ["--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    got = subprocess.run([*pip, "install", *options, "-r", str(lock_file(kind))], check=False)
    if got.returncode or subprocess.run([*pip, "--quiet", "check"], check=False).returncode:
        raise SetUpError(
            "pip could not install the packages; its words stand above. Ready-made ones exist for Windows "
            "on x86-64, macOS 15 or newer on Apple silicon, and Linux on x86-64 with glibc 2.34 or on "
            "aarch64 with glibc 2.39, each or newer. The network must reach a package index."
        )


def set_up_packages(venv: Path, kind: str) -> None:
    """Make `venv` hold what `kind` needs: nothing to do, more on top, or all from the start."""
    if is_ready(venv, DEVELOPMENT) or is_ready(venv, kind):
        return
    if kind == RUNTIME or not is_ready(venv, RUNTIME):
        make_venv(venv)
    install(venv, kind)
    lines = [fingerprint(kind), *sorted(installed(venv))]
    (venv / f"{kind}.stamp").write_text("\n".join(lines), encoding="utf-8")


def call(arguments: Sequence[str], **environment: str) -> int:
    """Run the environment's Python in this checkout; returns its exit code."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    line = [str(python_of(VENV)), *arguments]
    return subprocess.run(line, cwd=ROOT, env=variables, check=False).returncode


def has_display() -> bool:
    """Whether a window can be shown to somebody."""
    return sys.platform != "linux" or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY")))


def headless(folder: str, more: Sequence[str]) -> int:
    """Let the demonstration clinic do its work without a window; pictures and paper go to `folder`."""
    arguments = ["-m", "pico_tracker", "--demo", "--headless", folder, *more]
    code = call(arguments, QT_QPA_PLATFORM="offscreen")
    if code == 0:
        say(f"The pictures of each page and the PDF are in {ROOT / folder}")
    return code


def run(more: Sequence[str]) -> int:
    """The program on a demonstration clinic; without a display the same job headless."""
    if has_display():
        return call(["-m", "pico_tracker", "--demo", *more])
    say("There is no display here, so the demonstration clinic works without a window.")
    return headless("out", more)


def shots(more: Sequence[str]) -> int:
    """Renew the pictures that the documents show."""
    with tempfile.TemporaryDirectory() as folder:
        code = headless(folder, [*PICTURED_BY, *more])
        for name in PICTURES if code == 0 else ():
            shutil.copy(Path(folder) / name, ROOT / "docs" / "pictures" / name)
    return code


def bench(more: Sequence[str]) -> int:
    """Measure the floors."""
    return call(["-m", "benchmarks", *more])


def inspect_then(*last: tuple[str, Sequence[str]]) -> int:
    """Lint, types and contracts, then what is named; stops at the first that fails with 1."""
    steps = (
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("mypy", ["-m", "mypy"]),
        ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as lint; lint()"]),
        *last,
    )
    for name, arguments in steps:
        say(f"==> {name}")
        if call(arguments):
            return 1
    return 0


DOMAIN_COVERED = (
    ("the domain's tests", ["-m", "coverage", "run", "-m", "pytest", "tests/domain"]),
    ("every branch of the domain", ["-m", "coverage", "report"]),
)


def test(more: Sequence[str]) -> int:
    """Everything that a submission must pass; a test file stays with one of the two processes."""
    everything = ("pytest", ["-m", "pytest", "-rs", "-n", "2", "--dist", "loadfile", *more])
    return inspect_then(*(() if more else DOMAIN_COVERED), everything)


def check(more: Sequence[str]) -> int:
    """What one calls while typing."""
    return inspect_then(*DOMAIN_COVERED)


def lock(more: Sequence[str]) -> int:
    """Resolve pyproject.toml for every platform and Python at once; the runtime lock is a part."""
    options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-annotate"]
    options += ["--no-emit-index-url", "--custom-compile-command", "python3 dev.py lock", *more]
    whole = str(lock_file(DEVELOPMENT).name)
    parts = (
        ["--extra", "development", "-o", whole],
        ["--constraint", whole, "-o", lock_file(RUNTIME).name],
    )
    with tempfile.TemporaryDirectory() as folder:
        make_venv(Path(folder) / "uv")
        uv = [str(python_of(Path(folder) / "uv")), "-m"]
        subprocess.run([*uv, "pip", "install", "--quiet", UV], check=True)
        for part in parts:
            line = [*uv, "uv", "pip", "compile", "--quiet", "pyproject.toml", *options, *part]
            subprocess.run(line, cwd=ROOT, check=True)
    return 0


COMMANDS = {
    "run": (run, RUNTIME),
    "shots": (shots, RUNTIME),
    "bench": (bench, DEVELOPMENT),
    "check": (check, DEVELOPMENT),
    "test": (test, DEVELOPMENT),
    "lock": (lock, ""),
}


def main(arguments: Sequence[str]) -> int:
    """Set up and run one command; 1 when that fails, 2 for a command that there is not."""
    why = refusal(sys.version_info[:3])
    if why:
        say(why)
        return 1
    if not arguments or arguments[0] not in COMMANDS:
        say(str(__doc__))
        return 2
    command, *more = arguments
    function, kind = COMMANDS[command]
    try:
        if kind:
            set_up_system(command)
            set_up_packages(VENV, kind)
        return function(more)
    except (SetUpError, subprocess.CalledProcessError) as trouble:
        say(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
