"""Key figures: value, change in words and shape, notices."""

import pytest
from dash.development.base_component import Component

from components.cards import change_words, kpi_card, signed_points, target_verdict
from components.explain import Explanation
from data.indicators import INDICATORS, Target
from data.quality import Notice

S, N, M = "\u202f", "\u00a0", "\u2212"
BEFORE = "l’année précédente"


def parts(card: Component) -> dict[str, Component]:
    """The parts of a card by the end of their first class."""
    return {part.className.split()[0].rpartition("__")[2]: part for part in card.children}


@pytest.mark.parametrize(
    ("key", "value", "before", "words"),
    [
        ("terminals", 1082, 1000, f"+8,2{S}% par rapport à {BEFORE}"),
        ("terminals", 918, 1000, f"{M}8,2{S}% par rapport à {BEFORE}"),
        ("terminals", 1000, 1000, f"0,0{S}% par rapport à {BEFORE}"),
        ("terminals", 12, 0, f"de 0 à 12{N}terminaux par rapport à {BEFORE}"),
        ("terminals", 1000, None, f"Pas de valeur pour {BEFORE}"),
        ("terminals", None, 1000, ""),
        ("return_share_pct", 22.4, 24.8, f"{M}2,4{N}points par rapport à {BEFORE}"),
    ],
)
def test_the_change_in_words(key: str, value: object, before: object, words: str) -> None:
    assert change_words(INDICATORS[key], value, before, BEFORE) == words


def test_no_comparison_no_words() -> None:
    assert change_words(INDICATORS["terminals"], 10, 5, "") == ""
    assert "change" not in parts(kpi_card(INDICATORS["terminals"], 10, 5, ""))


@pytest.mark.parametrize(
    ("key", "value", "before", "role", "arrow"),
    [
        ("terminals", 110, 100, "better", "▲"),
        ("terminals", 90, 100, "worse", "▼"),
        ("peak_trough_ratio", 9, 7, "worse", "▲"),
        ("return_share_pct", 30, 20, "neutral", "▲"),
        ("terminals", 10000, 10001, "neutral", "■"),
    ],
)
def test_better_and_worse_are_a_colour_and_a_shape(
    key: str, value: float, before: float, role: str, arrow: str
) -> None:
    change = parts(kpi_card(INDICATORS[key], value, before, BEFORE))["change"]
    assert change.className.endswith(f"--{role}")
    assert change.children[0].children == arrow


def test_the_change_is_that_of_the_comparable_part() -> None:
    card = kpi_card(INDICATORS["terminals"], 5000, 100, BEFORE, comparable=110)
    assert parts(card)["value"].children == [f"5{S}000"]
    assert f"+10,0{S}%" in parts(card)["change"].children[1]


def test_values_and_units() -> None:
    share = parts(kpi_card(INDICATORS["return_share_pct"], 22.45, None, ""))["value"].children
    assert [share[0], share[1].children] == ["22,5", f"{S}%"]
    dwell = parts(kpi_card(INDICATORS["median_dwell_min"], 95, None, ""))["value"].children
    assert dwell == [f"1{N}h{N}35{N}min"]
    assert parts(kpi_card(INDICATORS["sessions"], None, None, ""))["value"].children == ["n.d."]


def test_a_notice_stands_on_the_card_only_when_it_warns_or_there_is_no_value() -> None:
    indicator, info, warning = INDICATORS["terminals"], Notice("NON_CALE"), "DONNEES_SIMULEES"
    assert "notice" not in parts(kpi_card(indicator, 10, None, "", notice=info))
    assert "notice" in parts(kpi_card(indicator, None, None, "", notice=info))
    assert "notice" in parts(kpi_card(indicator, 10, None, "", notice=Notice(warning)))


def test_points_agree() -> None:
    assert [signed_points(p) for p in (1.24, -2.0, 0.04)] == [
        f"+1,2{N}point",
        f"{M}2,0{N}points",
        f"0,0{N}point",
    ]


@pytest.mark.parametrize(
    ("key", "value", "aim", "due", "words", "role"),
    [
        # 45,06 % for 80 %: 34,94 points, told without decimals as the figure is.
        ("light_led_share_pct", 45.06, 80, False, f"35{N}points sous l’objectif 2030 (80{S}%)",
         "neutral"),
        ("light_led_share_pct", 45.06, 80, True, f"35{N}points sous l’objectif 2030 (80{S}%)",
         "worse"),
        ("light_led_share_pct", 80.3, 80, True, f"à l’objectif 2030 (80{S}%)", "better"),
        # 100 × (2,65 − 2,4) ÷ 2,4 = 10,4; less is better.
        ("light_eur", 2.65e6, 2.4e6, True, f"10,4{S}% au-dessus de l’objectif 2030 (2,40{N}M€)",
         "worse"),
        ("light_eur", 2.28e6, 2.4e6, True, f"5,0{S}% sous l’objectif 2030 (2,40{N}M€)", "better"),
        ("terminals", 1100, 1000, False,
         f"10,0{S}% au-dessus de l’objectif 2030 (1{S}000{N}terminaux)", "better"),
        ("inclusion_far_population", 1234, 0, False, f"1{S}234 au-dessus de l’objectif 2030 (0)",
         "neutral"),
        ("inclusion_far_population", 0, 0, True, "à l’objectif 2030 (0)", "better"),
    ],
)  # fmt: skip
def test_a_target_is_judged_in_words(
    key: str, value: float, aim: float, due: bool, words: str, role: str
) -> None:
    verdict = target_verdict(INDICATORS[key], value, Target(2030, aim, "Vote", due))
    assert (verdict.words, verdict.role) == (words, role)
    assert verdict.direction == (0 if words.startswith("à") else 1 if "au-dessus" in words else -1)


def test_a_card_shows_its_target_and_who_decided_it() -> None:
    aim = Target(2030, 80, "Délibération du 12 mars 2026", due=False)
    card = kpi_card(INDICATORS["light_led_share_pct"], 45.0, None, "", target=aim,
                    explanation=Explanation({}))  # fmt: skip
    assert f"35{N}points sous l’objectif 2030" in parts(card)["change"].children[1]
    why = [line.children for line in card.children[-1].children]
    assert f"Objectif 2030{N}: Délibération du 12 mars 2026" in why
    missing = kpi_card(INDICATORS["light_led_share_pct"], None, None, "", target=aim)
    assert "change" not in parts(missing)
