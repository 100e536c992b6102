"""The list of places, its filters and what sources dispute."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.inclusion import inclusion_places as shown
from components.tables import rows, table

CHOICE = SimpleNamespace(to_query_string=lambda: "detail=samedi")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def places() -> pd.DataFrame:
    """A place of which all is known, one of which nothing is, one to check, one of no town."""
    frame = pd.DataFrame(
        {
            "place_id": ["hub-lo-1", "b/2", "c", "d"],
            "name": ["Médiathèque", "<b>Mairie</b>", "CCAS", "Ailleurs"],
            "address": ["5 rue Neuve", None, None, None],
            "postcode": ["37000", None, "41000", None],
            "town": ["Tours", "Tours", "Blois", None],
            "commune": ["Tours", "Tours", "Blois", None],
            "services": ["Aide|Sécurité", "", "Aide", "Aide"],
            "programmes": ["Aidants Connect|PIX", "", "", ""],
            "hours_words": ["mardi 10 h–12 h", "non connus", "non connus", "non connus"],
            "open_h_week": [2.0, None, None, None],
            "accessibility_url": ["https://acceslibre.example/1", None, None, None],
            "itinerant": [True, None, False, None],
            "updated": [date(2026, 9, 7), None, date(2025, 9, 7), date(2024, 1, 1)],
            "sheet_state": ["fresh", "undated", "check", "outdated"],
            "sources": ["france-services|hub-lo", "hub-lo", "hub-lo", "inconnue"],
            "source_count": [2, 1, 1, 1],
        }
    )
    return shown.described(frame.iloc[[3, 0, 1, 2]])


def test_a_card_says_all_that_is_known():
    card = shown.place_list(places(), CHOICE)["places"][0]
    assert card["name"] == "Médiathèque"
    assert card["href"] == "/inclusion/lieux/hub-lo-1"
    assert card["where"] == "5 rue Neuve, 37000 Tours"
    assert card["tags"] == ["Itinérant", "Aidants Connect", "PIX"]
    assert card["facts"] == [
        ("Services", "Aide, Sécurité"),
        ("Horaires", "mardi 10 h–12 h"),
        ("Accessibilité", "décrite dans Accès libre"),
    ]
    assert card["told"] == "● À jour"
    assert plain(card["updated"]) == (
        " Mise à jour le 7 sept. 2026. Sources : France services et Hub-LO."
    )


def test_what_is_not_known_is_said_so():
    _first, bare, *_ = shown.place_list(places(), CHOICE)["places"]
    assert bare["href"] == "/inclusion/lieux/b%2F2"
    assert bare["tags"] == []
    assert bare["facts"] == [("Services", "non précisés"), ("Horaires", "non connus")]
    assert bare["told"] == "○ À revoir"
    assert plain(bare["updated"]) == " Sans date de mise à jour. Source : Hub-LO."


def test_each_state_of_a_sheet_has_its_shape_and_its_words():
    told = {card["told"] for card in shown.place_list(places(), CHOICE)["places"]}
    assert told == {"● À jour", "○ À revoir", "▲ À vérifier", "■ À revoir"}
    ages = " ".join(card["updated"] for card in shown.place_list(places(), CHOICE)["places"])
    assert "il y a plus de 12 mois" in ages
    assert "il y a plus de 18 mois" in ages


def test_places_of_no_town_come_last():
    assert places()["name"].tolist()[-1] == "Ailleurs"


def test_the_first_places_come_first_and_the_others_when_asked_for():
    many = pd.concat([places()] * 3, ignore_index=True)
    listed = shown.place_list(many, CHOICE)
    assert (len(listed["places"]), listed["total"]) == (shown.FIRST_PLACES, 12)
    assert len(shown.place_list(many, CHOICE, 10)["places"]) == 10


@pytest.mark.parametrize("odd", [None, 3, [], {}, {"count": "30"}, {"count": -5}])
def test_how_many_are_asked_for_is_read_whatever_it_is(odd):
    assert shown.asked_count(odd) == shown.FIRST_PLACES
    assert shown.asked_count({"count": 30}) == 30


def test_the_files_are_of_the_same_places():
    hrefs = [file["href"] for file in shown.place_list(places(), CHOICE)["files"]]
    assert hrefs == [
        "/export/lieux-inclusion.csv?detail=samedi",
        "/export/lieux-inclusion.geojson?detail=samedi",
    ]


def test_the_finding_counts_places_hours_and_sheets():
    assert plain(shown.finding(places(), CHOICE)) == (
        "4 lieux ; 1 dit ses horaires ; 1 fiche à vérifier (plus de 12 mois) et 2 fiches à "
        "revoir (plus de 18 mois, ou sans date)."
    )
    fresh = places().iloc[:1]
    assert plain(shown.finding(fresh, CHOICE)) == (
        "1 lieu ; 1 dit ses horaires ; toutes les fiches sont à jour."
    )


def test_the_table_holds_every_place_even_when_there_is_none():
    assert len(list(rows(places(), shown.PLACES))) == 4
    assert list(rows(shown.described(places().iloc[:0]), shown.PLACES)) == []
    assert table(places(), shown.PLACES, "Lieux").links[0] == "/inclusion/lieux/hub-lo-1"


def disputes() -> pd.DataFrame:
    """Two places whose names differ, one of them by its hours too."""
    told = [
        ("a", "A", "name", "hub-lo", "Médiathèque"),
        ("a", "A", "name", "france-services", "Mediatheque"),
        ("a", "A", "hours", "hub-lo", "Mo 09:00-12:00"),
        ("a", "A", "hours", "france-services", "Mo 10:00-12:00"),
        ("b", "B", "name", "hub-lo", "x"),
        ("b", "B", "name", "aidants-connect", "y"),
    ]
    columns = ["place_id", "name", "field", "source_key", "value"]
    return shown.disagreements_in_words(pd.DataFrame(told, columns=columns))


def test_disagreements_count_places_not_lines():
    figure = shown.disagreements(disputes(), CHOICE)
    go.Figure(figure)
    assert figure["data"][0]["x"] == [2, 1]
    assert figure["data"][1]["text"] == ["Nom", "Horaires"]
    said = plain(shown.disagreements_told(disputes(), CHOICE))
    assert said.startswith("2 lieux ont des sources qui ne disent pas la même chose")
    assert "d’abord sur « nom » (2)" in said


def test_a_filter_offers_what_some_place_has_and_what_is_chosen():
    offers = pd.DataFrame(
        {
            "field": ["service", "service", "service", "programme"],
            "number": [1, 2, 3, 1],
            "item": ["Aide", "Sécurité", "Loisirs", "PIX"],
            "places": [4, 0, 0, 2],
        }
    )
    values = [one["value"] for one in shown.offered_options(offers, "service", 3)]
    assert values == ["", "service:1", "service:3"]
    assert shown.offered_options(offers, "programme", None)[1]["label"] == "PIX (2)"


def test_criteria_are_told_in_words():
    assert shown.criteria_in_words(["Aide"], ["samedi", "itinerant"]) == (
        "Aide · ouvert le samedi · itinérant"
    )
    assert shown.criteria_in_words([], []) == ""
