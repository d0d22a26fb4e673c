"""What chips and lines say about consents."""

from datetime import date, timedelta

from pico_tracker.domain.consents import SIGNED_BY_NAMES, Consent, ConsentState
from pico_tracker.ui.kit.chips import ChipText
from pico_tracker.ui.kit.days import said_day
from pico_tracker.ui.kit.style import Tone
from pico_tracker.ui.kit.words import tr, translated

SOON = timedelta(days=30)
"""An expiry this near is told in the chip."""


def consent_chip(consent: Consent | None, today: date) -> ChipText:
    """Where a consent stands, with a colour and always with a word."""
    if consent is None:
        return ChipText(tr("Not asked"), Tone.NEUTRAL)
    chips = {
        ConsentState.GIVEN: ChipText(tr("Given"), Tone.OK),
        ConsentState.EXPIRED: ChipText(tr("Expired"), Tone.WARN),
        ConsentState.REFUSED: ChipText(tr("Refused"), Tone.DANGER),
        ConsentState.WITHDRAWN: ChipText(tr("Withdrawn"), Tone.DANGER),
    }
    state, ends = consent.state(today), consent.expires_on
    if state is ConsentState.GIVEN and ends is not None and ends - today <= SOON:
        return ChipText(tr("Expires {date}", date=said_day(ends)), Tone.WARN)
    return chips[state]


def consent_lines(consent: Consent, title: str) -> tuple[str, ...]:
    """Who decided what when, under which text, and what became of it."""
    lines = [_decided(consent), _read_text(consent, title)]
    if consent.withdrawal is not None:
        withdrawn = tr(
            "Withdrawn {date}, told to {name}: {reason}",
            date=said_day(consent.withdrawal.on),
            name=consent.withdrawal.recorded_by,
            reason=consent.withdrawal.reason,
        )
        lines.append(withdrawn)
    return tuple(lines)


def _decided(consent: Consent) -> str:
    name = consent.signed_name
    by = tr("{name} ({role})", name=name, role=translated(SIGNED_BY_NAMES[consent.signed_by]).lower())
    if not consent.given:
        return tr(
            "Refused {date} by {who}, witness {witness}", date=said_day(consent.on), who=by, witness=consent.witness
        )
    if consent.expires_on is None:
        until = tr("valid until withdrawn")
    else:
        until = tr("valid to {date}", date=said_day(consent.expires_on))
    return tr(
        "Given {date} by {who}, witness {witness}, {until}",
        date=said_day(consent.on),
        who=by,
        witness=consent.witness,
        until=until,
    )


def _read_text(consent: Consent, title: str) -> str:
    parts = [tr("Text: {title}, version {version}", title=title, version=consent.rule_version)]
    if consent.interpreter:
        parts.append(tr("interpreter: {name}", name=consent.interpreter))
    if consent.thinking_days is not None:
        parts.append(tr("{days} days to think", days=consent.thinking_days))
    return ", ".join(parts)
