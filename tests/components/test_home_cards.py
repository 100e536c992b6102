"""The card of each theme: its figure, target, trend and freshness, in words."""

from dataclasses import dataclass, field, replace
from datetime import date

import pytest
from dash import html
from dash.development.base_component import Component

from components.captioned import Reading
from components.home_cards import THEME_CARDS, theme_card
from components.views import THEMES
from data.indicators import Target
from data.key_figure import KeyFigure
from tests.components import footfall_frames as frames

S, N, M = "\u202f", "\u00a0", "\u2212"
CARDS = {card.theme: card for card in THEME_CARDS}


@dataclass(frozen=True)
class Headline:
    """What the cards read of a headline."""

    figures: dict[str, KeyFigure] = field(default_factory=dict)
    compared_year: int | None = 2024


def card(
    theme: str, *figures: KeyFigure, sources: dict | None = None, **known: object
) -> Component:
    headline = Headline({figure.key: figure for figure in figures})
    reading = Reading(frames.selection(), "Tours", headline, **known)
    return theme_card(CARDS[theme], reading, sources or {})


def lines(drawn: Component) -> list[str]:
    """The words of each part of a card."""
    return [words(part) for part in drawn.children]


def words(node: object) -> str:
    if isinstance(node, list):
        return "".join(map(words, node))
    return words(node.children or "") if isinstance(node, Component) else str(node)


def water(value: float | None, threshold: float | None) -> KeyFigure:
    return KeyFigure("water_yield_pct", value, 75.4, 76.1, {"threshold_pct": threshold})


def test_every_theme_has_its_card_and_leads_to_its_page() -> None:
    assert {one.theme: one.label for one in THEME_CARDS} == dict(THEMES.values())
    drawn = card("footfall", KeyFigure("terminals", 1082, 1000, 1082))
    (link,) = [one for one in drawn._traverse() if isinstance(one, html.A)]
    assert (link.href, getattr(link, "data-keep-selection")) == ("/frequentation", "true")


def test_a_figure_its_label_and_how_it_moved() -> None:
    drawn = card(
        "footfall",
        KeyFigure("terminals", 5000, 1000, 1082),
        sources={"à jour": 6, "jamais chargée": 1},
        data_until=date(2026, 6, 30),
    )
    assert lines(drawn) == [
        "Fréquentation",
        f"5{S}000",
        "Terminaux connectés",
        # 100 × (1082 − 1000) ÷ 1000, of the comparable part.
        f"▲ +8,2{S}% par rapport à l’année précédente",
        f"à jour au{N}30{N}juin{N}2026",
    ]


@pytest.mark.parametrize(
    ("value", "threshold", "said", "role"),
    [
        (76.1, 66.8, f"▲ 9,3{N}points au-dessus du seuil du décret (66,8{S}%)", "better"),
        (70.0, 71.5, f"▼ 1,5{N}point sous le seuil du décret (71,5{S}%)", "worse"),
        (70.0, 70.0, f"■ au seuil du décret (70,0{S}%)", "better"),
    ],
)
def test_the_yield_stands_against_the_decree(
    value: float, threshold: float, said: str, role: str
) -> None:
    drawn = card("water", water(value, threshold))
    assert lines(drawn)[3:5] == [said, f"▲ +0,7{N}point par rapport à 2024"]
    assert drawn.children[3].className.endswith(f"--{role}")


def test_what_the_operator_aims_at_goes_before_what_the_law_asks() -> None:
    aimed = replace(water(76.1, 66.8), target=Target(2028, 80.0, "Vote", due=False))
    # 80,0 − 76,1.
    assert f"▼ 3,9{N}points sous l’objectif 2028 (80,0{S}%)" in lines(card("water", aimed))
    assert not [line for line in lines(card("water", aimed)) if "décret" in line]


def test_without_threshold_there_is_no_target() -> None:
    assert "seuil" not in words(card("water", water(70.0, None)))


def test_buildings_stand_against_their_target_of_2030() -> None:
    drawn = card(
        "buildings",
        KeyFigure("energy_eur", 100.0, None),
        KeyFigure("decree_gap_pct", 16.7),
    )
    assert f"▲ 16,7{S}% au-dessus de l’objectif 2030" in lines(drawn)


def test_inclusion_tells_how_another_figure_moved_and_names_it() -> None:
    drawn = card(
        "inclusion",
        KeyFigure("inclusion_far_population", 32047),
        KeyFigure("inclusion_accompaniments", 985, 1000, 985),
    )
    said = f"▼ Accompagnements{N}: {M}1,5{S}% par rapport à l’année précédente"
    assert lines(drawn)[1:4] == [f"32{S}047", "Habitants loin d’un lieu d’aide", said]


def test_zero_is_a_figure_and_missing_is_none() -> None:
    zero = card("footfall", KeyFigure("terminals", 0))
    assert lines(zero)[1] == "0"
    missing = card("footfall", KeyFigure("terminals", None))
    assert lines(missing)[1:3] == ["Terminaux connectés", "Aucune donnée pour cette sélection."]


def test_a_card_that_failed_says_so_and_still_leads_to_its_page() -> None:
    drawn = card("footfall", failed=True)
    assert lines(drawn)[:2] == ["Fréquentation", "Ce chiffre n’a pas pu être lu."]
    assert "/frequentation" in str(drawn)


@pytest.mark.parametrize(
    ("sources", "said"),
    [
        ({}, "jamais chargée"),
        ({"jamais chargée": 3}, "jamais chargée"),
        ({"à jour": 2, "jamais chargée": 3}, "à jour"),
        ({"à jour": 2, "à surveiller": 1}, "1 source à surveiller"),
        ({"à jour": 2, "à surveiller": 4}, "4 sources à surveiller"),
        ({"périmée": 1, "à surveiller": 4}, "1 source périmée"),
        ({"périmée": 2, "à jour": 4}, "2 sources périmées"),
    ],
)
def test_the_worst_of_the_sources_is_told(sources: dict[str, int], said: str) -> None:
    drawn = card("footfall", KeyFigure("terminals", 1), sources=sources)
    assert lines(drawn)[-1].strip() == said
