"""One fact of the territory: hours of night given back to darkness, or water saved by repairs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from math import floor, hypot, log10

from data.screens import queries
from data.screens.slides.reasons import NO_FACT
from data.screens.slides.slide import Content, LeftOut, Moment, Slide, content
from data.screens.texts import Voice

YEAR, L_PER_DAY = timedelta(days=365), 24 * 1000


@dataclass(frozen=True)
class Fact:
    """A fact: the theme that it comes from, its territory, its words."""

    theme: str
    words: Callable[[Voice], Content]


def tell(moment: Moment) -> Slide | LeftOut:
    """The fact of the day: those that are known take turns, a day each."""
    known = [fact for rule in (_dark_hours, _water_saved) if (fact := rule(moment))]
    if not known:
        return LeftOut(NO_FACT)
    fact = known[moment.day.toordinal() % len(known)]
    at_s, _simulated = moment.loaded.get(fact.theme, (None, False))
    return Slide(at_s, moment.midnight_s, fact.words)


def _dark_hours(moment: Moment) -> Fact | None:
    """Hours of a year of nights without lighting, mean of the points that have a schedule."""
    found = queries.dark_hours_year(moment.engine, moment.scopes)
    if found is None or round(found[1]) < 1:
        return None
    scope, hours = found

    def words(voice: Voice) -> Content:
        return content(
            voice.text("fact", "title"),
            moment.place(voice, scope),
            big=(voice.number(hours), voice.plural("fact", "dark", round(hours))),
            note=voice.text("fact", "dark_note"),
        )

    return Fact("lighting", words)


def _water_saved(moment: Moment) -> Fact | None:
    """Litres a day that repairs of the last year save, each proved; errors are independent."""
    since = moment.day - YEAR
    scope, rows = queries.proved_savings(moment.engine, moment.scopes, since)
    if not rows:
        return None
    saved = L_PER_DAY * sum(row.saved_m3_h for row in rows)
    half = L_PER_DAY * hypot(*((row.high_m3_h - row.low_m3_h) / 2 for row in rows))
    told, low, high = (rounded(value) for value in (saved, saved - half, saved + half))

    def words(voice: Voice) -> Content:
        interval = {"low": voice.number(low), "high": voice.number(high)}
        return content(
            voice.text("fact", "title"),
            moment.place(voice, scope),
            big=(voice.number(told), voice.plural("fact", "water", told)),
            note=voice.text("fact", "water_note", **interval),
        )

    return Fact("water", words)


def rounded(value: float) -> int:
    """A positive number with two significant figures: no more is known of it."""
    step = 10 ** max(floor(log10(value)) - 1, 0)
    return round(value / step) * step
