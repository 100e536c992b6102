"""What every slide is made of: what it knows, how long it holds, its words in a language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from sqlalchemy import Engine

from data.calendar import PARIS, day_bounds_utc_s
from data.inclusion.place_names import curled
from data.screens import grids, queries
from data.screens.affluence import Grid, Past, Usual, season_days
from data.screens.queries import CalendarDay, Screen
from data.screens.texts import Voice

Content = dict[str, object]
WEEK_DAYS = 7


@dataclass(frozen=True)
class Slide:
    """What a slide tells; its words are written language by language.

    `data_at_s`: the last instant that its data tell of; None for what has no date.
    """

    data_at_s: int | None
    valid_until_s: int
    content: Callable[[Voice], Content]


@dataclass(frozen=True)
class LeftOut:
    """Why a slide has nothing to say: a key of data.screens.slides.reasons.REASONS."""

    reason: str


def content(
    title: str,
    lead: str = "",
    *,
    big: tuple[str, str] | None = None,
    lines: Sequence[tuple[str | None, str, str]] = (),
    bars: Sequence[Content] | None = None,
    note: str = "",
) -> Content:
    """The words of a slide; `big` is a value and its label, `lines` level, text and detail."""
    return {
        "title": title,
        "lead": lead,
        "big": {"value": big[0], "label": big[1]} if big else None,
        "lines": [{"level": one[0], "text": one[1], "detail": one[2]} for one in lines],
        "bars": list(bars) if bars else None,
        "note": note,
    }


@dataclass(frozen=True)
class Moment:
    """A screen at an instant, and what several of its slides read."""

    engine: Engine
    screen: Screen
    now: datetime

    @cached_property
    def local(self) -> datetime:
        """The instant on the clock of Paris."""
        return self.now.astimezone(PARIS)

    @property
    def day(self) -> date:
        """The local day."""
        return self.local.date()

    @property
    def now_s(self) -> int:
        """The instant in UTC seconds."""
        return int(self.now.timestamp())

    @property
    def midnight_s(self) -> int:
        """The end of the local day, whatever its length."""
        return day_bounds_utc_s(self.day)[1]

    @cached_property
    def scopes(self) -> list[str]:
        """The territory of the screen and those that hold it, the narrowest first."""
        return queries.scopes_around(self.engine, self.screen.scope)

    def place(self, voice: Voice, scope: str | None = None) -> str:
        """The name of a territory, that of the screen unless another is given."""
        name = self._label if scope is None else queries.label(self.engine, scope)
        return curled(name) if name else voice.text("place", "whole")

    @cached_property
    def _label(self) -> str | None:
        return queries.label(self.engine, self.screen.scope)

    @cached_property
    def loaded(self) -> dict[str, tuple[int, bool]]:
        """Theme -> end of its last load, and whether it is simulated."""
        return queries.loaded(self.engine)

    @cached_property
    def week(self) -> list[date]:
        """Today and the six days that follow."""
        return [self.day + timedelta(days=step) for step in range(WEEK_DAYS)]

    @cached_property
    def past(self) -> list[date]:
        """The days that the usual of this week rests on, then today."""
        return [*season_days(self.day, margin=WEEK_DAYS), self.day]

    @cached_property
    def calendar(self) -> dict[date, CalendarDay]:
        """What the calendar says of the past and of the week."""
        return queries.calendar(self.engine, {*self.past, *self.week})

    @cached_property
    def pasts(self) -> dict[date, Past]:
        """Which of the past days tell of each day of the week."""
        kinds = {day: known.kind for day, known in self.calendar.items()}
        return {day: Past.of(day, self.past, kinds) for day in self.week}

    def usual(self, grid: Grid, day: date) -> Usual:
        """What to expect of a place on a day of the week; `grid` has the days of `past`."""
        return self.pasts[day].usual(grid)

    @cached_property
    def own_grid(self) -> Grid | None:
        """What is published of the place of the screen; None without a site."""
        found = queries.sites(self.engine, self.screen.scope, self.day)
        ids = [one.site_id for one in found]
        return grids.grid_of_all(self.engine, ids, self.past) if ids else None

    @cached_property
    def stale_days(self) -> int:
        """Days after which connections are too old to say what to expect."""
        return queries.stale_days(self.engine)
