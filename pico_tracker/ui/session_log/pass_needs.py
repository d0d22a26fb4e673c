"""What a pass as typed still needs before it is whole."""

from collections.abc import Sequence

from pico_tracker.domain.devices import Device
from pico_tracker.ui.session_log.entry import read_pass
from pico_tracker.ui.session_log.pass_text import PassText


def needed_in(text: PassText, devices: Sequence[Device]) -> frozenset[str]:
    """Names of the fields that are empty and needed: also pulses, which a paper record may lack, and not the
    handpiece of a laser that has none."""
    device = next((one for one in devices if str(one.id) == text.device_id), None)
    has_pieces = device is None or bool(device.handpieces)
    blank = {name for name in read_pass(text).blank if has_pieces or name != "handpiece_id"}
    return frozenset(blank | ({"pulses"} if not text.pulses.strip() else set()))
