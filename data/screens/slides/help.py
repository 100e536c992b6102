"""Digital help: the nearest places where someone helps, and their hours today."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from data.inclusion.distances import great_circle_km
from data.inclusion.opening import Span
from data.screens import queries
from data.screens.day_hours import closes_for_lunch, day_spans, is_whole_day, next_opening
from data.screens.slides.reasons import NO_HELP
from data.screens.slides.slide import Content, LeftOut, Moment, Slide, content
from data.screens.texts import Voice, capitalised

REACH_KM, AT_MOST, THEME = 25.0, 3, "inclusion"
# A screen shows seven numbers at most; a span has two.
MOST_NUMBERS = 7


@dataclass(frozen=True)
class HelpPlace:
    """A place where someone helps; `spans` is None for hours that are not known."""

    name: str
    town: str | None
    spans: list[Span] | None
    # When it opens again, where it is closed today.
    reopens: datetime | None


def tell(moment: Moment) -> Slide | LeftOut:
    """The slide, or why there is none."""
    places = help_places(moment)
    if not places:
        return LeftOut(NO_HELP)

    def words(voice: Voice) -> Content:
        return content(
            voice.text("help", "title"),
            voice.text("help", "lead"),
            lines=[(None, one.name, _detail(one, voice)) for one in places],
        )

    at_s, _simulated = moment.loaded.get(THEME, (None, False))
    return Slide(at_s, moment.midnight_s, words)


def help_places(moment: Moment) -> list[HelpPlace]:
    """The nearest places within REACH_KM: three, fewer when their hours take many numbers."""
    screen = moment.screen
    rows = queries.mediation_places(moment.engine)
    if not rows:
        return []
    km = great_circle_km(
        [screen.latitude_deg],
        [screen.longitude_deg],
        [row.latitude_deg for row in rows],
        [row.longitude_deg for row in rows],
    )[0]
    nearest = [rows[at] for at in np.argsort(km, kind="stable")[:AT_MOST] if km[at] <= REACH_KM]
    places, numbers = [], 0
    for row in nearest:
        spans = day_spans(row.hours, moment.day)
        reopens = next_opening(row.hours, moment.day) if spans == [] else None
        numbers += 1 if reopens else 2 * _told_spans(spans)
        if places and numbers > MOST_NUMBERS:
            break
        places.append(HelpPlace(row.name, row.town, spans, reopens))
    return places


def _told_spans(spans: list[Span] | None) -> int:
    """How many spans are said: a day with a break for lunch is one."""
    return 1 if spans and closes_for_lunch(spans) else len(spans or ())


def _detail(place: HelpPlace, voice: Voice) -> str:
    hours = capitalised(_hours(place, voice))
    if place.town and place.town.casefold() not in place.name.casefold():
        return f"{place.town} · {hours}"
    return hours


def _hours(place: HelpPlace, voice: Voice) -> str:
    spans = place.spans
    if spans is None:
        return voice.text("help", "ask")
    if place.reopens:
        day, hour = place.reopens.date(), place.reopens.time()
        return voice.text("help", "reopens", day=voice.on(day), hour=voice.clock(hour))
    if not spans:
        return voice.text("help", "closed")
    if is_whole_day(spans[0]):
        return voice.text("help", "all_day")
    if closes_for_lunch(spans):
        whole = voice.span(spans[0].start, spans[1].end)
        return voice.text("help", "lunch", span=whole)
    return voice.listed([voice.span(span.start, span.end) for span in spans])
