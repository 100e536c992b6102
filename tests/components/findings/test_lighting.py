"""The sentences of the charts of public lighting, computed by hand."""

import re

import pandas as pd
import pytest

from components.alert_list import anomaly_list
from components.findings import lighting, lighting_cabinets, lighting_sheet
from data.lighting.anomalies import ANOMALIES
from tests.components import building_frames
from tests.components import lighting_frames as frames

S, N = "\u202f", "\u00a0"
SELECTION = building_frames.selection()
ALONE = building_frames.selection("aucune")
ALL = {
    "monthly": (lighting.monthly, frames.monthly()),
    "split_kwh": (lighting.split_kwh, frames.split_kwh()),
    "split_bill": (lighting.split_bill, frames.split_bill()),
    "lighting_map": (lighting.lighting_map, frames.map_cells()),
    "map of points": (lighting.lighting_map, frames.map_points()),
    "lamps": (lighting.lamps, frames.lamps()),
    "ages": (lighting.ages, frames.ages()),
    "rules": (lighting.rules, frames.rules()),
    "decisions": (lighting.decisions, frames.decisions()),
    "communes": (lighting.communes, frames.communes()),
    "cabinets": (lighting_cabinets.cabinets, frames.cabinets(24)),
    "anomalies": (lighting_cabinets.anomalies, frames.anomalies()),
    "renewal": (lighting_cabinets.renewal, frames.renewal()),
    "nights": (lighting_sheet.nights, frames.nights()),
    "hourly": (lighting_sheet.hourly, frames.hourly()),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("rows", [0, 1, 100])
def test_a_sentence_is_said_whatever_the_frame_holds(name: str, rows: int) -> None:
    tell, frame = ALL[name]
    frame = frame.head(rows)
    measured = [c for c in frame.select_dtypes("number").columns if c not in ("year", "decade")]
    for content in (frame, frame.assign(**{column: float("nan") for column in measured})):
        for selection in (SELECTION, ALONE):
            sentence = tell(content, selection)
            assert sentence.endswith(".")
            assert not re.search(r"\bnan\b", sentence.lower())
            assert "None" not in sentence


def test_months_say_what_is_billed_then_what_schedules_spare() -> None:
    # 11 months: 1,100 MWh billed, 1,375 before; 990 expected of 1,650.
    assert lighting.monthly(frames.monthly(), SELECTION) == (
        f"1{S}100{N}MWh facturés en 11 mois, 20,0{S}% de moins que les mêmes mois de l’année "
        f"précédente{S}; les horaires en prévoient 990{S}000{N}kWh, et 1{S}650{N}MWh si rien ne "
        f"s’éteignait{N}: 40{S}% d’économie."
    )
    lit = frames.monthly().assign(full_kwh=frames.monthly()["expected_kwh"])
    assert lighting.monthly(lit, ALONE).endswith("990\u202f000\u00a0kWh, sans aucune extinction.")


def test_a_bill_that_rises_says_what_was_saved_all_the_same() -> None:
    assert lighting.split_bill(frames.split_bill(), SELECTION) == (
        f"La facture des mêmes armoires monte de 5{S}000{N}€ par rapport à l’année précédente, "
        f"malgré 4{S}500{N}€ d’économies décidées{N}: à la hausse, le prix du kWh "
        f"(9{S}000{N}€) et l’écart avec le calcul (500{N}€){S}; à la baisse, les heures d’allumage "
        f"(3{S}000{N}€) et la puissance installée (1{S}500{N}€). {lighting.FIXED_PART}"
    )


def test_a_fall_is_told_from_what_lowered_it() -> None:
    assert lighting.split_kwh(frames.split_kwh(), SELECTION) == (
        f"L’électricité des mêmes armoires baisse de 12{S}000{N}kWh par rapport à l’année "
        f"précédente{N}: à la baisse, les heures d’allumage (10{S}000{N}kWh) et la puissance "
        f"installée (4{S}000{N}kWh){S}; à la hausse, l’écart avec le calcul (2{S}000{N}kWh)."
    )
    still = frames.split_kwh().assign(kwh=0.0)
    assert "ne bouge pas" in lighting.split_kwh(still, SELECTION)


def test_the_map_counts_points_and_not_squares() -> None:
    # 400 + 25 off, 200 + 10 LED of 500.
    assert lighting.lighting_map(frames.map_cells(), SELECTION) == (
        f"500{N}points sur la carte{N}: 85{S}% s’éteignent à 2{N}h du matin et 42{S}% sont des LED."
    )
    unknown = frames.map_cells().assign(led_share_pct=None, off_share_pct=None)
    assert lighting.lighting_map(unknown, SELECTION) == (
        f"500{N}points sur la carte{N}: horaires inconnus et lampes inconnues."
    )
    # The point without schedule is not counted as lit: 1 of 2.
    assert f"50{S}% s’éteignent" in lighting.lighting_map(frames.map_points(), SELECTION)


def test_lamps_ages_and_rules() -> None:
    assert lighting.lamps(frames.lamps(), SELECTION) == (
        f"«{N}LED{N}» équipe 500{N}points, 50{S}% du parc{S}; «{N}Sodium haute pression{N}» prend "
        f"le plus de puissance{N}: 75{S}%."  # 60 of 80 kW
    )
    assert lighting.ages(frames.ages(), SELECTION) == (
        f"400{N}points posés avant 2000, 40{S}% du parc{S}; 100{N}points sans année de pose (n.d.)."
    )
    told = lighting.rules(frames.rules(), SELECTION)
    assert f"100 sur 1{S}000{N}points{S}; 30 vérifications impossibles" in told


def test_decisions_add_what_is_in_force() -> None:
    assert lighting.decisions(frames.decisions(), SELECTION) == (
        f"Les extinctions en vigueur économisent 100{S}000{N}kWh par an, soit 20{S}000{N}€ par an"
        f"{S}; la date qui compte le plus est le 10 oct. 2022 (900{N}points, 60{S}% de l’économie)."
    )


def test_communes_against_those_of_their_size() -> None:
    told = lighting.communes(frames.communes(), SELECTION)
    assert told.startswith(f"1 sur 2{N}communes consomme plus par point")
    assert f"Abilly est la plus au-dessus{N}: 300{N}kWh par point" in told
    (alone,) = (frames.communes().query("commune == 'Ambillou'"),)
    assert lighting.communes(alone, SELECTION) == (
        f"Ambillou consomme 40{S}% de moins que la médiane des communes de même taille{N}: "
        f"120{N}kWh par point contre 200."
    )


def test_what_is_left_to_save_is_a_sum_a_year() -> None:
    told = lighting_cabinets.cabinets(frames.cabinets(5), SELECTION)
    # 3,000 + 2,900 + 2,800 + 2,700
    assert told.startswith(f"Il reste 11{S}400{N}€ par an à gagner sur 4{N}armoires")


def test_each_anomaly_has_its_sentence() -> None:
    rows = {row.anomaly: row for row in frames.cabinets(4).itertuples()}
    said = {
        anomaly: "".join(lighting_cabinets.anomaly_parts(row))
        for anomaly, row in rows.items()
        if anomaly
    }
    # 30,000 against 30,000 − 15,000.
    assert said["Inventaire ou horaire à vérifier"] == (
        f"Armoire <0> (Tours) consomme le double du prévu (30{S}000{N}kWh en douze mois au lieu de "
        f"15{S}000{N}kWh), soit 2{S}700{N}€ par an de trop{N}: inventaire ou horaire à vérifier."
    )
    assert said["Allumée de jour"] == (
        f"Armoire <2> (Tours) reste allumée en plein jour{N}: 4{S}000{N}kWh par an, soit "
        f"800{N}€ par an{N}: horloge ou cellule à réparer."
    )
    assert "abonnement à résilier" in said["Armoire sans consommation"]
    (low,) = frames.cabinets(4).head(1).assign(anomaly_kwh=-30_000.0).itertuples()
    assert f"ne consomme que 50{S}% du prévu" in "".join(lighting_cabinets.anomaly_parts(low))
    (unpriced,) = frames.cabinets(4).head(1).assign(anomaly_eur=None).itertuples()
    assert "un coût inconnu" in "".join(lighting_cabinets.anomaly_parts(unpriced))


def test_every_anomaly_that_the_store_knows_has_words() -> None:
    row = frames.cabinets(1).assign(anomaly_kwh=10.0)
    for label in ANOMALIES.values():
        (odd,) = row.assign(anomaly=label).itertuples()
        assert len("".join(lighting_cabinets.anomaly_parts(odd))) > len(odd.name) + 20


def test_the_list_leads_to_the_cabinets() -> None:
    told = anomaly_list(frames.anomalies())
    assert [item.children[1].href for item in told.children][:2] == [
        "/eclairage/a%2F0",
        "/eclairage/a%2F4",
    ]
    assert anomaly_list(frames.anomalies(0)).children == lighting_cabinets.NO_ANOMALY


def test_the_plan_and_the_night_given_back() -> None:
    assert lighting_cabinets.renewal(frames.renewal(), SELECTION) == (
        f"De 2027 à 2028, 200{N}points deviennent des LED pour 1,28{N}M€{S}; une fois fini, "
        f"40{S}000{N}kWh de moins par an, à horaires égaux{S}; la première année en apporte 75{S}%."
    )
    assert f"1{S}000{N}heures d’obscurité par an, 25{S}%" in lighting.night_fact(1000.0, 4000.0)
    assert lighting.night_fact(None, 4000.0) == lighting.night_fact(1000.0, None) == ""
    assert "aucune extinction" in lighting.night_fact(0.0, 4000.0)


def test_nights_and_loads_of_a_cabinet() -> None:
    # Off 5 h + 5.5 h of 15 + 14 + 7.
    assert lighting_sheet.nights(frames.nights(), SELECTION) == (
        f"La nuit la plus longue est celle du 21 déc. 2025, de 17{N}h{N}30 à 8{N}h{N}30 (15,0{N}h)"
        f"{S}; l’armoire s’éteint 2 nuits sur 3{N}: 29{S}% des heures d’obscurité."
    )
    assert lighting_sheet.hourly(frames.hourly(), SELECTION) == (
        f"La charge monte jusqu’à 4,00{N}kW{S}; 1{N}heure sur les 2 où rien ne devrait brûler est "
        f"allumée, 2{N}kWh."
    )


def test_a_frame_without_known_months_is_not_zero() -> None:
    nothing = pd.array([None] * 3, "Float64")
    frame = frames.monthly(3).assign(measured_kwh=nothing, expected_kwh=nothing)
    assert lighting.monthly(frame, SELECTION) == lighting.NOTHING_KNOWN
