"""The sentences of the charts of water, computed by hand."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from components import alert_list
from components.captioned import Reading
from components.findings import water, water_alerts
from components.water import water_headline
from data.key_figure import KeyFigure
from tests.components import building_frames
from tests.components import water_frames as frames

S, N = "\u202f", "\u00a0"
SELECTION = building_frames.selection()
ALL = {
    "alerts": (water_alerts.alerts, frames.tonight()),
    "rehearsal": (water_alerts.rehearsal, frames.rehearsal()),
    "yields": (water.yields, frames.yields()),
    "losses": (water.losses, frames.losses()),
    "balance": (water.balance, frames.balance()),
    "stake": (water.stake, frames.stake()),
    "sector_map": (water.sector_map, frames.sectors()),
    "sectors": (water.sectors, frames.sectors(24)),
    "services": (water.services, frames.services()),
    "customers": (water.customers, frames.customers()),
    "customer_communes": (water.customer_communes, frames.customer_communes(24)),
    "customer_days": (water.customer_days, frames.customer_days()),
    "faults": (water.faults, frames.faults()),
}
KEYS = (
    "year",
    "points",
    "budget",
    "flow_m3_h",
    "services",
    "all_services",
    "days",
    "meters",
    "leaks",
)


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("rows", [0, 1, 100])
def test_a_sentence_is_said_whatever_the_frame_holds(name: str, rows: int) -> None:
    tell, frame = ALL[name]
    frame = frame.head(rows)
    measured = [c for c in frame.select_dtypes("number").columns if c not in KEYS]
    for content in (frame, frame.assign(**{column: float("nan") for column in measured})):
        sentence = tell(content, SELECTION)
        assert sentence.endswith(".")
        assert not re.search(r"\bnan\b", sentence.lower())
        assert "None" not in sentence


def test_leaks_of_sectors_and_of_customers_are_priced_apart() -> None:
    # 20,000 + 19,000; 18,000; the repaired one is left out.
    assert water_alerts.alerts(frames.tonight(), SELECTION) == (
        f"2{N}fuites de secteurs coûteraient 39{S}000{N}€ par an{S}; 1{N}fuite chez un abonné "
        f"coûterait 18{S}000{N}€ par an{S}; la plus chère est celle de Bourg <0> (Tours), "
        f"20{S}000{N}€ par an."
    )
    closed = frames.tonight().assign(state="dismissed")
    assert water_alerts.alerts(closed, SELECTION) == water_alerts.NO_LEAK


def rows(indicative: bool = True) -> list[str]:
    """The words of each item of the list, spaces as they are."""
    listed = alert_list.leak_list(frames.tonight(), indicative=indicative)
    return [_words(item) for item in listed.children]


def _words(part: object) -> str:
    children = getattr(part, "children", part)
    if isinstance(children, (list, tuple)):
        return "".join(_words(child) for child in children)
    return str(children)


def test_a_leak_says_since_when_how_much_how_sure_and_what_else_explains_it() -> None:
    burst, slow, meter, repaired = rows()
    assert burst.startswith(
        f"Depuis le 12 octobre 2026 (41{N}jours), Bourg <0> (Tours) perd environ 3,3{N}m³/h "
        f"(entre 2,5 et 4,0{N}m³/h), soit 20{S}000{N}€ par an (indicatif) si rien n’est fait."
    )
    assert f"Rupture · confiance moyenne · détectée le 14 octobre 2026 · déjà 3{S}198{N}m³" in burst
    assert f"Autre explication possible{N}: la fréquentation de la commune est de +35{S}%" in burst
    assert f"Prise en compte{N}: «{N}équipe <2>{N}» · Fuite lente" in slow
    assert f"(+2{S}% sur l’habitude) n’explique pas" in slow
    assert "1 bruit entendu" in slow
    assert f"le compteur m2 (Tours) ne s’arrête jamais{N}: 12{N}L/h, soit 18{S}000" in meter
    assert "à voir avec l’abonné" in meter
    assert water_alerts.UNPRICED in repaired
    assert "indicatif" not in repaired
    assert "afflux de visiteurs" in repaired
    assert not any("indicatif" in words for words in rows(indicative=False))


def test_closed_leaks_are_marked_and_names_stay_text() -> None:
    items = alert_list.leak_list(frames.tonight(), indicative=True).children
    assert [item.className for item in items] == [None, None, None, "gb-urgent__closed"]
    assert items[0].children[0].children[1].href == "/eau/secteurs/s%2F0"
    assert items[2].children[0].children[1].href == "/eau/abonnes?detail=s%2F2"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.0, 7.23, f"(entre 0 et 7,2{N}m³/h)"),
        (0.12, 0.58, f"(entre 0,12 et 0,58{N}m³/h)"),
        (None, None, "perd environ 3,3"),
    ],
)
def test_an_interval_is_written_in_few_digits(
    low: float | None, high: float | None, said: str
) -> None:
    row = next(frames.tonight(1).assign(low_m3_h=low, high_m3_h=high).itertuples())
    assert said in "".join(water_alerts.leak_parts(row, indicative=False))


def test_a_sensor_at_fault_today_says_what_to_do() -> None:
    listed = alert_list.fault_list(frames.faults())
    assert [_words(item) for item in listed.children] == [
        f"Depuis le 12 novembre 2026 (10{N}jours), d1 (Bourg <1>){N}: valeur figée. "
        "Vérifier sur place."
    ]
    assert listed.children[0].children[1].href == "/eau/secteurs/s%2F1/capteurs"
    past = frames.faults().tail(2)
    assert _words(alert_list.fault_list(past)) == water.NO_OPEN_FAULT
    assert alert_list.fault_address(next(past.itertuples())) == "/eau/capteurs"


def test_yields_say_the_last_its_side_its_move_and_the_best() -> None:
    assert water.yields(frames.yields(), SELECTION) == (
        f"Rendement de 78,0{S}% en 2025, sans seuil connu{S}; −2,0{N}points depuis 2023{S}; la "
        f"meilleure année est 2023 (80,0{S}%). Périmètre incomplet en 2023."
    )
    under = frames.yields().head(2)
    assert f"1,0{N}point sous le seuil du décret (75,0{S}%)" in water.yields(under, SELECTION)


def test_losses_are_judged_for_their_density() -> None:
    said = water.losses(frames.losses(), SELECTION)
    assert said == (
        f"2,8{N}m³/km/jour perdus en 2025, un niveau médiocre pour un réseau rural (repères "
        f"indicatifs){S}; de 2,0 en 2023 (année la meilleure) à 3,5 en 2024 (la pire). "
        f"3{N}services sur 4 comptés en 2025{S}; périmètre incomplet en 2023."
    )


def test_the_balance_says_what_is_lost_of_what_enters() -> None:
    assert water.balance(frames.balance(), SELECTION) == (
        f"En 2025, 1{S}000{N}m³ sont entrés dans les réseaux et 24,0{S}% ont été perdus "
        f"(240{N}m³){S}; première destination{N}: eau comptée chez les abonnés, 70,0{S}%."
    )


def test_a_point_says_its_levy_and_its_water_as_indicative() -> None:
    assert water.stake(frames.stake(), SELECTION) == (
        f"Un point de rendement de plus rapporterait 12{S}750{N}€ par an (montants indicatifs)"
        f"{N}: 2{S}750{N}€ de redevance et 10{S}000{N}€ d’eau{S}; 10{N}points, "
        f"123{S}000{N}€ par an."
    )


def test_the_map_counts_those_that_leak_much_and_those_not_known() -> None:
    assert water.sector_map(frames.sectors(), SELECTION) == (
        f"2{N}secteurs sur 4 perdent au moins 5{N}m³/km/jour d’après leurs nuits{S}; le plus "
        f"touché est Bourg <0> (Tours), 12,0{N}m³/km/jour{S}; fuites inconnues sur 1{N}secteur."
    )


def test_services_under_the_threshold_are_counted() -> None:
    assert water.services(frames.services(), SELECTION) == (
        f"1{N}service sur 2 est sous le seuil du décret (trait vertical){S}; le plus loin en "
        f"dessous est Communauté de communes du Lac (71,0{S}%, à 4,0{N}points)."
    )


def test_meters_sectors_days_and_faults_in_a_sentence() -> None:
    assert water.customers(frames.customers(), SELECTION) == (
        f"2 compteurs ne s’arrêtent jamais{N}: 22{N}m³ ont déjà été perdus{S}; le plus fort est "
        f"m<0> (Tours), 12{N}L/h."
    )
    one = water.sectors(frames.sectors(), SELECTION)
    assert f"1{N}secteur a une alerte ouverte, pour 8{S}000{N}€ par an (prix indicatif)" in one
    # 900 L in three days.
    assert f"300{N}L par jour en moyenne sur 3{N}jours{S}; au plus 500{N}L" in water.customer_days(
        frames.customer_days(), SELECTION
    )
    assert water.faults(frames.faults(), SELECTION) == (
        f"3 défauts sur 2{N}capteurs, dont 1 dure encore{N}: les heures en cause sont tenues pour "
        f"inconnues{S}; le plus fréquent{N}: mesures manquantes."
    )


def test_the_rehearsal_goes_from_the_smallest_budget_to_the_largest() -> None:
    assert water_alerts.rehearsal(frames.rehearsal(), SELECTION) == (
        f"De 0,25 à 4 fausses alertes admises par secteur et par an, on passe de 0{N}alerte "
        f"(0{N}m³) à 16{N}alertes (13{S}000{N}m³) en douze mois{S}; un budget large prévient plus "
        "tôt, et plus souvent pour rien."
    )
    assert water_alerts.budget_words(1.0, 1.0) == "1 (en service)"
    assert water_alerts.budget_words(0.25, 1.0) == "0,25"


def test_the_cards_say_what_they_do_not_cover_and_indicative_prices() -> None:
    reading = Reading(SELECTION, "Tout le syndicat", frame=frames.headline())
    prices = [("service", 0.5), ("customer", 4.3)]
    block = water_headline.headline_block(reading, water_headline.SHOWN, prices)
    said = _words(block)
    for part in ("40 secteurs suivis sur 50", "2025, pour 3 services sur 4", f"0,50{N}€ pour le"):
        assert part in said
    # The cards are those of services.
    assert "l’abonné" not in said
    both = water_headline.price_notices(prices)[0].text
    assert f"0,50{N}€ pour le service et 4,30{N}€ pour l’abonné" in both
    assert water_headline.price_notices([]) == []
    assert "3 des 4 services, année 2025" in water_headline.perimeter(reading, "water_yield_pct")
    assert not water_headline.is_empty(reading)


def test_without_water_the_cards_give_way_to_what_to_load() -> None:
    headline = replace(
        frames.headline(), sectors=0, services=0, figures={"water_leaks": KeyFigure("", None)}
    )
    reading = Reading(SELECTION, "Tours", frame=headline)
    assert water_headline.is_empty(reading)
    assert "page Données" in _words(water_headline.nothing_known(reading))


def test_known_costs_are_added_even_when_others_are_unknown() -> None:
    frame = pd.concat([frames.tonight(1), frames.tonight(4).tail(1).assign(state="new")])
    assert "fuites de secteurs coûteraient 20\u202f000" in water_alerts.alerts(frame, SELECTION)


def test_leaks_of_customers_are_told_by_commune() -> None:
    assert water.customer_communes(frames.customer_communes(), SELECTION) == (
        f"2{N}compteurs sur 200 ne s’arrêtent jamais{N}: 10{N}L/h en tout{S}; "
        f"en tête{N}: Commune <0>, 10{N}L/h."
    )
    without = frames.customer_communes().tail(1)
    assert "Aucune fuite en cours sur les 100 compteurs" in water.customer_communes(
        without, SELECTION
    )
