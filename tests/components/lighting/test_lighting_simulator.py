"""Controls of a scenario and cards of its results, without a browser."""

import json

import pytest

from components.lighting.lighting_form import FIRST, Words, scenario_form
from components.lighting.lighting_outcome import outcome_cards
from components.lighting.lighting_simulator import NAMES, form_values, opened, placeholder
from data.lighting.outlook import default_texts
from data.lighting.scenario import ORDERS, SETTINGS, STREET_LETTERS, Dimming, Scenario, Window
from data.lighting.vocabulary import STREETS
from tests.components import simulator_frames as frames

WORDS = Words(
    {letter: (street, STREETS[street]) for letter, street in STREET_LETTERS.items()},
    ORDERS,
    default_texts(),
)
NIGHT = Window(22 * 60 + 30, 5 * 60)


def plain(answer: object) -> str:
    """A component as text, every space alike."""
    text = json.dumps(
        answer.to_plotly_json(), ensure_ascii=False, default=lambda c: c.to_plotly_json()
    )
    return text.replace("\u202f", " ").replace("\u00a0", " ").replace("\\n", " | ")


def test_every_control_is_on_the_form_and_is_filled():
    form = str(plain(scenario_form(FIRST, WORDS)))
    assert set(form_values(Scenario(), WORDS)) == set(NAMES)
    assert all(f'"lighting-simulator-a-{name}"' in form for name in NAMES)
    assert {name.partition("-")[0] for name in NAMES} >= SETTINGS.keys()


def test_controls_show_what_the_scenario_decides():
    shown = form_values(
        Scenario(NIGHT, None, Dimming(30, NIGHT), frozenset({"rue"}), 4, led_power=-60), WORDS
    )
    assert (shown["e-on"], shown["e-from"], shown["e-to"]) == (True, "22:30", "05:00")
    assert (shown["h-on"], shown["g-on"], shown["g-level"]) == (False, True, 30)
    assert (shown["r"], shown["l"], shown["w"], shown["w-unit"]) == (["r"], 4, 60, "less")
    assert form_values(Scenario(loan_years=7), WORDS)["funding"] == "loan"
    assert form_values(Scenario(fund_share_pct=50), WORDS)["funding"] == "fund"
    assert shown["funding"] == "budget"


@pytest.mark.parametrize(
    ("scenario", "groups"),
    [
        (Scenario(NIGHT), set()),
        (Scenario(dimming=Dimming(50, NIGHT)), {"dim"}),
        (Scenario(streets=frozenset({"rue"})), {"streets"}),
        (Scenario(led_cabinets_per_year=3), {"led"}),
        (Scenario(price_rise_pct=2.0), {"money"}),
        (Scenario(grant_pct=0.0), {"money"}),
        (Scenario(loan_years=10), {"money"}),
    ],
)
def test_a_group_opens_when_the_scenario_has_something_of_it(scenario, groups):
    found = opened(form_values(scenario, WORDS), WORDS)
    assert {name for name, is_open in found.items() if is_open} == groups


def test_defaults_are_written_as_a_link_writes_them():
    # What has no default of its own is the reference value, or not asked for.
    assert default_texts() == {
        "r": "ropjmakx", "l": "0", "n": "6", "o": "gain", "p": "0", "b": "0", "t": "3",
        "i": "0", "f": "0", "d": "4", "y": "20",
    }  # fmt: skip
    assert placeholder(None).endswith("n.d.")


def test_cards_say_what_is_not_concerned_and_put_scenarios_side_by_side():
    works = frames.total(
        scenario="Scénario B",
        invest_eur=100_000.0,
        grant_eur=30_000.0,
        payback_years=None,
        irr_pct=-2.34,
    )
    cards = plain(
        outcome_cards(
            [Scenario(NIGHT), Scenario()], [frames.total(), works], "Amboise", 80_000, 0.07
        )
    )
    for said in ("9 800 €", "immédiat", "plus de 20 ans", "sans objet", "−2,3 %", "1 200 h"):
        assert said in cards
    # 50,000 kWh × 0.07 kg = 3.5 t; 9,800 ÷ 50,000 = 0.196 €; 80,000 − 50,000 kWh are left.
    assert "50 000 kWh × 0,070 kg ÷ 1 000 = 3,5 t" in cards
    assert "50 000 kWh × 0,196 € en moyenne = 9 800 €" in cards
    assert "80 000 kWh sans décision − 30 000 kWh" in cards
    assert "100 000 € de travaux − 30 000 € d’aides = 70 000 €" in cards
    assert "Calcul, Scénario B" in cards
