"""The sentences of activity and survey say what their frames hold."""

from datetime import date
from types import SimpleNamespace

import pytest

from components.findings import inclusion_activity as told
from components.inclusion import inclusion_activity_frames as frames
from tests.components import activity_frames as given

CHOICE = SimpleNamespace(comparison="n-1", compared=(date(2025, 1, 1), date(2025, 12, 31)))
ALONE = SimpleNamespace(comparison="aucune", compared=None)


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_months_are_summed_and_compared_only_when_over():
    said = plain(told.months(given.months(), CHOICE))
    # 100 against 80 in April; June is not over, May is not known.
    assert "150 accompagnements en 2 mois, +25,0 % par rapport aux mêmes mois" in said
    assert "(1 mois comparable)" in said
    assert "le mois en cours n’est pas fini" in said
    assert said.endswith("Somme des accompagnements, non des lignes du fichier.")
    assert "par rapport" not in told.months(given.months(), ALONE)


def test_one_month_is_named_and_extremes_are_of_whole_months():
    april = given.months().iloc[:1]
    assert plain(told.months(april, ALONE)).startswith("100 accompagnements en avril 2026. Somme")
    whole = given.months().assign(whole=True)
    said = plain(told.months(whole, ALONE))
    assert "le mois le plus actif est avril 2026 (100)" in said
    assert "le plus calme est juin 2026 (50)" in said


def test_themes_say_that_they_exceed_the_total_and_only_then():
    themes = frames.of_dimensions(given.items(), frames.THEMES)
    said = plain(told.themes(themes, CHOICE))
    assert said.startswith("D’abord : courriels (70 %) et démarches (50 %).")
    assert "plusieurs thèmes : ils dépassent 100 %" in said
    assert "plusieurs" not in told.themes(themes.assign(dimension_count=100), CHOICE)
    half = plain(told.themes(themes.assign(dimension_count=50), CHOICE))
    assert "50 % des accompagnements disent leur thème" in half


def test_anonymous_are_told_apart():
    said = plain(told.people(frames.of_dimensions(given.items(), frames.PEOPLE), CHOICE))
    assert said.startswith("80 % vont aux 60 ans <et> plus ; 45 % sont anonymes")


def test_channel_and_duration_have_their_first():
    said = plain(told.manners(frames.of_dimensions(given.items(), frames.MANNERS), CHOICE))
    assert "Par canal, d’abord « sur place » (100 %)" in said
    assert "par durée, d’abord « moins de 30 min » (60 %)" in said


def test_places_say_who_does_most_and_the_tenth():
    said = plain(told.places(given.places(30), CHOICE))
    first, total = 30 + 29 + 28, 30 * 31 / 2
    assert "30 lieux déclarent leur activité" in said
    assert "le plus actif est Lieu 0 (30, soit 15 par mois)" in said
    assert f"les 3 premiers en font {100 * first / total:.0f} %" in said
    assert "le tableau donne les 30 lieux" in said


def test_answers_are_beside_the_country_and_silence_is_no_no():
    said = plain(told.answers(given.answers(), CHOICE))
    assert said.startswith("10 membres ont répondu sur 20 ; au-dessus de la part nationale")
    assert said.endswith("Les autres n’ont pas dit non : ils n’ont pas répondu.")
    assert "Les autres" not in told.answers(given.answers(asked=10), CHOICE)
    near = given.answers().assign(national_pct=[61, 70])
    assert "proche de la part nationale" in told.answers(near, CHOICE)


def test_one_member_is_not_told_in_shares():
    one = given.answers(asked=1).assign(answered=1, yes=[1, 0], yes_share_pct=[100.0, 0.0])
    assert plain(told.answers(one, CHOICE)) == (
        "Ce membre a répondu oui pour axe ; non pour mesures."
    )


def test_members_without_any_measure_are_counted():
    said = plain(told.members(given.members(), CHOICE))
    assert said.startswith("1 membre ne déclare aucune des 2 mesures ; 2 les déclarent toutes.")
    only = given.members().iloc[1:2]
    assert told.members(only, CHOICE) == "Ce membre déclare 2 des 2 mesures."
    none = given.members().iloc[1:].assign(yes=1)
    assert "au moins une des 2 mesures" in told.members(none, CHOICE)
    assert "aucun ne les déclare toutes" in told.members(none, CHOICE)


@pytest.mark.parametrize(
    ("say", "frame"),
    [
        (told.months, given.months()),
        (told.themes, given.items()),
        (told.people, given.items()),
        (told.manners, given.items()),
        (told.places, given.places(2)),
        (told.answers, given.answers()),
        (told.members, given.members()),
    ],
)
def test_nothing_is_said_as_nothing(say, frame):
    assert say(frame.iloc[:0], CHOICE) in (told.NO_ACTIVITY, told.NO_ANSWER)
