"""What happens next in a course, and how to care for the skin, in plain sentences to the patient."""

from reportlab.platypus import Flowable

from pico_tracker.domain.clinic import Clinic
from pico_tracker.domain.courses import COURSE_STATE_NAMES, OPEN_STATES, Course, CourseState
from pico_tracker.domain.diary import VisitKind
from pico_tracker.domain.progress import CourseProgress
from pico_tracker.domain.words import mark
from pico_tracker.reports import styles
from pico_tracker.reports.formats import clock, weekday
from pico_tracker.reports.pen import Pen
from pico_tracker.reports.wording import lower_first


def next_steps(pen: Pen, progress: CourseProgress) -> list[Flowable]:
    """The follow-up call, the next visit, what is tried there, how many sessions are expected, what was agreed."""
    course = progress.course
    said = [_call(pen, progress), _visit(pen, progress), _state(pen, course)]
    if course.state in OPEN_STATES:
        said += [_window(pen, progress), _tests(pen, progress), _expected(pen, course), _maintenance(pen, progress)]
        said.append(_limits(pen, progress.coming.limits))
    parts = pen.flow(" ".join(one for one in said if one), styles.BODY)
    return [*pen.section(mark("What happens next")), *parts] if parts else []


def _call(pen: Pen, progress: CourseProgress) -> str:
    day = progress.coming.call_on
    if day is None:
        return ""
    if day <= pen.today:
        return pen.say(mark("We call you in the next days to ask how it heals."))
    said = mark("We call you on {weekday} {day} to ask how it heals.")
    return pen.say(said, weekday=weekday(day, pen.translate), day=pen.day(day))


def _visit(pen: Pen, progress: CourseProgress) -> str:
    visit = progress.next_visit
    if visit is None:
        return ""
    starts = pen.local(visit.starts_at)
    said = mark("{weekday} {day} at {time} with {name}") if visit.practitioner_name else _WHEN
    when = pen.say(
        said,
        weekday=weekday(starts, pen.translate),
        day=pen.day(starts),
        time=clock(starts),
        name=visit.practitioner_name,
    )
    counted = visit.kind is VisitKind.SESSION and not any(one.is_maintenance for one in progress.sessions)
    said = _SESSION if counted else _VISITS.get(visit.kind, _NEXT)
    return pen.say(said, when=when, number=len(progress.sessions) + 1)


_WHEN = mark("{weekday} {day} at {time}")
_SESSION = mark("Session {number} is on {when}.")
_NEXT = mark("Your next visit is on {when}.")
_VISITS = {
    VisitKind.TEST_PATCH: mark("We test a small spot of your skin on {when}."),
    VisitKind.REVIEW: mark("We look at your skin on {when}."),
    VisitKind.MAINTENANCE: mark("Your maintenance session is on {when}."),
    VisitKind.CALL: mark("We call you on {when}."),
}


def _state(pen: Pen, course: Course) -> str:
    if course.state in OPEN_STATES:
        return ""
    if course.state is CourseState.COMPLETED:
        return pen.say(mark("This course is completed."))
    state = pen.say(COURSE_STATE_NAMES[course.state])
    return pen.say(mark("This course stands at: {state}."), state=state)


def _window(pen: Pen, progress: CourseProgress) -> str:
    """From when the next session may be; a day that has come is not named as one to wait for."""
    course, window = progress.course, progress.course.window
    if progress.next_visit is not None:
        return ""
    if course.is_held:
        return pen.say(mark("We look at your skin first, and then choose the day of your next session with you."))
    if window is None:
        # What is due then is maintenance, which has a sentence of its own.
        return "" if course.maintenance_due_on else pen.say(_NOT_BOOKED)
    days = {"earliest": pen.day(window.earliest_on), "target": pen.day(window.target_on)}
    if window.earliest_on > pen.today:
        return pen.say(_FROM_THEN, **days)
    return pen.say(_FROM_NOW if window.target_on > pen.today else _DUE, **days)


_NOT_BOOKED = mark("Your next session is not booked yet: call us to choose a day.")
_FROM_THEN = mark(
    "Your next session can be booked for any day from {earliest} on, best by {target}. It is not booked yet: "
    "call us to choose a day."
)
_FROM_NOW = mark(
    "Your next session can be booked for any day from now on, best by {target}. It is not booked yet: "
    "call us to choose a day."
)
_DUE = mark("Your next session is due. It is not booked yet: call us to choose a day.")


def _tests(pen: Pen, progress: CourseProgress) -> str:
    tests = progress.coming.tests
    if not tests:
        return ""
    named = ", ".join(dict.fromkeys(lower_first(one) for one in tests if one))
    if not named:
        return pen.say(mark("At your next session we first try a small spot."))
    return pen.say(mark("At your next session we first try a small spot: {purposes}."), purposes=named)


def _expected(pen: Pen, course: Course) -> str:
    if course.state is CourseState.MAINTENANCE:
        return ""
    low, high = course.entry.sessions_from, course.entry.sessions_to
    if low == high:
        return pen.count(
            mark("We expect about {count} session in all."), mark("We expect about {count} sessions in all."), low
        )
    return pen.say(mark("We expect about {low} to {high} sessions in all."), low=low, high=high)


def _limits(pen: Pen, limits: str) -> str:
    """What was agreed: on its own where it is longer than a sentence or two."""
    if not limits:
        return ""
    said = pen.say(mark("As agreed at the start: {limits}"), limits=limits)
    return said if len(limits) <= _SHORT and "\n" not in limits else f"\n{said}"


_SHORT = 200


def _maintenance(pen: Pen, progress: CourseProgress) -> str:
    due = progress.course.maintenance_due_on
    if due is None:
        return ""
    said = (
        mark("A maintenance session is due on {day}.") if due > pen.today else mark("A maintenance session is due.")
    )
    booking = "" if progress.next_visit else " " + pen.say(mark("It is not booked yet: call us to choose a day."))
    return pen.say(said, day=pen.day(due)) + booking


def aftercare(pen: Pen, clinic: Clinic) -> list[Flowable]:
    """How to care for the skin and when to call. Source: clinical reference, section 6."""
    care = mark("Keep the area clean and out of the sun; use sunscreen of SPF 30 to 50 when it is not covered.")
    call = mark(
        "Call the clinic the same day for blisters, pus, spreading redness, fever, strong pain or any eye symptom."
    )
    said = [pen.say(care), pen.say(call)]
    if clinic.phone:
        said.append(pen.say(mark("Our number is {phone}."), phone=clinic.phone.replace(" ", "\u00a0")))
    said.append(pen.say(mark("If you have trouble breathing, call the emergency number.")))
    return [pen.line(" ".join(said), styles.BODY, 1200)]
