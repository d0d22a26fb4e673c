"""What is said about a photo is checked before it is kept."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from pico_tracker.domain.photos import PhotoEntry, check_photo
from pico_tracker.domain.words import TEXT_LIMIT

TODAY = date(2026, 11, 22)


def entry(taken_on: date | None = None, note: str = "") -> PhotoEntry:
    return PhotoEntry(entry_id=UUID(int=1), patient_id=1, path=Path("arm.jpg"), taken_on=taken_on, note=note)


@pytest.mark.parametrize("day", [None, TODAY, TODAY - timedelta(days=400)])
def test_a_photo_of_today_earlier_or_no_known_day_is_fine(day: date | None) -> None:
    assert check_photo(entry(day), TODAY) == ()


def test_a_photo_of_tomorrow_is_refused() -> None:
    (found,) = check_photo(entry(TODAY + timedelta(days=1)), TODAY)
    assert (found.field, "in the future" in found.sentence.said()) == ("taken_on", True)


def test_a_note_beyond_all_measure_is_refused() -> None:
    (found,) = check_photo(entry(note="x" * (TEXT_LIMIT + 1)), TODAY)
    assert found.field == "note"
