"""The sentences of the charts of public buildings, computed by hand."""

import pandas as pd
import pytest

from components.alert_list import TOLD, alert_list
from components.findings import buildings as findings
from components.formats import percent
from tests.components import building_frames as frames

S, N = "\u202f", "\u00a0"
SELECTION = frames.selection()
ALL = {
    "monthly": frames.monthly(),
    "building_map": frames.building_list(),
    "ranking": frames.building_list(),
    "categories": frames.categories(),
    "alerts": frames.open_alerts(),
    "rehearsal": frames.rehearsal(),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("rows", [0, 1, 100])
def test_a_sentence_is_said_whatever_the_frame_holds(name: str, rows: int) -> None:
    frame = ALL[name].head(rows)
    measured = [c for c in frame.select_dtypes("number").columns if c != "threshold"]
    for content in (frame, frame.assign(**{column: float("nan") for column in measured})):
        sentence = getattr(findings, name)(content, SELECTION)
        assert sentence.endswith(".")
        assert "nan" not in sentence.lower()
        assert "None" not in sentence


def test_monthly_total_change_main_energy_and_peak() -> None:
    known = [n for n in range(12) if n != 10]
    electricity = sum(400_000 + 10_000 * n for n in known)
    gas = sum(500_000 - 30_000 * n for n in known)
    compared = range(1, 10)  # the first has no counterpart, two are not complete
    now = sum(0.9 * (900_000 - 20_000 * n) for n in compared)
    change = 100 * (now - 9 * 950_000) / (9 * 950_000)
    total = electricity + gas
    assert findings.monthly(frames.monthly(), SELECTION) == (
        f"{total // 1000 // 1000}{S}{total // 1000 % 1000}{N}MWh d’énergie finale en 11 mois, "
        f"soit {percent(-change)} de moins que les mêmes mois de l’année précédente sur 9 mois "
        f"comparables (90{S}% de l’énergie, à périmètre constant){S}; première énergie{N}: "
        f"électricité, {percent(100 * electricity / total, 0)}{S}; le mois le plus fort est "
        f"novembre 2025 (900{S}000{N}kWh)."
    )


def test_a_comparison_of_everything_leaves_nothing_aside() -> None:
    frame = frames.monthly().iloc[1:10]
    everything = frame.assign(common_kwh=frame["total_kwh"], common_before_kwh=frame["total_kwh"])
    sentence = findings.monthly(everything, SELECTION)
    assert f"autant que les mêmes mois de l’année précédente{S};" in sentence


def test_monthly_without_comparison() -> None:
    sentence = findings.monthly(frames.monthly(1).assign(complete=True), frames.selection("aucune"))
    assert sentence.startswith(f"900{S}000{N}kWh d’énergie finale en 1 mois{S};")


def test_months_that_are_all_missing_are_not_zero() -> None:
    frame = frames.monthly(3).assign(total_kwh=pd.array([None] * 3, "Float64"))
    assert findings.monthly(frame, SELECTION) == findings.NOTHING_KNOWN


def test_the_map_counts_positions() -> None:
    assert findings.building_map(frames.building_list(10), SELECTION) == (
        f"2{N}bâtiments sur 6 comparés consomment nettement plus que la médiane de leur catégorie, "
        f"2 en sont proches{S}; 2{N}bâtiments n’ont pas douze mois complets."
    )
    assert "1\u00a0bâtiment sur 3 comparés consomme " in findings.building_map(
        frames.building_list(), SELECTION
    )


def test_ranking_first_and_sum() -> None:
    assert findings.ranking(frames.building_list(3), SELECTION) == (
        f"Gymnase <du Lac> 0 (Tours) vient en tête{N}: 7{S}500{N}€ par an de plus qu’à la médiane "
        f"de ses semblables (×{N}: rapport à cette médiane){S}; ramener ces 3 bâtiments à leur "
        f"médiane économiserait 22{S}200{N}€ par an."  # 7,500 + 7,400 + 7,300
    )


def test_categories_by_area_and_by_weight() -> None:
    assert findings.categories(frames.categories(), SELECTION) == (
        f"«{N}Piscine{N}» est la catégorie qui consomme le plus par mètre carré (500{N}kWh/m²{S}; "
        f"trait vertical{N}: la médiane){S}; «{N}École{N}» pèse le plus{N}: "
        f"60{S}% de l’énergie."  # 12 of 20 GWh
    )


def test_alerts_add_their_cost() -> None:
    assert findings.alerts(frames.open_alerts(), SELECTION) == (
        f"2{N}dérives et 1{N}fuite ouvertes coûteraient 3{S}850{N}€ par an si rien n’est fait."
    )  # 2,100 + 1,050 + 700
    assert findings.alerts(frames.open_alerts(1), SELECTION) == (
        f"1{N}dérive ouverte coûterait 2{S}100{N}€ par an si rien n’est fait."
    )
    assert "le tableau donne les 24 alertes" in findings.alerts(frames.open_alerts(24), SELECTION)
    assert findings.alerts(frames.open_alerts(0), SELECTION) == findings.NO_ALERT


def test_alerts_without_a_price_are_counted_and_never_cost_nothing() -> None:
    frame = frames.open_alerts()
    frame["eur_year"] = pd.array([2100.0, None, None], "Float64")
    assert findings.alerts(frame, SELECTION) == (
        f"2{N}dérives et 1{N}fuite ouvertes coûteraient 2{S}100{N}€ par an si rien n’est fait, "
        f"sans compter 2{N}alertes sans prix."
    )
    unpriced = frame.tail(2)
    assert findings.alerts(unpriced, SELECTION) == (
        f"1{N}dérive et 1{N}fuite ouvertes, d’un coût inconnu{N}: aucun prix n’est chargé."
    )
    (said,) = ("".join(findings.alert_parts(row)) for row in unpriced.head(1).itertuples())
    assert said.endswith("soit un coût inconnu faute de prix si rien n’est fait.")


def test_the_rehearsal_goes_from_the_lowest_threshold_to_the_highest() -> None:
    assert findings.rehearsal(frames.rehearsal(), SELECTION) == (
        f"De 4 à 12{N}écarts-types, on passe de 120{N}alertes (34{S}000{N}€) à 0{N}alerte (0{N}€) "
        f"en douze mois{S}; un seuil bas prévient plus tôt, et plus souvent pour rien."
    )


def test_an_alert_is_a_sentence_around_its_building_and_its_cost() -> None:
    drift, leak = list(frames.open_alerts(2).itertuples())
    assert "".join(findings.alert_parts(drift)) == (
        "Depuis le 3 octobre 2026, Gymnase <du Lac> 0 (Tours) consomme "
        f"38{N}kWh PCS de plus par jour qu’attendu (gaz naturel), soit 2{S}100{N}€ par an si rien "
        "n’est fait."
    )
    assert "".join(findings.alert_parts(leak)) == (
        f"Depuis le 3 octobre 2026, École Jean-Moulin 1 perd 1,3{N}m³ d’eau par jour sans arrêt, "
        f"soit 1{S}050{N}€ par an si rien n’est fait."
    )


def test_the_list_leads_to_the_evidence_and_says_what_it_leaves() -> None:
    shown, rest = alert_list(frames.open_alerts(TOLD + 4)).children
    links = [item.children[1] for item in shown.children]
    assert len(links) == TOLD
    assert links[0].href == "/batiments/b%2F0/suivi"
    assert f"sur {TOLD + 4}" in rest.children
    assert len(alert_list(frames.open_alerts(2)).children) == 2
    assert alert_list(frames.open_alerts(0)).children == findings.NO_ALERT
