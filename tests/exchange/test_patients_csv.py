"""From the bytes of a file to patients, as a clinic's exports really look."""

import io
from datetime import date

import pytest

from pico_tracker.domain.errors import FileTrouble
from pico_tracker.domain.imports import DateOrder
from pico_tracker.domain.patients import (
    ContactPreference,
    Fitzpatrick,
    PatientEntry,
    PatientState,
    Sex,
)
from pico_tracker.exchange.csv_cells import write_rows
from pico_tracker.exchange.patient_columns import choose_columns
from tests.exchange.reading import plan_of


def entries_of(data: bytes | str, *overrides: str) -> list[PatientEntry]:
    plan = plan_of(data, *overrides)
    assert plan.problems == ()
    return [numbered.entry for numbered in plan.entries]


def problems_of(data: bytes | str, order: DateOrder | None = None) -> list[tuple[int, str, str]]:
    return [(each.line, each.column, str(each.reason)) for each in plan_of(data, order=order).problems]


def test_a_german_practice_export_in_windows_1252() -> None:
    data = (
        "Pat.-Nr.;Anrede;Titel;Nachname;Vorname;Geburtsdatum;Telefon privat;Handy;E-Mail;Straße;PLZ;Ort;"
        "Allergien;Hauttyp;Versicherung\r\n"
        "4711;Frau;Dr. med.;Müßig;Jördis;01.02.1980;030/1234567;0151 2345678;j@example.org;Ährenweg 3;"
        "10115;Köln;Latex; Penicillin;Typ III;TK\r\n"
    ).replace("Latex; Penicillin", '"Latex; Penicillin"')
    plan = plan_of(data.encode("cp1252"))

    (numbered,) = plan.entries
    entry = numbered.entry
    assert numbered.line == 2
    assert (entry.record_number, entry.title) == ("4711", "Dr. med.")
    assert (entry.given_names, entry.family_name) == ("Jördis", "Müßig")
    assert entry.born_on == date(1980, 2, 1)
    assert entry.sex is Sex.FEMALE
    assert entry.phones == ("0151 2345678", "030/1234567")
    assert entry.address == "Ährenweg 3\n10115 Köln"
    assert entry.allergies == ("Latex", "Penicillin")
    assert entry.fitzpatrick is Fitzpatrick.III
    assert plan.unread_columns == ("Versicherung",)
    assert plan.date_order is DateOrder.DMY
    assert any("1252" in str(note) for note in plan.notes)


def test_an_outlook_address_book() -> None:
    (entry,) = entries_of(
        '"Title","First Name","Middle Name","Last Name","Business Phone","Home Phone","Mobile Phone",'
        '"Home Street","Home City","Home State","Home Postal Code","Home Country/Region","Birthday",'
        '"E-mail Address","Gender","Notes"\r\n'
        '"","Ann","Mary","Lee","+1 212 555 0101","+1 212 555 0102","+1 212 555 0103",'
        '"1 Elm St","Albany","NY","12207","USA","0/0/00","a@example.com","Unspecified","likes\r\nmornings"\r\n'
    )
    assert (entry.given_names, entry.family_name) == ("Ann Mary", "Lee")
    assert entry.phones == ("+1 212 555 0103", "+1 212 555 0102", "+1 212 555 0101")
    assert entry.address == "1 Elm St\n12207 Albany\nNY\nUSA"
    assert entry.born_on is None
    assert entry.sex is Sex.UNKNOWN
    assert entry.notes == "likes\nmornings"


def test_a_google_address_book_prefers_the_parts_of_a_name() -> None:
    (entry,) = entries_of(
        "Name,Given Name,Family Name,Birthday,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,"
        "Phone 2 - Value,Address 1 - Formatted,Address 1 - City\n"
        "Ann Lee,Ann,Lee,1980-12-05,a@example.com,Mobile,020 555 0101 ::: 020 555 0102,+44 20 555 0103,"
        '"1 Elm St\nYork",York\n'
    )
    assert (entry.given_names, entry.family_name) == ("Ann", "Lee")
    assert entry.born_on == date(1980, 12, 5)
    assert entry.phones == ("020 555 0101", "020 555 0102", "+44 20 555 0103")
    assert entry.address == "1 Elm St\nYork"


def test_a_spreadsheets_unicode_text_is_utf_16_with_tabs() -> None:
    text = "Nachname\tVorname\tGeburtsdatum\r\nŽák\tÉva\t31.12.1979\r\n"
    for data in (text.encode("utf-16"), text.encode("utf-16-le"), text.encode("utf-16-be")):
        (entry,) = entries_of(data)
        assert (entry.given_names, entry.family_name) == ("Éva", "Žák")
        assert entry.born_on == date(1979, 12, 31)


def test_name_beside_vorname_is_the_family_name() -> None:
    (entry,) = entries_of("Name;Vorname\nBerg;Ida\n")
    assert (entry.given_names, entry.family_name) == ("Ida", "Berg")


def test_a_street_called_adresse_keeps_post_code_and_town_beside_it() -> None:
    (entry,) = entries_of("Name;Adresse;PLZ;Ort\nIda Berg;Am Hang 1;10115;Berlin\n")
    assert entry.address == "Am Hang 1\n10115 Berlin"


def test_words_for_coded_fields_in_both_languages() -> None:
    entries = entries_of(
        "Name,Sex,Status,SMS consent,Consent email,Skin type,Contact preference,Email,Phone,Allergies\n"
        "A A,w,aktiv,ja,NO,3,E-Mail,a@example.com,,keine\n"
        "B B,männlich,verstorben,nein,yes,VI,SMS,,0305555555,\n"
        "C C,divers,inactive,,,Fitzpatrick type IV,,,,nickel;NICKEL II\n"
        "D D,Unspecified,,x,1,FST-2,,,,\n"
    )
    assert [entry.sex for entry in entries] == [Sex.FEMALE, Sex.MALE, Sex.OTHER, Sex.UNKNOWN]
    assert [entry.state for entry in entries] == [
        PatientState.ACTIVE,
        PatientState.DECEASED,
        PatientState.INACTIVE,
        PatientState.ACTIVE,
    ]
    assert [entry.consent_texts for entry in entries] == [True, False, False, True]
    assert [entry.consent_email for entry in entries] == [False, True, False, True]
    assert [entry.fitzpatrick for entry in entries] == [
        Fitzpatrick.III,
        Fitzpatrick.VI,
        Fitzpatrick.IV,
        Fitzpatrick.II,
    ]
    assert entries[0].contact_preference is ContactPreference.EMAIL
    assert entries[1].contact_preference is ContactPreference.TEXT
    assert [entry.allergies for entry in entries] == [(), (), ("nickel", "NICKEL II"), ()]


def test_each_bad_row_is_named_with_line_column_and_reason() -> None:
    found = problems_of(
        "Last name,First name,DOB,Phone,Sex,Notes\n"
        'Berg,Ida,31/12/1980,0305555555,f,"two\nlines"\n'
        "Falk,Udo,31/02/1980,0305555556,m,\n"
        "Ohm,Eva,30/11/1981,4.9151E+11,f,\n"
        ",,29/11/1981,,f,\n"
        "Rot,Kai,13/05/2090,,q,\n"
    )
    assert [(line, column) for line, column, _ in found] == [
        (4, "DOB"),
        (5, "Phone"),
        (6, "Last name"),
        (7, "Sex"),
        (7, "DOB"),
    ]
    assert "not a date of the calendar written as day, month, year" in found[0][2]
    assert "not a phone number" in found[1][2]
    assert "at least one name" in found[2][2]
    assert "not known" in found[3][2]
    assert "future" in found[4][2]


def test_good_rows_stay_in_the_plan_beside_the_bad_ones() -> None:
    plan = plan_of("Name,DOB\nAnn Lee,1980-01-02\nUdo Falk,rubbish\n")
    assert [numbered.entry.family_name for numbered in plan.entries] == ["Lee"]
    assert plan.bad_rows == 1


def test_an_unknown_word_for_consent_is_never_taken_as_consent() -> None:
    assert problems_of("Name,Newsletter\nAnn Lee,maybe\n") == [
        (2, "Newsletter", "Consent is yes or no; anything else is not taken as consent.")
    ]


def test_a_doubt_is_a_remark_and_does_not_stop_the_row() -> None:
    plan = plan_of("Name,Contact preference\nAnn Lee,phone\n")
    assert (len(plan.entries), plan.problems) == (1, ())
    assert [(each.line, each.column) for each in plan.remarks] == [(2, "")]


def test_the_same_person_twice_is_reported_with_the_earlier_line() -> None:
    found = problems_of(
        "No,Last name,First name,DOB,Phone\n"
        "P-1,Lee,Ann,1980-01-02,030 5555555\n"
        "p-1,Berg,Ida,,\n"
        "P-3,ann,LEE,1980-01-02,\n"
        "P-4,Lee,Ann,,+49 30 5555555\n",
    )
    assert [(line, reason) for line, _, reason in found] == [
        (3, "The same record number as in line 2."),
        (4, "The same name and birth date as in line 2."),
        (5, "The same name and phone as in line 2."),
    ]


def test_the_same_name_and_phone_are_one_person_unless_the_birth_dates_differ() -> None:
    rows = "Name,DOB,Phone\nJim Oak,1950-01-02,030 55555555\nJim Oak,1980-01-02,030 55555555\n"
    assert problems_of(rows) == []
    assert problems_of(rows + "Oak; Jim,,+49 30 55555555\n".replace(";", "")) == [
        (4, "Name", "The same name and phone as in line 2.")
    ]


def test_ambiguous_dates_are_asked_for_and_the_option_is_named() -> None:
    data = "Name,DOB\nAnn Lee,1980-01-02\nIda Berg,03/04/1981\n"
    with pytest.raises(FileTrouble) as caught:
        plan_of(data)
    said = str(caught.value)
    assert "“DOB”" in said
    assert "line 3" in said
    assert "--dates DMY" in said
    assert "1981" not in said
    assert plan_of(data, order=DateOrder.MDY).entries[1].entry.born_on == date(1981, 3, 4)
    assert plan_of(data, order=DateOrder.DMY).entries[1].entry.born_on == date(1981, 4, 3)


def test_with_an_order_given_the_rows_in_another_order_are_reported() -> None:
    data = "Name,DOB\nAnn Lee,31/12/1980\nIda Berg,12/31/1980\n"
    with pytest.raises(FileTrouble, match="different orders"):
        plan_of(data)
    assert [(line, column) for line, column, _ in problems_of(data, DateOrder.DMY)] == [(3, "DOB")]


def test_spreadsheet_day_numbers_are_read_and_said() -> None:
    plan = plan_of("Name,DOB\nAnn Lee,29221\n")
    assert plan.entries[0].entry.born_on == date(1980, 1, 1)
    assert any("1904" in str(note) for note in plan.notes)


def test_an_address_book_sorted_by_salutation_tells_sex_and_title() -> None:
    entries = entries_of("Anrede;Vorname;Name\nFrau Dr.;Ida;Berg\nHerr;Udo;Falk\nFamilie;Kai;Rot\n;Eva;Ohm\n")
    assert [entry.sex for entry in entries] == [Sex.FEMALE, Sex.MALE, Sex.UNKNOWN, Sex.UNKNOWN]
    assert [entry.title for entry in entries] == ["Dr.", "", "", ""]
    assert entries[0].family_name == "Berg"


def test_a_minor_needs_a_guardian() -> None:
    assert problems_of("Name,DOB\nAnn Lee,2015-01-02\n")[0][:2] == (2, "")
    assert problems_of("Name,DOB,Guardian\nAnn Lee,2015-01-02,Ida Lee\n") == []


def test_overrides_name_columns_join_phones_and_leave_fields_out() -> None:
    (entry,) = entries_of(
        "Wer,Kontakt A,Kontakt B,Notes\nAnn Lee,0305555551,0305555552,secret\n",
        "name=wer",
        "phones=Kontakt B",
        "phones=Kontakt A",
        "notes=",
    )
    assert entry.phones == ("0305555552", "0305555551")
    assert entry.notes == ""


@pytest.mark.parametrize(
    ("override", "said"),
    [
        ("shoe_size=Name", "family_name"),
        ("family_name=Nachname", "Its columns are: Name, DOB"),
        ("family_name", "FIELD=COLUMN"),
    ],
)
def test_a_wrong_override_is_answered_with_what_there_is(override: str, said: str) -> None:
    with pytest.raises(FileTrouble, match=said):
        choose_columns(("Name", "DOB"), [override])


def test_a_file_without_a_header_is_refused_without_repeating_the_patient() -> None:
    with pytest.raises(FileTrouble) as caught:
        plan_of("Lee,Ann,1980-01-02\nBerg,Ida,1981-02-03\n")
    assert "Lee" not in str(caught.value)
    assert "column names" in str(caught.value)


def test_columns_without_a_name_are_listed_with_the_way_out() -> None:
    with pytest.raises(FileTrouble, match=r"Its columns are: Wer, Wann.*--map name=COLUMN"):
        plan_of("Wer,Wann\nAnn,1980-01-02\n")


def test_a_header_alone_makes_an_empty_plan_that_says_so() -> None:
    plan = plan_of("Name,DOB\n")
    assert plan.entries == ()
    assert "no patients" in str(plan.notes[-1])


def test_what_we_write_is_read_back_the_same() -> None:
    out = io.StringIO()
    write_rows(
        ("First name", "Last name", "Phone", "Notes"),
        [("Ann", "=Lee", "+44 20 5555 5555", '-1\n"@x", y'), ("Jan", "'t Hooft", "0305555555", "'=1")],
        out,
    )
    first, second = entries_of(out.getvalue().encode("utf-8-sig"))
    assert (first.family_name, first.phones) == ("=Lee", ("+44 20 5555 5555",))
    assert first.notes == '-1\n"@x", y'
    assert (second.family_name, second.notes) == ("'t Hooft", "'=1")


def test_hostile_text_is_kept_as_text() -> None:
    hostile = "<img src=/etc/passwd> 😀 \u202eabc O'Neil {0} %s"
    (entry,) = entries_of(f"Last name,Notes\n{hostile},a\x00b\n")
    assert entry.family_name == hostile
    assert entry.notes == "ab"


def test_a_cell_far_too_long_is_reported_and_not_taken_apart() -> None:
    found = problems_of("Name,Phone,Notes\nAnn Lee," + "1;" * 5_000 + "," + "x" * 20_001 + "\n")
    assert [(line, column) for line, column, _ in found] == [(2, "Phone"), (2, "Notes")]
    assert "3000" in found[0][2]


def test_cells_are_cleaned_like_every_typed_text() -> None:
    (entry,) = entries_of("Last name,Notes\n  A\u0308nn\u00a0\u2003Lee ,  a \u200b\tb \n")
    assert entry.family_name == "Änn Lee"
    assert entry.notes == "a \u200b\tb"


def test_the_list_of_problems_is_cut_but_all_bad_rows_are_counted() -> None:
    plan = plan_of("Name,DOB\n" + "Ann Lee,rubbish\n" * 10_050)
    assert (len(plan.problems), plan.bad_rows) == (10_000, 10_050)
