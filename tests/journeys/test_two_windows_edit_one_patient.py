"""Two people have the same patient's form open: nobody overwrites the other."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from pico_tracker.domain.patients import PatientEntry
from pico_tracker.services.patients import add_patient, read_patient
from pico_tracker.services.people import sign_in
from pico_tracker.ui.patients.form_page import PatientFormPage
from tests.builders import Bench
from tests.journeys.conftest import SitDown
from tests.journeys.seats import Seat, everything_said


@dataclass(frozen=True)
class Pair:
    """Two windows on one file, each with its own connection; both show the patient's form."""

    bench: Bench
    patient_id: int
    first: Seat
    second: Seat

    def on_record(self) -> PatientEntry:
        return read_patient(self.bench.practitioner, self.patient_id).entry


@pytest.fixture
def pair(file_bench: Bench, sit_down: SitDown) -> Iterator[Pair]:
    patient_id = add_patient(file_bench.practitioner, file_bench.patient()).value
    other = file_bench.reopen()
    colleague = sign_in(other, file_bench.reception.operator.id, file_bench.clock)
    made = Pair(file_bench, patient_id, sit_down(file_bench.practitioner), sit_down(colleague))
    for seat in (made.first, made.second):
        open_form(seat)
    yield made
    made.second.backend.close()
    other.close()


def open_form(seat: Seat) -> PatientFormPage:
    seat.come_back()
    seat.key("Ctrl+K")
    seat.write("nwo")
    seat.key("Return")
    seat.patient_page("Amara Nwosu")
    seat.key("Ctrl+E")
    page = seat.page(PatientFormPage)
    seat.until(lambda: page.form.field("family_name").raw_text() == "Nwosu")
    return page


def change(seat: Seat, name: str, text: str) -> PatientFormPage:
    seat.come_back()
    page = seat.page(PatientFormPage)
    seat.fill(page.form.field(name), text)
    return page


def save(seat: Seat) -> None:
    seat.come_back()
    seat.key("Ctrl+S")


def saved(seat: Seat, name: str = "Amara Nwosu") -> None:
    save(seat)
    seat.patient_page(name)


def test_the_later_save_is_shown_both_values_and_overwrites_nothing(pair: Pair) -> None:
    change(pair.second, "email", "desk@example.org")
    saved(pair.second)
    page = change(pair.first, "email", "mine@example.org")
    save(pair.first)
    pair.first.until(page.conflict.isVisible)
    said = everything_said(page.conflict)
    for text in ("E-mail", "desk@example.org", "mine@example.org", "Nothing was overwritten"):
        assert text in said
    assert pair.on_record().email == "desk@example.org"
    assert page.form.field("email").raw_text() == "mine@example.org"


def test_who_decides_for_their_own_value_saves_it_knowingly(pair: Pair) -> None:
    change(pair.second, "email", "desk@example.org")
    saved(pair.second)
    page = change(pair.first, "email", "mine@example.org")
    save(pair.first)
    pair.first.until(page.conflict.isVisible)
    pair.first.settle()
    saved(pair.first)
    assert pair.on_record().email == "mine@example.org"


def test_who_gives_way_keeps_the_colleagues_value(pair: Pair) -> None:
    change(pair.second, "email", "desk@example.org")
    saved(pair.second)
    page = change(pair.first, "email", "mine@example.org")
    save(pair.first)
    pair.first.until(page.conflict.isVisible)
    pair.first.settle()
    theirs, _mine = page.conflict.choices["email"]
    pair.first.click(theirs)
    assert page.form.field("email").raw_text() == "desk@example.org"
    saved(pair.first)
    assert pair.on_record().email == "desk@example.org"


def test_what_only_the_colleague_changed_is_taken_over_and_said(pair: Pair) -> None:
    change(pair.second, "contact_hours", "After 17:00")
    saved(pair.second)
    page = change(pair.first, "email", "mine@example.org")
    save(pair.first)
    pair.first.until(page.conflict.isVisible)
    pair.first.settle()
    assert "Taken over from them: Hours to call." in everything_said(page.conflict)
    saved(pair.first)
    entry = pair.on_record()
    assert (entry.contact_hours, entry.email) == ("After 17:00", "mine@example.org")


def test_a_third_change_during_the_conflict_is_a_conflict_again(pair: Pair) -> None:
    change(pair.second, "email", "desk@example.org")
    saved(pair.second)
    page = change(pair.first, "email", "mine@example.org")
    save(pair.first)
    pair.first.until(page.conflict.isVisible)
    pair.first.settle()
    pair.second.come_back()
    pair.second.key("Ctrl+E")
    pair.second.page(PatientFormPage)
    change(pair.second, "email", "again@example.org")
    saved(pair.second)
    save(pair.first)
    pair.first.until(lambda: "again@example.org" in everything_said(page.conflict))
    assert pair.on_record().email == "again@example.org"
    assert page.form.field("email").raw_text() == "mine@example.org"
