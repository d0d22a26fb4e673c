"""A session's entry kept as JSON comes back as it was."""

import json
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico_tracker.domain.endings import Ending
from pico_tracker.domain.laser import FluenceBasis, Spot, SpotShape
from pico_tracker.domain.next_plans import NextPlanEntry, PlannedPass
from pico_tracker.domain.passes import Endpoint
from pico_tracker.domain.pulse_counts import PulseCount
from pico_tracker.domain.safety_checks import Healing, SafetyCheck
from pico_tracker.domain.screening import Answer, ScreeningAnswer
from pico_tracker.domain.session_content import read_content, write_content
from pico_tracker.domain.sessions import SessionEntry
from pico_tracker.domain.treated_areas import BodyView, SessionArea
from tests.domain.test_sessions import ENTRY, PASS

FULL = replace(
    ENTRY,
    passes=(
        replace(PASS, spot=Spot(SpotShape.RECTANGULAR, Decimal("3.5"), Decimal(4)), overlap_percent=Decimal("7.5")),
        replace(PASS, fluence_basis=FluenceBasis.PER_MICROBEAM, endpoints=tuple(Endpoint), density_per_cm2=400),
    ),
    healing=Healing.EVENT,
    checked=SafetyCheck(7, datetime(2026, 11, 22, 10, 18, 30, tzinfo=UTC), "Practitioner"),
    ending=Ending.STOPPED_EARLY,
    ending_reason="faint",
    return_on=date(2026, 12, 1),
    counts=(PulseCount(1, 418_206, 418_518),),
    areas=(SessionArea(area_id=3, outline=((1, 2), (3, 4), (5, 0)), area_cm2=Decimal(38), view=BodyView.BACK),),
    photo_ids=(4, 5),
    products=("Sunscreen 50", "Plain ointment"),
    next_plan=NextPlanEntry(minutes=30, passes=(PlannedPass(purpose="Green", wavelength_nm=755, is_patch=True),)),
    call_on=date(2026, 11, 24),
    answers=(ScreeningAnswer("sun", Answer.NO, "indoors"),),
)


@pytest.mark.parametrize("entry", [ENTRY, FULL], ids=["plain", "full"])
def test_what_was_kept_comes_back(entry: SessionEntry) -> None:
    assert read_content(write_content(entry)) == entry


@given(note=st.text(), pain=st.none() | st.integers(0, 10), fluence=st.decimals("0.05", 20, places=3))
def test_any_text_and_number_comes_back_to_the_letter(note: str, pain: int | None, fluence: Decimal) -> None:
    entry = replace(FULL, note=note, pain=pain, passes=(replace(PASS, fluence_j_cm2=fluence),))
    kept = read_content(write_content(entry))
    assert kept == entry
    assert str(kept.passes[0].fluence_j_cm2) == str(fluence)


def test_what_a_newer_program_added_since_takes_its_default() -> None:
    kept = json.loads(write_content(FULL))
    del kept["products"], kept["checked"]
    assert read_content(json.dumps(kept)) == replace(FULL, products=(), checked=None)


def test_what_is_no_entry_is_refused() -> None:
    with pytest.raises((TypeError, ValueError, KeyError)):
        read_content(json.dumps({"entry_id": str(uuid.UUID(int=1))}))
