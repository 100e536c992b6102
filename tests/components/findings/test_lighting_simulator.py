"""The sentences of the simulator, on hand-computed frames."""

import pytest

from components.findings import lighting_simulator as findings
from data.lighting.scenario import Dimming, Scenario, Window
from data.lighting.vocabulary import STREETS
from tests.components import simulator_frames as frames

SELECTION = frames.selection()
NIGHT = Window(23 * 60, 5 * 60)
LATE = Window(0, 5 * 60 + 30)


def plain(text: str) -> str:
    """Every space alike."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        (Scenario(), ""),
        (Scenario(price_rise_pct=3.0), ""),
        (Scenario(NIGHT, NIGHT), "éteindre de 23 h à 5 h toute l’année"),
        (Scenario(summer_off=LATE), "éteindre de minuit à 5 h 30 l’été"),
        (Scenario(NIGHT, LATE), "éteindre de 23 h à 5 h l’été et de minuit à 5 h 30 l’hiver"),
        (
            Scenario(dimming=Dimming(50, NIGHT), streets=frozenset({"rue", "parc"})),
            "baisser la lumière à 50 % de 23 h à 5 h (rue et parc ou jardin seulement)",
        ),
        (
            Scenario(NIGHT, streets=frozenset(list(STREETS)[:4])),
            "éteindre de 23 h à 5 h l’été dans 4 types de voies sur 8",
        ),
        (
            Scenario(led_cabinets_per_year=1, led_years=1),
            "passer en LED 1 armoire par an pendant 1 an",
        ),
    ],
)
def test_decisions_in_words(scenario, words):
    assert plain(findings.decided(scenario, STREETS)) == words


def test_a_switch_off_in_one_breath():
    assert plain(findings.outcome(Scenario(NIGHT, NIGHT), frames.total(), STREETS)) == (
        "Éteindre de 23 h à 5 h toute l’année économiserait 9 800 € et 50 000 kWh par an, sans "
        "travaux comptés. Chaque point rendrait 1 200 h d’obscurité par an à la nuit."
    )


LED = Scenario(led_cabinets_per_year=4)
WORKS = {"invest_eur": 100_000.0, "grant_eur": 30_000.0, "dark_hours_year": 0.0}


@pytest.mark.parametrize(
    ("changes", "end"),
    [
        ({"payback_years": 6.64}, "remboursés en 6,6 ans."),
        ({"payback_years": 1.0}, "remboursés en 1 an."),
        ({"payback_years": 0.0}, "remboursés dès la première année."),
        ({"payback_years": None}, "qui ne seraient pas remboursés en 20 ans."),
    ],
)
def test_works_say_their_cost_without_grants_and_when_it_comes_back(changes, end):
    told = plain(findings.outcome(LED, frames.total(**WORKS, **changes), STREETS))
    assert told.endswith(f"pour 70 000 € de travaux, aides déduites, {end}")


def test_two_decisions_save_together_and_nothing_is_said_to_be_nothing():
    both = Scenario(NIGHT, NIGHT, led_cabinets_per_year=4)
    assert "économiseraient" in findings.outcome(both, frames.total(**WORKS), STREETS)
    same = frames.total(saved_kwh_year=0.0, saved_eur_year=0.0)
    assert "n’économiserait rien" in findings.outcome(Scenario(NIGHT), same, STREETS)
    assert "Rien n’est décidé" in findings.outcome(Scenario(), same, STREETS)
    unpriced = frames.total(saved_eur_year=float("nan"))
    assert "50 000 kWh par an" in plain(findings.outcome(Scenario(NIGHT), unpriced, STREETS))


def test_sentences_are_named_when_there_are_two():
    totals = [frames.total(), frames.total(scenario="Scénario B")]
    told = findings.outcomes([Scenario(NIGHT), Scenario()], totals, STREETS)
    assert plain(told[0]).startswith("Scénario A : éteindre")
    assert plain(told[1]).startswith("Scénario B : rien")


def test_the_bill_against_no_decision():
    told = plain(findings.bill(frames.years("Scénario A", "Scénario B"), SELECTION))
    assert told == (
        "En 2030, l’éclairage coûterait 1 000 € sans décision, 600 € avec le scénario A (−40 %) et "
        "900 € avec le scénario B (−10 %). En 4 ans, la facture baisserait en tout de 1 600 € avec "
        "le scénario A et de 400 € avec le scénario B."
    )
    alone = plain(findings.bill(frames.years(), SELECTION))
    assert alone == "Sans décision, l’éclairage coûterait 1 000 € par an jusqu’en 2030."
    unpriced = frames.years().assign(eur=float("nan"))
    assert findings.bill(unpriced, SELECTION) == findings.NO_PRICE
    assert findings.bill(frames.years().head(0), SELECTION) == findings.NOT_SIMULATED


def test_cash_says_the_advance_its_end_and_what_a_fund_leaves():
    # A: −300, −200, 50, 300; B: −500, −400, −300, −200.
    told = plain(findings.cash(frames.cash(fund=True), SELECTION))
    assert told == (
        "Scénario A : l’avance est au plus de 300 €, en 2027 ; elle est remboursée en 2029, et le "
        "budget aurait gagné 300 € fin 2030. Scénario B : l’avance est au plus de 500 €, en 2027 ; "
        "il manque encore 200 € en 2030 ; le fonds laisse 500 € de travaux à payer par le budget."
    )
    one = frames.cash().head(4).assign(cumulated_eur=[100.0, 200.0, 300.0, 400.0])
    assert plain(findings.cash(one, SELECTION)) == (
        "Le budget n’avance rien et aurait gagné 400 € fin 2030."
    )
