from pico_tracker.ui.conflicts import compare_versions

BASE = {"name": "Amara", "phone": "1", "note": ""}


def test_what_only_they_changed_is_taken_over() -> None:
    merge = compare_versions(BASE, BASE | {"phone": "2"}, BASE | {"note": "mine"})
    assert (merge.theirs, merge.both) == (("phone",), ())


def test_what_both_changed_is_asked() -> None:
    merge = compare_versions(BASE, BASE | {"phone": "2"}, BASE | {"phone": "3"})
    assert (merge.theirs, merge.both) == ((), ("phone",))


def test_the_same_change_by_both_is_no_conflict() -> None:
    merge = compare_versions(BASE, BASE | {"phone": "2"}, BASE | {"phone": "2"})
    assert (merge.theirs, merge.both) == ((), ())


def test_without_knowing_what_was_there_before_every_difference_is_asked() -> None:
    merge = compare_versions({}, BASE | {"phone": "2"}, BASE)
    assert (merge.theirs, merge.both) == ((), ("phone",))
