"""Affluence: now when it is measured, else what to expect, hour by hour."""

from dataclasses import dataclass

import numpy as np

from data.screens.affluence import BUSY, CALM, UNKNOWN, USUAL, Grid, Usual
from data.screens.slides.expected import (
    NOW_H,
    S_PER_H,
    Measured,
    is_stale,
    known_until_s,
    measured,
)
from data.screens.slides.reasons import NO_SITE, TOO_FEW, TOO_OLD
from data.screens.slides.slide import Content, LeftOut, Moment, Slide, content
from data.screens.texts import Voice

# One label every so many hours: five at most, for a screen shows seven numbers.
STEPS_H, MOST_LABELS = (3, 4, 6), 5
# Fewer hours than this draw no shape of the day: the word alone is told.
LEAST_BARS = 4
RANKS = (CALM, USUAL, BUSY)
# Beside a measure, a bar is as high as its word: the height of a count would give the count back,
# for the highest hour of the day is published the next day.
HEIGHTS = {CALM: 0.33, USUAL: 0.67, BUSY: 1.0}


@dataclass(frozen=True)
class Bar:
    """An hour of the day: its level, its height beside the highest, None when it is hidden."""

    hour: int
    level: str
    share: float | None


@dataclass(frozen=True)
class Affluence:
    """What the slide tells of a day: hours when they are known, else the day alone."""

    moment: Moment
    bars: list[Bar]
    day_level: str
    measured: Measured | None

    @property
    def current(self) -> Bar | None:
        """The last measured hour when there is one, else the current one."""
        hour = self.measured.last_hour if self.measured else self.moment.local.hour
        return next((bar for bar in self.bars if bar.hour == hour and bar.level != UNKNOWN), None)

    @property
    def drawn(self) -> list[Bar]:
        """The bars, when they are enough to show how the day goes."""
        return self.bars if len(self.bars) >= LEAST_BARS else []

    @property
    def step_h(self) -> int:
        """Hours between two labels."""
        counts = {step: sum(not bar.hour % step for bar in self.bars) for step in STEPS_H}
        return next(step for step, count in counts.items() if count <= MOST_LABELS)

    @property
    def quieter_hour(self) -> int | None:
        """The next hour that is calmer than the current one."""
        current = self.current
        if current is None or current.level == CALM:
            return None
        rank = RANKS.index(current.level)
        coming = (bar for bar in self.bars if bar.hour > self.moment.local.hour)
        lower = (bar.hour for bar in coming if bar.level in RANKS[:rank])
        return next(lower, None)


def tell(moment: Moment) -> Slide | LeftOut:
    """The slide, or why there is none."""
    grid = moment.own_grid
    if grid is None:
        return LeftOut(NO_SITE)
    expected = moment.usual(grid, moment.day)
    # Without a scale, a count has no word.
    now = measured(moment, grid) if expected.hour_scale else None
    if now is None and is_stale(moment, grid):
        return LeftOut(TOO_OLD)
    told = Affluence(moment, _bars(expected, now), expected.total_level, now)
    if not told.bars and told.day_level == UNKNOWN:
        return LeftOut(TOO_FEW)
    return Slide(
        _data_at_s(grid, now), _valid_until_s(moment, now), lambda voice: _words(told, voice)
    )


def _data_at_s(grid: Grid, now: Measured | None) -> int | None:
    return int(now.until.timestamp()) if now else known_until_s(grid)


def _valid_until_s(moment: Moment, now: Measured | None) -> int:
    """A measure is said "now" for three hours; what is expected holds until midnight."""
    if now is None:
        return moment.midnight_s
    return min(moment.midnight_s, int(now.until.timestamp()) + NOW_H * S_PER_H)


def _bars(expected: Usual, now: Measured | None) -> list[Bar]:
    """The hours that are usually shown: measured as far as they are, then expected."""
    if expected.hour_scale is None:
        return []
    return _expected_bars(expected) if now is None else _measured_bars(expected, now)


def _measured_bars(expected: Usual, now: Measured) -> list[Bar]:
    """With the last measured hour, be it outside the usual ones."""
    usual, last = expected.open_hours, now.last_hour
    values = np.concatenate([now.hours[: last + 1], expected.hours[last + 1 :]])
    hours = range(min(usual.start, last), max(usual.stop, last + 1))
    levels = {hour: expected.measured_level(hour, values[hour]) for hour in hours}
    return [Bar(hour, level, HEIGHTS.get(level)) for hour, level in levels.items()]


def _expected_bars(expected: Usual) -> list[Bar]:
    hours = expected.open_hours
    highest = max(expected.hours[hour] for hour in hours)
    shares = {hour: float(expected.hours[hour] / highest) for hour in hours}
    return [
        Bar(hour, expected.hour_level(hour), round(share, 2) if np.isfinite(share) else None)
        for hour, share in shares.items()
    ]


def _words(told: Affluence, voice: Voice) -> Content:
    current, quieter = told.current, told.quieter_hour
    if current:
        when = "now" if told.measured else "this_hour"
        big = voice.level(current.level), voice.text("affluence", when)
    elif told.day_level != UNKNOWN:
        big = voice.level(told.day_level), voice.text("affluence", "today")
    else:
        big = None
    lines = []
    if quieter is not None:
        words = voice.text("affluence", "quieter", hour=voice.hour(quieter))
        lines = [(None, words, "")]
    return content(
        voice.text("affluence", "title"),
        told.moment.place(voice),
        big=big,
        lines=lines,
        bars=[_bar(bar, told.step_h, current, voice) for bar in told.drawn],
        note=_note(told, voice),
    )


def _bar(bar: Bar, step_h: int, current: Bar | None, voice: Voice) -> Content:
    return {
        "label": "" if bar.hour % step_h else voice.hour(bar.hour),
        "level": bar.level,
        "share": bar.share,
        "now": current is not None and bar.hour == current.hour,
    }


def _note(told: Affluence, voice: Voice) -> str:
    if told.measured is None:
        return voice.text("affluence", "expected")
    last_hour = told.measured.last_hour
    # What is to come is told of only where it is drawn.
    goes_on = any(bar.hour > last_hour for bar in told.drawn)
    key = "measured" if goes_on else "measured_alone"
    return voice.text("affluence", key, hour=voice.hour(last_hour + 1))
