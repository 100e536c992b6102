"""The week ahead: seven days, how busy each should be, holidays and events."""

from datetime import date

from data.screens.affluence import UNKNOWN
from data.screens.happenings import Happening, happenings
from data.screens.queries import CalendarDay
from data.screens.slides.expected import is_stale, known_until_s
from data.screens.slides.reasons import NO_SITE, TOO_FEW, TOO_OLD
from data.screens.slides.slide import Content, LeftOut, Moment, Slide, content
from data.screens.texts import Voice, capitalised

JOIN = " · "


def tell(moment: Moment) -> Slide | LeftOut:
    """The slide, or why there is none."""
    grid = moment.own_grid
    if grid is None:
        return LeftOut(NO_SITE)
    if is_stale(moment, grid):
        return LeftOut(TOO_OLD)
    levels = {day: moment.usual(grid, day).total_level for day in moment.week}
    if set(levels.values()) == {UNKNOWN}:
        return LeftOut(TOO_FEW)
    events = happenings(moment.engine, moment.scopes, moment.week[0], moment.week[-1])

    def words(voice: Voice) -> Content:
        lines = [
            (level, _named(day, moment.day, voice), _detail(moment, day, level, events, voice))
            for day, level in levels.items()
        ]
        return content(
            voice.text("week", "title"),
            moment.place(voice),
            lines=lines,
            note=voice.text("week", "note"),
        )

    return Slide(known_until_s(grid), moment.midnight_s, words)


def _named(day: date, today: date, voice: Voice) -> str:
    """ "Aujourd’hui", "Demain", "Mardi": days of one week need no number."""
    near = {0: "today", 1: "tomorrow"}.get((day - today).days)
    return voice.text("days", near) if near else voice.weekday(day)


def _detail(moment: Moment, day: date, level: str, events: list[Happening], voice: Voice) -> str:
    """The level in words, then what makes the day special; the first event alone."""
    known = moment.calendar.get(day) or CalendarDay.ordinary(day)
    told = [voice.level(level)]
    told += [voice.text("days", "public_holiday")] if known.public_holiday else []
    told += [voice.text("days", "school_holiday")] if known.school_holiday else []
    told += [one.label for one in events if one.first_day <= day <= one.last_day][:1]
    return JOIN.join(capitalised(one) for one in told)
