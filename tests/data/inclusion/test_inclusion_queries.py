"""What screens read of digital inclusion, on the store done by hand, on both databases."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from data import schema
from data.inclusion import (
    activity,
    communes,
    coverage,
    ingredients,
    place,
    places,
    portrait,
    survey,
)
from data.inclusion.headline import headline
from data.inclusion.placement_query import placement
from tests import inclusion_store as made
from tests.inclusion_store import (
    AGGLOPOLYS,
    BLOIS,
    CHAMBORD,
    HALL,
    JOUE,
    KM_PER_DEG,
    LATE,
    METROPOLE,
    READING,
    RICHELIEU,
    TOURS,
    VINEUIL,
    asked,
)

FRAMES = [
    communes.communes, communes.far_and_fragile, communes.bivariate, portrait.portrait,
    places.places, places.offers, place.records, place.disagreements, activity.by_month,
    activity.by_item, activity.by_place, survey.answers, survey.by_member, coverage.speeds,
    coverage.compared, ingredients.ingredients,
]  # fmt: skip
# Those that list what is always known: questions, ingredients, services.
ALWAYS_LISTED = (places.offers, survey.answers, ingredients.ingredients)
POPULATION = 10_000 + 4_000 + 5_000 + 100 + 1_000 + 500


@pytest.fixture
def helped(engine):
    made.fill_store(engine)
    return engine


@pytest.mark.parametrize("query", FRAMES, ids=lambda query: query.__name__)
def test_an_empty_store_gives_the_same_columns_as_a_full_one(engine, query):
    empty = query(engine, asked())
    assert query in ALWAYS_LISTED or empty.empty
    made.fill_store(engine)
    assert list(query(engine, asked()).columns) == list(empty.columns)
    # A territory of another theme holds nothing.
    crossed = query is communes.bivariate
    assert query in ALWAYS_LISTED or crossed or query(engine, asked("site:1")).empty


def test_key_figures_of_an_empty_store_are_not_zero(engine):
    found = headline(engine, asked())
    assert {key: figure.value for key, figure in found.figures.items()} == dict.fromkeys(
        found.figures
    )
    assert (found.communes, found.places, found.coverage_day, found.months) == (0, 0, None, ())
    assert placement(engine, asked()).chosen.empty
    assert place.place(engine, asked(detail=READING)) is None


def test_key_figures(helped):
    found = headline(helped, asked())
    figure = {key: figure.value for key, figure in found.figures.items()}
    # Chambord is 13 km and Richelieu 22 km from the nearest place.
    assert figure["inclusion_far_population"] == 100 + 1_000
    assert figure["inclusion_far_share_pct"] == pytest.approx(100 * 1_100 / POPULATION)
    assert figure["inclusion_places"] == 3
    assert found.figures["inclusion_places"].facts["records"] == 4
    assert figure["inclusion_places_per_10k"] == pytest.approx(10_000 * 3 / POPULATION)
    scored = 10_000 * 0 + 4_000 * 2.5 + 5_000 * 5 + 100 * 7.5 + 1_000 * 10
    assert figure["inclusion_fragility"] == pytest.approx(scored / (POPULATION - 500))
    # One sheet is too old, one has no date.
    assert figure["inclusion_outdated_share_pct"] == pytest.approx(100 * 2 / 3)
    assert figure["inclusion_accompaniments"] == 50 + 10 + 20
    assert figure["inclusion_fibre_pct"] == pytest.approx(100 * (900 + 300 + 100) / 1_900)
    assert (found.communes, found.scored, found.located, found.places) == (6, 5, 6, 3)
    assert (found.at_town_hall, found.without_hours, found.coverage_day) == (
        1, 1, made.QUARTERS[1],
    )  # fmt: skip


def test_only_months_with_a_counterpart_are_compared(helped):
    figure = headline(helped, asked()).figures["inclusion_accompaniments"]
    # May 2025 alone has a counterpart a year before.
    assert (figure.comparable, figure.before) == (50, 40)
    assert figure.facts["active_places"] == 2


def test_a_territory_without_any_place_has_zero_of_them(helped):
    figure = headline(helped, asked(f"commune:{CHAMBORD}")).figures
    assert figure["inclusion_places"].value == 0
    assert figure["inclusion_outdated_share_pct"].value is None
    assert figure["inclusion_far_share_pct"].value == 100
    assert figure["inclusion_accompaniments"].value is None
    assert figure["inclusion_fibre_pct"].value is None


def test_communes_keep_the_classes_of_the_whole_territory(helped):
    everywhere = communes.communes(helped, asked()).set_index("commune_code")
    assert len(everywhere) == 6
    # Scores 0, 2.5, 5, 7.5, 10: thirds at 10/3 and 20/3.
    assert everywhere["fragility_third"].fillna(-1).to_dict() == {
        TOURS: 0, JOUE: 0, BLOIS: 1, CHAMBORD: 2, RICHELIEU: 2, VINEUIL: -1,
    }  # fmt: skip
    # The most fragile fifth of five communes.
    assert everywhere["very_fragile"].fillna(False).to_dict()[RICHELIEU]
    assert everywhere["very_fragile"].sum() == 1
    assert pd.isna(everywhere.loc[VINEUIL, "fragility_label"])
    assert everywhere["reach_class"].to_dict() == {
        TOURS: 0, JOUE: 1, BLOIS: 0, CHAMBORD: 2, RICHELIEU: 3, VINEUIL: 0,
    }  # fmt: skip
    assert everywhere.loc[TOURS, "places_per_10k"] == pytest.approx(2.0)
    assert everywhere.loc[TOURS, "size_label"] == "10\u202f000 habitants et plus"
    assert everywhere.loc[TOURS, "epci_name"].startswith("Tours Métropole")
    alone = communes.communes(helped, asked(f"epci:{AGGLOPOLYS}"))
    assert list(alone["commune_code"]) == [BLOIS, VINEUIL]
    assert list(alone["fragility_third"]) == [1, pd.NA]
    assert set(alone["rank_of"]) == {5}


def test_far_and_fragile_follows_the_reach_of_the_link(helped):
    assert list(communes.far_and_fragile(helped, asked())["commune_code"]) == [RICHELIEU]
    assert communes.far_and_fragile(helped, asked())["nearest_km"][0] == pytest.approx(
        0.2 * KM_PER_DEG
    )
    assert communes.asked_reach_km("15") == 15
    assert communes.asked_reach_km("7; drop") == 10


def test_fragility_crossed_with_supply(helped):
    found = communes.bivariate(helped, asked()).set_index(["fragility_third", "supply_third"])
    assert len(found) == 9
    # Distances 0, 0, .03, .05, .12, .2 degrees: thirds at .02 and .0733.
    assert found.loc[(0, 0), ["communes", "population"]].to_list() == [1, 10_000]
    assert found.loc[(0, 1), ["communes", "population"]].to_list() == [1, 4_000]
    assert found.loc[(1, 0), ["communes", "population"]].to_list() == [1, 5_000]
    assert found.loc[(2, 2), ["communes", "population"]].to_list() == [2, 1_100]
    # Vineuil has no score.
    assert found["communes"].sum() == 5
    assert found.loc[(2, 2), "fragility_from"] == pytest.approx(20 / 3)
    assert found.loc[(2, 2), "nearest_to_km"] == pytest.approx(0.2 * KM_PER_DEG)


def test_a_territory_beside_its_departement(helped):
    found = portrait.portrait(helped, asked(f"epci:{METROPOLE}")).set_index("measure")
    assert found.loc["places_per_10k", "value"] == pytest.approx(1e4 * 2 / 14_000)
    assert found.loc["places_per_10k", "reference"] == pytest.approx(1e4 * 2 / 15_000)
    assert found.loc["fragility", "value"] == pytest.approx(2.5 * 4_000 / 14_000)
    assert found.loc["far_share_pct", ["value", "reference"]].to_list() == pytest.approx(
        [0, 100 * 1_000 / 15_000]
    )
    assert found.loc["fibre_pct", "value"] == pytest.approx(100 * 1_200 / 1_400)
    assert found.loc["fibre_pct", "reference_label"] == "Indre-et-Loire"
    # Two other EPCI in this store: too few to be a reference.
    assert (found["peers"] == 0).all()
    departement = portrait.portrait(helped, asked("departement:37")).set_index("measure")
    assert departement.loc["places_per_10k", "reference"] == pytest.approx(1e4 * 3 / POPULATION)


def test_the_syndicate_beside_its_two_departements(helped):
    whole = portrait.portrait(helped, asked()).set_index("measure")
    assert whole.loc["mediators_per_10k", "value"] == pytest.approx(1e4 * 3 / POPULATION)
    # Indre-et-Loire has the more inhabitants: Tours, Joué and Richelieu. Its three mediators.
    assert set(whole["reference_label"]) == {"Indre-et-Loire"}
    assert set(whole["peers_label"]) == {"Loir-et-Cher"}
    assert (whole["peers"] == 0).all()
    mediators = whole.loc["mediators_per_10k", ["reference", "peers_median"]].to_list()
    assert mediators == pytest.approx([1e4 * 3 / 15_000, 0])
    fragility = whole.loc["fragility", ["reference", "peers_median"]].to_list()
    scored = 2.5 * 4_000 + 10 * 1_000, 5 * 5_000 + 7.5 * 100
    assert fragility == pytest.approx([scored[0] / 15_000, scored[1] / 5_100])


def test_a_syndicate_of_one_departement_is_beside_nothing(helped):
    with helped.begin() as connection:
        row = schema.inclusion_commune
        connection.execute(row.delete().where(row.c.departement_code == "41"))
    whole = portrait.portrait(helped, asked())
    assert whole["reference"].isna().all()
    assert whole["peers_median"].isna().all()


def test_a_commune_beside_those_of_its_class(helped):
    found = portrait.portrait(helped, asked(f"commune:{JOUE}")).set_index("measure")
    # Of 2,000 to 9,999 inhabitants, Blois alone is left.
    assert found.loc["fragility", ["peers_median", "peers"]].to_list() == [5.0, 1]
    assert found.loc["fibre_pct", "peers_median"] == pytest.approx(100 * 100 / 500)


def test_places_pass_the_filter_of_the_link(helped):
    assert list(places.places(helped, asked())["place_id"]) == [LATE, HALL, READING]
    states = places.places(helped, asked()).set_index("place_id")["sheet_state"]
    assert states.to_dict() == {LATE: "undated", HALL: "outdated", READING: "fresh"}

    def passing(detail: str, scope: str = "syndicat") -> set[str]:
        return set(places.places(helped, asked(scope, detail=detail))["place_id"])

    assert passing("service:1") == {READING, HALL}
    assert passing("service:4") == {READING, LATE}
    assert passing("service:4.samedi") == {READING}
    assert passing("programme:6") == {LATE}
    assert passing("accessible") == {READING}
    assert passing("itinerant") == set()
    assert passing("service:1", f"commune:{BLOIS}") == set()
    offered = places.offers(helped, asked(detail="samedi"))
    assert offered.set_index(["field", "number"])["places"].to_dict()[("service", 4)] == 2


@pytest.mark.parametrize(
    "wanted",
    [
        places.PlaceFilter(),
        places.PlaceFilter(service=3, programme=11, saturday=True),
        places.PlaceFilter(accessible=True, itinerant=True),
    ],
)
def test_a_filter_comes_back_from_its_text(wanted):
    assert places.PlaceFilter.parse(wanted.to_text()) == (wanted, [])


@pytest.mark.parametrize("text", ["service:0", "service:99", "programme:12", "dimanche", "é:~-_"])
def test_an_unknown_filter_is_said(text):
    found, notices = places.PlaceFilter.parse(text)
    assert found == places.PlaceFilter()
    assert [notice.code for notice in notices] == ["FILTRE_DE_LIEUX_INCONNU"]
    assert text in notices[0].text


def test_a_place_is_told_without_what_operators_know(helped):
    card = place.place(helped, asked(detail=READING))
    assert card.services == made.SERVICES
    assert (card.open_h_week, card.fees, card.publics) == (24.0, ("Gratuit",), ())
    assert not {"sources", "disagreements", "mediators", "siret"} & set(vars(card))
    assert place.place(helped, asked(detail="nulle-part")) is None
    told = place.records(helped, asked(detail=READING))
    assert list(told["source_key"]) == ["france-services", "hub-lo"]
    differ = place.disagreements(helped, asked())
    assert list(differ["value"]) == ["Mediatheque", "Médiathèque"]
    assert place.disagreements(helped, asked(f"commune:{BLOIS}")).empty


def test_months_add_counts_and_miss_what_is_not_declared(helped):
    found = activity.by_month(helped, asked()).set_index("month")
    assert len(found) == 12
    assert found.loc[date(2026, 6, 1), ["count", "places"]].to_list() == [30, 2]
    assert found.loc[date(2026, 5, 1), ["count", "places", "before"]].to_list() == [50, 1, 40]
    assert found.loc[date(2026, 4, 1)].isna().all()
    alone = activity.by_month(helped, asked(periode="mois")).set_index("month")
    assert list(alone.index) == [date(2026, 6, 1)]
    assert activity.by_month(helped, asked(comparaison="aucune"))["before"].isna().all()
    previous = activity.by_month(helped, asked(periode="mois", comparaison="precedente"))
    assert previous["before"].to_list() == [50]


def test_items_are_set_against_the_total_even_when_they_exceed_it(helped):
    found = activity.by_item(helped, asked()).set_index(["dimension", "item"])
    assert found.loc[("theme", "Courriels"), "count"] == 30 + 10
    assert found.loc[("theme", "Courriels"), "share_pct"] == pytest.approx(100 * 40 / 80)
    of_tours = activity.by_item(helped, asked(f"commune:{TOURS}")).set_index(["dimension", "item"])
    # Two themes at once: 80 themes of 60 accompaniments.
    assert of_tours.loc[("theme", "Courriels"), ["dimension_count", "total"]].to_list() == [80, 60]
    assert list(found.loc["duration"].index) == ["moins de 30 min", "120 min et plus"]


def test_places_that_declare(helped):
    found = activity.by_place(helped, asked()).set_index("place_key")
    assert found.loc["T", ["count", "months", "per_month"]].to_list() == [60, 2, 30]
    assert found.loc["T", "anonymous_share_pct"] == pytest.approx(100 * 30 / 60)
    assert np.isnan(found.loc["B", "anonymous_share_pct"])
    assert found.loc["B", "commune"] == "Blois"


def test_the_last_answer_counts(helped):
    found = survey.answers(helped, asked()).set_index("question")
    assert found.loc["cyber", ["yes", "answered"]].to_list() == [1, 2]
    assert found.loc["cyber", ["yes_share_pct", "national_pct"]].to_list() == [50, 70]
    # Six communes, and the métropole that answered for itself.
    assert found.loc["dpo", ["answered", "asked"]].to_list() == [1, 7]
    assert found.loc["sobriete", "answered"] == 0
    assert pd.isna(found.loc["sobriete", "yes_share_pct"])
    alone = survey.by_member(helped, asked(f"commune:{TOURS}"))
    assert alone[["question", "yes"]].to_numpy().tolist() == [["cyber", True]]


def test_two_quarters_of_coverage(helped):
    found = coverage.compared(helped, asked()).set_index("commune_code")
    assert found.loc[TOURS, ["fibre_before_pct", "fibre_pct"]].to_list() == [80, 90]
    assert found.loc[JOUE, "fibre_change_points"] == pytest.approx(25)
    assert found.loc[BLOIS, "from_30_mbit_change_points"] == 0
    shares = coverage.speeds(helped, asked()).set_index(["day", "speed"])["share_pct"]
    assert shares[made.QUARTERS[0], "from_1_gbit"] == pytest.approx(100 * 1_100 / 1_900)
    assert shares[made.QUARTERS[1], "from_8_mbit"] == pytest.approx(100 * 600 / 1_900)


def test_ingredients_say_their_year_and_what_is_not_sure(helped):
    found = ingredients.ingredients(helped, asked()).set_index("ingredient")
    weighted = 10 * 10_000 + 20 * 4_000 + 30 * 5_000 + 40 * 100 + 50 * 1_000
    assert found["mean_pct"].to_list() == pytest.approx([weighted / 20_100] * 5)
    assert found.loc["aged_65", ["first_year", "last_year", "communes"]].to_list() == [
        2020, 2020, 5,
    ]  # fmt: skip
    assert found.loc["aged_65", "all_communes"] == 6
    assert pd.isna(found.loc["poverty", "first_year"])
    assert found.loc["uncovered_mobile", "indicative"]
    assert found.loc["uncovered_mobile", "caution"]
    # Verified commune by commune against the Arcep.
    assert not found.loc["uncovered_fast", "indicative"]
