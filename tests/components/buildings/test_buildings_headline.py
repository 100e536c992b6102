"""Key figures of public buildings: order, verdicts in words and colour, months, perimeter."""

from dataclasses import dataclass
from datetime import date, datetime

import pytest

from components.buildings import buildings_headline
from components.captioned import Reading
from components.cards import Verdict
from components.explain import substituted
from data.indicators import INDICATORS
from data.key_figure import KeyFigure
from tests.components import building_frames as frames

S, N, M = "\u202f", "\u00a0", "\u2212"


@dataclass(frozen=True)
class Headline:
    """What the query of the headline gives."""

    figures: dict[str, KeyFigure]
    buildings: int
    complete: int
    months: list[date]


def reading(**changes: object) -> Reading:
    """A reading of the whole syndicate."""
    months = [date(2025, 11, 1), date(2026, 10, 1)]
    given = {
        "selection": frames.selection(),
        "territory": "Tout le syndicat",
        "frame": Headline(frames.figures(), 400, 372, months),
        "read_at": datetime(2026, 11, 22),
    }
    return Reading(**{**given, **changes})


def words(node: object) -> str:
    """All the text of a component."""
    if isinstance(node, str):
        return node
    if isinstance(node, list):
        return "".join(map(words, node))
    return words(getattr(node, "children", None) or "")


def test_at_most_eight_figures_each_with_its_indicator() -> None:
    assert len(buildings_headline.SHOWN) <= 8
    assert set(buildings_headline.SHOWN) <= set(INDICATORS)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("decree_gap_pct", 12.4, Verdict(f"12,4{S}% au-dessus de l’objectif 2030", 1, "worse")),
        ("decree_gap_pct", -8.0, Verdict(f"8,0{S}% sous l’objectif 2030", -1, "better")),
        ("decree_gap_pct", 0.04, Verdict("à l’objectif 2030", 0, "neutral")),
        (
            "adjusted_change_pct",
            -3.24,
            Verdict(f"3,2{S}% de moins qu’un an avant, à climat égal", -1, "better"),
        ),
        ("adjusted_change_pct", None, None),
        ("final_kwh", 10.0, None),
    ],
)
def test_less_is_better_in_words_and_colour(
    key: str, value: float | None, expected: Verdict | None
) -> None:
    assert buildings_headline.verdict(key, value) == expected


def test_cards_say_large_numbers_in_few_digits_and_gaps_with_their_sign() -> None:
    block = buildings_headline.headline_block(reading(), buildings_headline.SHOWN)
    notices, row = block
    assert "de novembre 2025 à octobre 2026" in words(notices)
    shown = [words(card.children[1]) for card in row.children]
    assert shown == [
        "6,51 M€",
        f"18{S}400 €\u00a0par\u00a0an",
        f"{M}3,2{S}%",
        f"+12,4{S}%",
        f"48{S}213 MWh",
        f"6{S}300 t\u00a0CO₂e",
        f"61{S}000 m³",
        f"93{S}%",
    ]
    gap = row.children[3].children[2]
    assert gap.className.endswith("--worse")
    assert words(gap) == f"▲ 12,4{S}% au-dessus de l’objectif 2030"


def test_the_panel_says_the_perimeter() -> None:
    card = buildings_headline.headline_card(reading(), "final_kwh")
    assert "372 des 400 bâtiments ont des données complètes" in words(card)
    assert "48 213" in substituted(INDICATORS["final_kwh"], {"final_kwh": 48_213_400.0}).replace(
        S, " "
    )


def test_nothing_known_is_empty_even_when_buildings_are_listed() -> None:
    unknown = {key: KeyFigure(key, None) for key in frames.figures()}
    unknown["complete_share_pct"] = KeyFigure("complete_share_pct", 0.0)
    assert buildings_headline.is_empty(reading(frame=Headline(unknown, 400, 0, [])))
    assert not buildings_headline.is_empty(reading())
