"""The downtime pack as it lies in the room when the power is gone."""

import io
from dataclasses import replace
from typing import Any

from pypdf import PdfReader

from pico_tracker.domain.diary import SafeDate, SafeWord
from pico_tracker.domain.downtime_packs import DowntimePack
from pico_tracker.reports.downtime_pack import render_downtime_pack
from tests.reports.reading import pages_of
from tests.reports.sheets.downtime_pack import in_treatment, make_pack, make_patient


def printed(pack: DowntimePack) -> bytes:
    out = io.BytesIO()
    render_downtime_pack(pack, out)
    return out.getvalue()


def pages(pack: DowntimePack) -> list[str]:
    return pages_of(printed(pack))


def patients_page(**changes: object) -> str:
    pack = make_pack()
    day = replace(pack.days[0], patients=(make_patient(in_treatment(**changes)),))
    return next(text for text in pages(replace(pack, days=(day,))) if "Session by hand" in text)


def test_the_page_of_a_patient_tells_identity_warnings_settings_reaction_plan_and_consent() -> None:
    text = patients_page()
    for said in (
        "09:30 · Amara Nwosu",
        "born 3 May 1992 · record P-10482",
        "Allergies: lidocaine",
        "Alerts: keloid in family",
        "Fitzpatrick skin type V",
        "Tattoo removal, right forearm · 4 sessions done",
        "Safe to book from 3 Jan 2027",
        "Signed by Amara Nwosu (the patient), 2 Jan 2026, valid to 2 Jan 2027",
        "Isotretinoin: yes, 1 Nov 2026 (Since May)",
        "Redness, mild, from 22 Nov 2026, open",
        "Green ink, Picosure Pro, 755 nm, 1.5 J/cm² (Dr S. Okafor, 22 Nov 2026)",
        "Try a small test on the green.",
        "Sun or tan on the area; Pregnant, or could be",
        "Last time: session 4, 22 Nov 2026",
        "1064 750 3.5 mm round",
        "532 660",
        "Session by hand: Amara Nwosu · born 3 May 1992 · P-10482 Allergies: lidocaine · Alerts: keloid in family",
        "Who treated",
        "Signature",
    ):
        assert said in text
    assert text.index("Allergies") < text.index("Tattoo removal")


def test_what_is_missing_is_said_and_not_left_out() -> None:
    text = patients_page(
        consent=None, plan=None, last=None, side_effects=(), asked=(), safe=SafeDate(SafeWord.REVIEW)
    )
    for said in ("After review", "Consent None on record", "Not treated yet"):
        assert said in text
    assert "Plan for next time" not in text


def test_a_healed_reaction_that_nobody_released_says_so() -> None:
    effect = in_treatment().side_effects[0]
    entry = replace(effect.entry, healed_on=effect.entry.onset_on)
    grave = replace(effect, kind=replace(effect.kind, drives_gate=True), entry=entry)
    assert "ended after 0 days, the area waits to be released" in patients_page(side_effects=(grave,))


def test_a_maintenance_session_is_named_as_one() -> None:
    last = in_treatment().last
    assert last is not None
    assert "Last time: maintenance session M4" in patients_page(last=replace(last, is_maintenance=True))


def test_a_first_visit_has_a_page_to_write_on_too() -> None:
    text = next(one for one in pages(make_pack()) if "Παπαδοπούλου" in one and "Session by hand" in one)
    for said in ("No allergies and no alerts on record", "No open course: a first visit.", "0113 496 0199"):
        assert said in text


def test_what_is_written_by_hand_on_a_second_page_says_whose_it_is_and_what_warns() -> None:
    pack = make_pack()
    courses = [in_treatment() for _ in range(2)]
    day = replace(pack.days[0], patients=(make_patient(*courses),))
    first, last = pages(replace(pack, days=(day,)))[-2:]
    assert "09:30 · Amara Nwosu" in first
    assert "Session by hand" not in first
    for said in ("Amara Nwosu", "born 3 May 1992", "P-10482", "Allergies: lidocaine", "Alerts: keloid in family"):
        assert said in last


def test_a_page_to_write_on_without_a_day_of_birth_or_a_warning_says_so() -> None:
    pack = make_pack()
    one = pack.days[1].patients[0]
    born = replace(one.patient.entry, born_on=None)
    nobody = replace(one, patient=replace(one.patient, entry=born))
    day = replace(pack.days[1], patients=(nobody,))
    text = pages(replace(pack, days=(day,)))[-1]
    by_hand = text.partition("Session by hand: ")[2]
    assert by_hand.startswith("Μαρία Παπαδοπούλου · P-10511 No allergies and no alerts on record")


def titles(outline: Any) -> list[Any]:
    return [titles(one) if isinstance(one, list) else one.title for one in outline]


def test_the_outline_leads_to_each_day_and_each_patient() -> None:
    outline = PdfReader(io.BytesIO(printed(make_pack()))).outline
    assert titles(outline) == [
        "Monday 23 Nov 2026",
        ["09:30 · Amara Nwosu"],
        "Tuesday 24 Nov 2026",
        ["10:30 · Μαρία Παπαδοπούλου"],
    ]


def test_a_pack_of_one_day_and_of_none_says_its_days() -> None:
    pack = make_pack()
    (first, *_others) = pages(replace(pack, days=pack.days[:1]))
    assert "23 Nov 2026 · Downtime pack" in first
    (only,) = pages(replace(pack, days=()))
    assert "22 Nov 2026 · Downtime pack" in only


def test_a_patient_in_treatment_has_all_on_one_page() -> None:
    found = [text for text in pages(make_pack()) if "Tattoo removal, right forearm · 4 sessions" in text]
    assert len(found) == 1
    assert "Session by hand" in found[0]
