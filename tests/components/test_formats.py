"""French numbers, dates and durations."""

from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import formats

S, N, M = "\u202f", "\u00a0", "\u2212"


def parsed(text: str) -> Decimal:
    """The number that a French text writes."""
    return Decimal(text.replace(S, "").replace(M, "-").replace(",", "."))


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_a_number_reads_back_as_the_value_rounded_half_up(value: float, decimals: int) -> None:
    text = formats.number(value, decimals)
    written, exact = Fraction(parsed(text)), Fraction(str(value))
    half = Fraction(1, 2 * 10**decimals)
    # Half a unit off only when it went away from zero.
    assert abs(written - exact) < half or abs(written) == abs(exact) + half
    assert len(text.partition(",")[2]) == decimals


@given(st.integers(-(10**18), 10**18))
def test_groups_hold_three_digits(value: int) -> None:
    first, *others = formats.number(value).removeprefix(M).split(S)
    assert 1 <= len(first) <= 3
    assert all(len(group) == 3 for group in others)


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (34210, 0, f"34{S}210"),
        (999, 0, "999"),
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-2.5, 0, f"{M}3"),
        (1.005, 2, "1,01"),
        (-0.4, 0, "0"),
        (0, 1, "0,0"),
        (np.float64(1234.5), 1, f"1{S}234,5"),
        (np.int64(7), 0, "7"),
        (None, 0, "n.d."),
        (float("nan"), 1, "n.d."),
        (float("inf"), 1, "n.d."),
        (pd.NA, 0, "n.d."),
        (pd.NaT, 0, "n.d."),
    ],
)
def test_numbers(value: object, decimals: int, text: str) -> None:
    assert formats.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (1, "terminaux", 0, f"1{N}terminal"),
        (0, "terminaux", 0, f"0{N}terminal"),
        (1.5, "connexions", 1, f"1,5{N}connexion"),
        (1.96, "connexions", 1, f"2,0{N}connexions"),
        (2, "terminaux", 0, f"2{N}terminaux"),
        (8.2, "%", 1, f"8,2{S}%"),
        (12, "", 0, "12"),
        (None, "terminaux", 0, "n.d."),
    ],
)
def test_units_agree(value: float | None, unit: str, decimals: int, text: str) -> None:
    assert formats.with_unit(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(8.24, f"+8,2{S}%"), (-8.25, f"{M}8,3{S}%"), (0.04, f"0,0{S}%"), (None, "n.d.")],
)
def test_signed_percents(value: float | None, text: str) -> None:
    assert formats.signed_percent(value) == text


def test_a_change_from_nothing_or_zero_is_not_known() -> None:
    assert formats.change_percent(110, 100) == 100 * (110 - 100) / 100
    assert formats.change_percent(110, 0) is None
    assert formats.change_percent(None, 100) is None
    assert formats.change_percent(110, float("nan")) is None


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        (date(2026, 11, 1), date(2026, 11, 21), "du 1er au 21 novembre 2026"),
        (date(2026, 10, 30), date(2026, 11, 1), "du 30 octobre au 1er novembre 2026"),
        (date(2025, 12, 1), date(2026, 1, 1), "du 1er décembre 2025 au 1er janvier 2026"),
        (date(2025, 11, 1), date(2026, 11, 2), "du 1er novembre 2025 au 2 novembre 2026"),
        (date(2026, 8, 15), date(2026, 8, 15), "le 15 août 2026"),
    ],
)
def test_periods(start: date, end: date, text: str) -> None:
    assert formats.period(start, end) == text


def test_days_and_months() -> None:
    assert formats.day(date(2026, 2, 1)) == "1er février 2026"
    assert formats.short_day(date(2026, 11, 22)) == "22 nov. 2026"
    assert formats.long_day(date(2026, 8, 15)) == "samedi 15 août 2026"
    assert formats.month(date(2026, 11, 22)) == "novembre 2026"
    assert formats.day(pd.Timestamp(2026, 11, 22)) == "22 novembre 2026"


@pytest.mark.parametrize(
    ("hours", "text"),
    [
        (0, "à l’instant"),
        (0.2, f"il y a 12{N}min"),
        (3.9, f"il y a 3{N}h"),
        (47.9, f"il y a 47{N}h"),
        (48, f"il y a 2{N}jours"),
        (None, "n.d."),
    ],
)
def test_ages(hours: float | None, text: str) -> None:
    assert formats.age(hours) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (59, "moins d’une minute"),
        (60, f"1{N}minute"),
        (59 * 60 + 59, f"59{N}minutes"),
        (3600, f"1{N}heure"),
        (48 * 3600 - 1, f"47{N}heures"),
        (48 * 3600, f"2{N}jours"),
        (float("nan"), "n.d."),
    ],
)
def test_time_gone_by(seconds: float | None, text: str) -> None:
    assert formats.elapsed(seconds) == text


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (95, f"1{N}h{N}35{N}min"),
        (45, f"45{N}min"),
        (120, f"2{N}h"),
        (59.5, f"1{N}h"),
        (0, f"0{N}min"),
        (None, "n.d."),
    ],
)
def test_durations(minutes: float | None, text: str) -> None:
    assert formats.duration_min(minutes) == text


def test_clocks_are_those_of_paris() -> None:
    summer, winter = datetime(2026, 7, 1, 12, 5, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC)
    assert formats.clock(summer) == f"14{N}h{N}05"
    assert formats.clock(winter) == f"13{N}h{N}00"
    assert formats.instant(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == (
        f"1er juillet 2026 à 0{N}h{N}30"
    )


def test_enumerations() -> None:
    assert [formats.enumeration(["a", "b", "c"][:n]) for n in range(4)] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (999_999, "kWh", (999_999, "kWh", 0)),
        (48_213_400, "kWh", (48_213.4, "MWh", 0)),
        (6_512_345, "€", (6.512345, "M€", 2)),
        (-2_000_000, "€ par an", (-2, "M€ par an", 2)),
        (5_000_000, "m³", (5_000_000, "m³", 0)),
        (None, "kWh", (None, "kWh", 0)),
    ],
)
def test_from_a_million_on_a_larger_unit(value: float | None, unit: str, said: object) -> None:
    assert formats.readable(value, unit) == said


def test_energy_in_words() -> None:
    assert formats.energy(812_345) == f"812{S}345{N}kWh"
    assert formats.energy(48_213_400) == f"48{S}213{N}MWh"
    assert formats.energy(None) == "n.d."


def test_a_sign_where_there_is_something_to_sign() -> None:
    assert [formats.signed(value, 1) for value in (8.2, -8.2, 0.04, None)] == [
        "+8,2",
        f"{M}8,2",
        "0,0",
        "n.d.",
    ]
