"""Places, activity and survey asked by requests, on the store of tests/inclusion_store.py."""

import csv
import io
import json
from datetime import datetime
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest

from app import create_app
from components.inclusion.inclusion_place_card import LIST_PATH
from data import db
from data.inclusion.standard import FIELDS
from data.settings import Settings
from tests.pages.callbacks import Asked
from tests.pages.drawn_activity import ACTIVITY, LISTED
from tests.services import compressed_files

SINCE = "periode=libre&du=2026-05-01&au=2026-06-30"
LIST = "inclusion-places-cards"
ODD = ("", "inconnu", "'; DROP TABLE out_inclusion_place; --", "<script>", "x" * 300)
CHARTS = (*ACTIVITY, *LISTED)


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture
def started(sqlite_store: str, tmp_path: Path) -> Asked:
    """The application on the store that is done by hand."""
    # It brings loaders along: only its own tests wait for them.
    from tests.inclusion_store import fill_store

    engine = db.make_engine(sqlite_store)
    fill_store(engine)
    engine.dispose()
    settings = Settings(
        database_url=sqlite_store,
        cache_url=f"file:{tmp_path / 'answers'}",
        web_cache_dir=compressed_files().name,
    )
    return Asked(create_app(settings))


def listed(asked: Asked, query: str = "") -> tuple[dict, list[list[str]]]:
    """The cards of the list and the rows of its table."""
    data, table = asked.chart(LIST, query, "list.data")
    return data, table[1] if table else []


def card(asked: Asked, place: str) -> str:
    """The card of a place as text."""
    return words(asked.answer("inclusion-place-card.children",
                              more={"inclusion-place-asked.data": place}))  # fmt: skip


def test_each_view_has_its_title_and_one_tab_is_current(started: Asked) -> None:
    for view in ("/activite", "/lieux", "/enquete"):
        page = started.client.get(f"/inclusion{view}?utm_source=x")
        assert page.status_code == 200
        more = {"url.pathname": f"/inclusion{view}", "url.search": ""}
        laid = words(started.answer("contenu.children", more=more))
        assert laid.count('"aria-current": "page"') == 1
        assert all(tab in laid for tab in ("Portrait", "Activité", "Lieux", "Enquête"))


def test_the_list_has_every_place_with_hours_in_french(started: Asked) -> None:
    data, rows = listed(started)
    assert [place["name"] for place in data["places"]] == [row[0] for row in rows]
    assert data["total"] == 3
    known = next(place for place in data["places"] if place["name"] == "Médiathèque")
    assert "du lundi au samedi 14 h–18 h" in words(known["facts"])
    assert "Aidants Connect" in known["tags"]
    assert "France services et Hub-LO" in words(known["updated"])


@pytest.mark.parametrize(
    ("detail", "names"),
    [
        ("samedi", ["Médiathèque"]),
        ("accessible", ["Médiathèque"]),
        ("service:1", ["Lieu hub-lo-2", "Médiathèque"]),
        ("programme:6", ["Lieu lieux-mediation-3"]),
        ("service:1.samedi", ["Médiathèque"]),
    ],
)
def test_filters_of_the_link_keep_the_places_that_answer_them(
    started: Asked, detail: str, names: list[str]
) -> None:
    data, rows = listed(started, f"detail={detail}")
    assert sorted(place["name"] for place in data["places"]) == names
    assert sorted(row[0] for row in rows) == names


def test_a_filter_is_shown_said_and_can_be_removed(started: Asked) -> None:
    answer = started.answer("inclusion-places-shown.children", query="detail=service:1.samedi")
    assert answer["inclusion-places-service"]["value"] == "service:1"
    assert answer["inclusion-places-programme"]["value"] == ""
    assert answer["inclusion-places-samedi"]["value"] is True
    assert answer["inclusion-places-clear"]["hidden"] is False
    shown = answer["inclusion-places-shown"]["children"]
    assert shown.endswith("· Aide aux démarches administratives · ouvert le samedi")
    labels = [one["label"] for one in answer["inclusion-places-service"]["options"]]
    assert labels == ["Tous", "Aide aux démarches administratives (2)",
                      "Utilisation sécurisée du numérique (2)"]  # fmt: skip
    none = started.answer("inclusion-places-shown.children")
    assert none["inclusion-places-clear"]["hidden"] is True


def test_no_place_and_an_unknown_filter_say_what_to_do(started: Asked) -> None:
    assert listed(started, "detail=itinerant") == (None, [])
    state = words(started.answer(f"{LIST}-state.children", query="detail=itinerant"))
    assert "Retirez un filtre" in state
    answer = words(started.answer(f"{LIST}-caption.children", query="detail=bof"))
    assert "bof" in answer


@pytest.mark.parametrize("odd", [{"count": 10**9}, {"count": -1}, "x", None])
def test_more_places_are_given_whatever_is_asked(started: Asked, odd: object) -> None:
    key = next(key for key in started.callbacks if key.startswith(f"{LIST}-list.data@"))
    answer = started.post(key, {f"{LIST}-list.asked": odd, "selection.data": ""})
    assert answer.status_code == 200
    assert len(answer.json["response"][f"{LIST}-list"]["data"]["places"]) == 3


def test_sources_that_disagree_are_shown(started: Asked) -> None:
    figure, (_headings, rows) = started.chart("inclusion-places-disagreements", "")
    assert figure["data"][0]["x"] == [1]
    assert [row[1:] for row in rows] == [
        ["Nom", "France services", "Mediatheque"],
        ["Nom", "Hub-LO", "Médiathèque"],
    ]


def test_the_standard_file_has_the_places_shown_and_nobody(started: Asked) -> None:
    answer = started.client.get("/export/lieux-inclusion.csv?detail=samedi")
    assert answer.status_code == 200
    assert "/donnees/inclusion" in answer.headers["Link"]
    rows = list(csv.DictReader(io.StringIO(answer.get_data(as_text=True))))
    assert tuple(rows[0]) == FIELDS
    assert [row["nom"] for row in rows] == ["Médiathèque"]
    assert rows[0]["horaires"] == "Mo-Sa 14:00-18:00"
    assert {row["telephone"] + row["courriels"] for row in rows} == {""}


def test_the_geojson_says_its_origin_licence_and_filters(started: Asked) -> None:
    answer = started.client.get("/export/lieux-inclusion.geojson?detail=samedi")
    content = json.loads(answer.get_data(as_text=True))
    assert [one["properties"]["nom"] for one in content["features"]] == ["Médiathèque"]
    assert "Hub-LO" in content["license"]
    assert any("ouvert le samedi" in line for line in content["attribution"])


def test_the_files_of_no_place_are_empty_not_failed(started: Asked) -> None:
    for path in ("lieux-inclusion.csv", "lieux-inclusion.geojson", f"{LIST}.csv", f"{LIST}.xlsx"):
        assert started.client.get(f"/export/{path}?detail=itinerant").status_code == 200


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("query", ["", "periode=annee&au=2012-12-31", "territoire=commune:37122"])
def test_every_chart_can_be_taken_away(started: Asked, name: str, query: str) -> None:
    for ending in ("csv", "xlsx"):
        answer = started.client.get(f"/export/{name}.{ending}?{query}")
        assert answer.status_code == 200, answer.get_data(as_text=True)[:300]


def test_the_card_of_a_place_is_public(started: Asked) -> None:
    told = card(started, "hub-lo-1")
    for part in ("14 h–18 h", "Gratuit", "acceslibre.example", "Aide aux démarches"):
        assert part in told
    for left in ("Mediatheque", "hub-lo", "À vérifier", "france-services"):
        assert left not in told
    assert ("Ouvert maintenant" in told) != ("Fermé maintenant" in told)


@pytest.mark.parametrize(
    ("now", "words_of_now"),
    [
        (datetime(2026, 1, 12, 15), "● Ouvert maintenant, jusqu’à 18 h"),
        (datetime(2026, 1, 11, 15), "○ Fermé maintenant, ouvre demain à 14 h"),
    ],
)
def test_the_card_follows_the_clock(
    started: Asked, monkeypatch: pytest.MonkeyPatch, now: datetime, words_of_now: str
) -> None:
    clock = SimpleNamespace(now=lambda zone: now.replace(tzinfo=zone))
    monkeypatch.setattr("pages.inclusion_place.datetime", clock)
    assert words_of_now in card(started, "hub-lo-1")


@pytest.mark.parametrize("odd", ODD)
def test_an_unknown_place_says_so_and_leads_back(started: Asked, odd: str) -> None:
    told = card(started, odd)
    assert "Ce lieu n’est pas connu" in told
    assert LIST_PATH in told


def test_months_are_counts_and_not_lines(started: Asked) -> None:
    figure, (headings, rows) = started.chart("inclusion-activity-months", SINCE)
    # May: 50 in Tours. June: 10 in Tours and 20 in Blois.
    assert figure["data"][0]["y"] == [50, 10 + 20]
    assert [row[headings.index("Lieux déclarants")] for row in rows] == ["1", "2"]


def test_answers_are_told_against_those_asked(started: Asked) -> None:
    _figure, (headings, rows) = started.chart("inclusion-activity-answers", "")
    cyber = dict(zip(headings, rows[1], strict=True))
    # Tours and Blois answered, Tours said yes at last; six communes and one EPCI were asked.
    assert (cyber["Oui"], cyber["Réponses"], cyber["Interrogés"]) == ("1", "2", "7")
    assert words(cyber["En France"]) == '"70 %"'


def test_a_place_without_activity_nor_answer_says_what_to_do(started: Asked) -> None:
    query = "territoire=commune:37122"
    for name, step in (("months", "accompagnements"), ("answers", "enquete-communes"),
                       ("members", "enquete-communes")):  # fmt: skip
        assert started.chart(f"inclusion-activity-{name}", query) == (None, None)
        assert step in words(
            started.answer(f"inclusion-activity-{name}-state.children", query=query)
        )
