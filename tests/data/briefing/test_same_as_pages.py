"""What a statement says is what the page that it leads to says."""

import pytest

from data.briefing.briefing import briefing
from data.buildings.headline import headline as buildings
from data.inclusion.headline import headline as inclusion
from data.lighting.headline import headline as lighting
from data.water.headline import headline as water
from tests.data.briefing.briefing_store import asked

# Rule, number of its facts, headline, figure.
SAME = [
    ("buildings_bill", "eur", buildings, "energy_eur"),
    ("buildings_energy", "change_pct", buildings, "adjusted_change_pct"),
    ("buildings_alerts", "eur_year", buildings, "at_stake_eur"),
    ("buildings_decree", "gap_pct", buildings, "decree_gap_pct"),
    ("lighting_bill", "eur", lighting, "light_eur"),
    ("water_leaks", "flow_m3_h", water, "water_leak_m3_h"),
    ("water_leaks", "eur_year", water, "water_leak_eur_year"),
    ("inclusion_far", "population", inclusion, "inclusion_far_population"),
    ("inclusion_far", "share_pct", inclusion, "inclusion_far_share_pct"),
]
# Rule, headline, figure whose change is told in percent.
SAME_CHANGE = [
    ("buildings_bill", buildings, "energy_eur"),
    ("lighting_bill", lighting, "light_eur"),
    ("lighting_energy", lighting, "light_kwh"),
]


@pytest.fixture
def told(every_theme):
    found = briefing(every_theme, asked("departement:37"))
    return {one.code: one.facts for one in (*found.statements, *found.left_out)}


def test_the_numbers_of_statements_are_those_of_the_pages(every_theme, told):
    for code, fact, headline, figure in SAME:
        shown = headline(every_theme, asked("departement:37")).figures[figure].value
        assert told[code][fact] == pytest.approx(shown), (code, fact)


def test_the_changes_of_statements_are_those_of_the_pages(every_theme, told):
    for code, headline, figure in SAME_CHANGE:
        shown = headline(every_theme, asked("departement:37")).figures[figure].change_pct
        assert told[code]["change_pct"] == pytest.approx(shown), code
