"""What the window remembers on a computer."""

from dataclasses import fields

from pico_tracker.domain.window_settings import ThemeChoice, WindowSettings


def test_a_computer_new_to_the_program_takes_the_systems_colours_the_default_file_and_knows_nobody() -> None:
    settings = WindowSettings()
    assert settings.theme is ThemeChoice.SYSTEM
    assert settings.last_database == ""
    assert settings.last_person == 0


def test_the_colours_are_kept_in_the_words_a_person_may_write_in_the_settings_file() -> None:
    assert [ThemeChoice(word) for word in ("system", "light", "dark")] == list(ThemeChoice)


def test_nothing_of_a_patient_is_remembered() -> None:
    assert {one.name for one in fields(WindowSettings)} == {"theme", "last_database", "last_person"}
