"""The panel "Pourquoi ce chiffre ?"."""

from datetime import date

import pytest

from components import explain
from components.explain import Explanation
from data.indicators import INDICATORS

S = "\u202f"


def test_the_formula_holds_the_real_numbers() -> None:
    facts = {
        "peak_terminals": 3410,
        "peak_day": date(2026, 8, 15),
        "trough_terminals": 340,
        "trough_day": date(2026, 1, 12),
        "peak_trough_ratio": 3410 / 340,
    }
    text = explain.substituted(INDICATORS["peak_trough_ratio"], facts)
    assert f"3{S}410 terminaux le jour de pointe (15 août 2026)" in text
    assert "340 le jour creux (12 janvier 2026)" in text
    assert text.endswith("= 10,0")


def test_terms_have_the_figures_to_redo_the_result_by_hand() -> None:
    facts = {"water_leak_m3_h": 10.87425, "eur_per_m3": 0.5, "water_leak_eur_year": 47629.2}
    text = explain.substituted(INDICATORS["water_leak_eur_year"], facts)
    assert f"10,87 m³/h × 8{S}760 h × 0,5 €" in text
    assert abs(10.87 * 8760 * 0.5 / 47629.2 - 1) < 0.0005
    assert text.endswith(f"47{S}629 €")


@pytest.mark.parametrize("indicator", INDICATORS.values(), ids=INDICATORS)
def test_a_term_that_is_not_known_is_not_zero(indicator: object) -> None:
    text = explain.substituted(indicator, {})
    assert "n.d." in text
    assert "{" not in text


def lines_of(details: object) -> dict[str, str]:
    """The paragraphs of a panel, by heading."""
    return dict(p.children.split("\u00a0: ", 1) for p in details.children[1:])


def test_a_term_that_is_infinite_is_not_told() -> None:
    indicator = INDICATORS["water_leak_eur_year"]
    assert "n.d." in explain.substituted(indicator, {"eur_per_m3": float("inf")})


def test_the_panel_says_definition_source_perimeter_date_and_caution() -> None:
    indicator = INDICATORS["terminals"]
    explanation = Explanation({"terminals": 1234}, "sur 231 des 252 sites", date(2026, 11, 21))
    lines = lines_of(explain.panel(indicator, explanation))
    assert indicator.definition in lines["Définition"]
    assert f"1{S}234" in lines["Calcul"]
    assert lines["Périmètre"] == "sur 231 des 252 sites"
    assert lines["Source"].endswith("données au 21 novembre 2026")
    assert indicator.caution in lines["Précaution"]
    assert "Code officiel" not in lines
