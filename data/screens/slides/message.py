"""What the office says, what happens nearby in the coming fortnight, and when it is open."""

from datetime import date, timedelta

from data.inclusion.opening import Span
from data.screens.day_hours import day_spans
from data.screens.happenings import Happening, happenings
from data.screens.slides.reasons import NO_MESSAGE
from data.screens.slides.slide import Content, LeftOut, Moment, Slide, content
from data.screens.texts import Voice, capitalised
from data.screens.vocabulary import FRENCH

COMING, AT_MOST = timedelta(days=14), 3


def tell(moment: Moment) -> Slide | LeftOut:
    """The slide, or why there is none."""
    screen, day = moment.screen, moment.day
    events = happenings(moment.engine, moment.scopes, day, day + COMING)[:AT_MOST]
    spans = day_spans(screen.opening, day)
    if not any(screen.messages.values()) and not events and spans is None:
        return LeftOut(NO_MESSAGE)

    def words(voice: Voice) -> Content:
        # Not translated, the message is that in French.
        message = screen.messages.get(voice.code) or screen.messages.get(FRENCH) or ""
        alone = events and not message
        return content(
            voice.text("message", "events" if alone else "title"),
            message,
            lines=[(None, one.label, _when(one, day, voice)) for one in events],
            note=_opening(spans, voice),
        )

    return Slide(None, moment.midnight_s, words)


def _when(event: Happening, day: date, voice: Voice) -> str:
    """One date: that of the only day, of the end of what has begun, of the beginning else."""
    if event.first_day == event.last_day:
        same = event.first_day == day
        on = voice.text("message", "on", day=voice.day(event.first_day))
        return capitalised(voice.text("message", "today") if same else on)
    if event.first_day <= day:
        if event.last_day == day:
            return capitalised(voice.text("message", "today"))
        return capitalised(voice.text("message", "until", day=voice.day(event.last_day)))
    return capitalised(voice.text("message", "since", day=voice.day(event.first_day)))


def _opening(spans: list[Span] | None, voice: Voice) -> str:
    if spans is None:
        return ""
    if not spans:
        return voice.text("message", "closed")
    told = voice.listed([voice.span(span.start, span.end) for span in spans])
    return voice.text("message", "open", spans=told)
