"""What an official would decide for public lighting, and how a link says it.

The text of a scenario is a list of settings joined by `_`, each a letter and its value, those that
differ from the default only: "h2300.0530_l40_a30". It keeps to `[\\w.:-]{1,120}`; two scenarios
are joined by `~` in the `detail` of a selection.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, NamedTuple

from data.lighting.burning import (
    ALL_YEAR,
    EVERY_DAY,
    Reduction,
    crosses_midnight_twice,
)
from data.lighting.vocabulary import STREETS
from data.quality import Notice

UNCHANGED = "rien"
SEPARATOR, JOIN = "_", "~"
COMPARED = 2
SUMMER, WINTER = ("05-01", "08-31"), ("09-01", "04-30")
BY_SAVING, BY_AGE = "gain", "age"
ORDERS = {BY_SAVING: "les plus grandes économies d’abord", BY_AGE: "les plus anciennes d’abord"}
# One letter a kind of street, in the order of STREETS.
STREET_LETTERS = dict(zip("ropjmakx", STREETS, strict=True))
WINDOW_FORM = re.compile(r"(\d\d)(\d\d)\.(\d\d)(\d\d)")
NUMBER_FORM = re.compile(r"-?\d{1,6}(\.\d)?")


class Window(NamedTuple):
    """A part of the night: minutes from midnight, local time; it may cross midnight."""

    start_min: int
    end_min: int


class Dimming(NamedTuple):
    """The power left, in % of the full one, in a part of the night."""

    level_pct: int
    window: Window


@dataclass(frozen=True)
class Scenario:
    """A set of decisions; the default one changes nothing.

    Lights are off in the windows of summer (May to August) and winter, and dimmed, in the streets
    chosen (all of them by default). LED take the place of every other known lamp of some cabinets
    a year, the first works in the first year. What is None is the reference value.
    """

    summer_off: Window | None = None
    winter_off: Window | None = None
    dimming: Dimming | None = None
    streets: frozenset[str] = frozenset(STREETS)
    led_cabinets_per_year: int = 0
    led_years: int = 6
    led_order: str = BY_SAVING
    # Watts of a LED point; negative: less that % of the power replaced.
    led_power: int | None = None
    led_eur_per_point: int | None = None
    price_rise_pct: float = 0.0
    grant_pct: float | None = None
    loan_years: int = 0
    loan_rate_pct: float = 3.0
    # Share of the savings that goes back to the fund; 0: no fund.
    fund_share_pct: int = 0
    fund_start_keur: int = 0
    discount_pct: float = 4.0
    years: int = 20

    @classmethod
    def parse(cls, text: str) -> tuple["Scenario", list[Notice]]:
        """The scenario of a text; never raises.

        An unknown setting or an absurd value gives the default and a notice. With both a loan and
        a fund, the loan is kept.
        """
        found: dict[str, Any] = {}
        notices: list[Notice] = []
        for part in filter(None, text.split(SEPARATOR) if text != UNCHANGED else ()):
            setting, word = SETTINGS.get(part[0]), part[1:]
            if setting is None:
                notices.append(Notice("SCENARIO_REGLAGE_INCONNU", {"value": part[:40]}))
            elif (value := setting.read(word)) is None:
                facts = {"label": setting.label, "value": word[:40]}
                notices.append(Notice("SCENARIO_VALEUR_ABSURDE", facts))
            else:
                found[setting.field] = value
        scenario = cls(**found)
        if scenario.loan_years and scenario.fund_share_pct:
            notices.append(Notice("SCENARIO_DEUX_FINANCEMENTS"))
            scenario = replace(scenario, fund_share_pct=0)
        return scenario, notices

    def to_text(self) -> str:
        """The shortest text that `parse` reads back as this scenario."""
        defaults = {field.name: field.default for field in fields(self)}
        parts = [
            f"{key}{setting.write(getattr(self, setting.field))}"
            for key, setting in SETTINGS.items()
            if getattr(self, setting.field) != defaults[setting.field]
        ]
        return SEPARATOR.join(parts) or UNCHANGED

    @property
    def reductions(self) -> tuple[Reduction, ...]:
        """What the streets chosen lose each night."""
        wanted = (
            (SUMMER, self.summer_off, 0.0),
            (WINTER, self.winter_off, 0.0),
            (ALL_YEAR, self.dimming and self.dimming.window, self.dimming and self.dimming[0]),
        )
        return tuple(
            Reduction(EVERY_DAY, *season, *window, float(level_pct))
            for season, window, level_pct in wanted
            if window
        )


class Setting(NamedTuple):
    """A field of the scenario: its French name, how it is read (None: absurd) and written."""

    field: str
    label: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def _read_window(word: str) -> Window | None:
    found = WINDOW_FORM.fullmatch(word)
    if not found:
        return None
    start_h, start, end_h, end = map(int, found.groups())
    window = Window(60 * start_h + start, 60 * end_h + end)
    clock = start < 60 and end < 60 and max(start_h, end_h) < 24
    return window if clock and not crosses_midnight_twice(*window) else None


def _window_text(window: Window) -> str:
    return ".".join("{:02}{:02}".format(*divmod(minute, 60)) for minute in window)


def _read_dimming(word: str) -> Dimming | None:
    level, _, rest = word.partition(".")
    level_pct, window = _whole(1, 99)(level), _read_window(rest)
    return None if level_pct is None or window is None else Dimming(level_pct, window)


def _dimming_text(dimming: Dimming) -> str:
    return f"{dimming.level_pct}.{_window_text(dimming.window)}"


def _read_streets(word: str) -> frozenset[str] | None:
    known = word and set(word) <= STREET_LETTERS.keys()
    return frozenset(STREET_LETTERS[letter] for letter in word) if known else None


def _streets_text(streets: frozenset[str]) -> str:
    return "".join(letter for letter, street in STREET_LETTERS.items() if street in streets)


def _whole(least: int, most: int) -> Callable[[str], int | None]:
    """Reads a whole number between two bounds, both included."""

    def read(word: str) -> int | None:
        found = NUMBER_FORM.fullmatch(word)
        whole = found and not found[1]
        return int(word) if whole and least <= int(word) <= most else None

    return read


def _tenths(least: float, most: float) -> Callable[[str], float | None]:
    """Reads a number of one decimal at most between two bounds, both included."""

    def read(word: str) -> float | None:
        found = NUMBER_FORM.fullmatch(word)
        return float(word) if found and least <= float(word) <= most else None

    return read


def _read_order(word: str) -> str | None:
    return word if word in ORDERS else None


def _read_led_power(word: str) -> int | None:
    watts_or_less = _whole(-95, 500)(word)
    return watts_or_less or None


def _tenths_text(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


SETTINGS: Mapping[str, Setting] = {
    "e": Setting("summer_off", "extinction d’été", _read_window, _window_text),
    "h": Setting("winter_off", "extinction d’hiver", _read_window, _window_text),
    "g": Setting("dimming", "gradation", _read_dimming, _dimming_text),
    "r": Setting("streets", "voies", _read_streets, _streets_text),
    "l": Setting("led_cabinets_per_year", "armoires par an", _whole(0, 5000)),
    "n": Setting("led_years", "années de travaux", _whole(1, 20)),
    "o": Setting("led_order", "ordre des travaux", _read_order),
    "w": Setting("led_power", "puissance d’un point LED", _read_led_power),
    "u": Setting("led_eur_per_point", "prix d’un point LED", _whole(0, 9999)),
    "p": Setting("price_rise_pct", "hausse du prix", _tenths(-10, 20), _tenths_text),
    "a": Setting("grant_pct", "aide", _tenths(0, 100), _tenths_text),
    "b": Setting("loan_years", "durée d’emprunt", _whole(0, 30)),
    "t": Setting("loan_rate_pct", "taux d’emprunt", _tenths(0, 15), _tenths_text),
    "i": Setting("fund_share_pct", "part rendue au fonds", _whole(0, 100)),
    "f": Setting("fund_start_keur", "dotation du fonds", _whole(0, 99_999)),
    "d": Setting("discount_pct", "actualisation", _tenths(0, 15), _tenths_text),
    "y": Setting("years", "durée", _whole(5, 30)),
}


def parse_scenarios(detail: str) -> tuple[tuple[Scenario, ...], list[Notice]]:
    """The one or two scenarios of a selection's detail, none when it is empty; never raises."""
    texts = detail.split(JOIN) if detail else []
    found = [Scenario.parse(text) for text in texts[:COMPARED]]
    notices = [notice for _, told in found for notice in told]
    if len(texts) > COMPARED:
        notices.append(Notice("SCENARIOS_EN_TROP"))
    return tuple(scenario for scenario, _ in found), notices
