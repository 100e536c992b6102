"""The pages of public buildings asked by requests: what they say, where they lead, their states."""

import json
from html import unescape

import pytest

from tests.pages.callbacks import Asked

YEARS_BEFORE_ANY_DATA = "periode=annee&au=2012-12-31"
BY_MONTH = ("buildings-monthly", "buildings-ranking", "buildings-categories")
PATHS = ("", "/carte", "/classement", "/alertes")


def words(answer: object) -> str:
    """An answer as text."""
    return unescape(json.dumps(answer, ensure_ascii=False))


@pytest.mark.parametrize("path", PATHS)
def test_every_view_has_its_title(asked: Asked, path: str) -> None:
    page = asked.client.get(f"/batiments{path}")
    assert page.status_code == 200
    assert "Bâtiments publics" in page.get_data(as_text=True)


def test_the_overview_has_its_figures_and_says_its_months(asked: Asked) -> None:
    answer = words(asked.answer("buildings-cards.children"))
    assert answer.count("Pourquoi ce chiffre") == 8
    assert "L’énergie se compte par mois entiers" in answer
    for said in ("objectif 2030", "à climat égal", "€\u00a0par\u00a0an", "Périmètre"):
        assert said in answer


@pytest.mark.parametrize("chart_id", BY_MONTH)
def test_a_chart_by_month_says_its_months(asked: Asked, chart_id: str) -> None:
    caption = words(asked.answer(f"{chart_id}-caption.children")[f"{chart_id}-caption"])
    assert "L’énergie se compte par mois entiers" in caption


@pytest.mark.parametrize("chart_id", BY_MONTH)
def test_a_period_before_any_data_says_so(asked: Asked, chart_id: str) -> None:
    figure, table = asked.chart(chart_id, YEARS_BEFORE_ANY_DATA)
    state = words(asked.answer(f"{chart_id}-state.children", query=YEARS_BEFORE_ANY_DATA))
    assert "Aucune donnée pour cette sélection" in state
    assert (figure, table) == (None, None)
    cards = words(asked.answer("buildings-cards.children", query=YEARS_BEFORE_ANY_DATA))
    assert "Aucune donnée pour cette sélection" in cards


def test_rows_and_marks_lead_to_the_sheet_of_their_building(asked: Asked) -> None:
    opened = {"buildings-map-table-button.n_clicks": 1}
    response = asked.answer("buildings-map-points.data", more=opened)
    table = response["buildings-map-table"]["children"]["props"]
    features = response["buildings-map-points"]["data"]["features"]
    assert len(table["links"]) == len(table["rows"]) == len(features) > 0
    assert all(link.startswith("/batiments/") for link in table["links"])
    assert {one["properties"]["href"] for one in features} == set(table["links"])


def test_the_rehearsal_holds_the_sentence_of_every_threshold(asked: Asked) -> None:
    figure, (_headings, rows) = asked.chart("buildings-rehearsal", "")
    sentences = figure["layout"]["meta"]
    assert len(sentences) == len(rows) == 6
    assert all(one.startswith("Avec ce seuil, ") for one in sentences.values())


def test_open_alerts_are_sentences_that_lead_to_their_evidence(asked: Asked) -> None:
    _figure, table = asked.chart("buildings-alerts", "")
    told = words(asked.answer("buildings-alert-list.children"))
    assert table is not None
    assert "Depuis le " in told
    assert "si rien n’est fait" in told
    assert "/suivi" in told
