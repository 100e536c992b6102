"""The pages of public lighting asked by requests: what they say, where they lead, their states."""

import json
from html import unescape
from urllib.parse import quote

import brotli
import pytest
from sqlalchemy import select

from components.captioned import offered
from data import db, schema
from tests.pages.callbacks import Asked
from tests.pages.drawn import DRAWN
from tests.pages.drawn_sheet import CABINET

PATHS = ("", "/facture", "/carte", "/parc", "/decisions", "/armoires")
CHARTS = [name for name in DRAWN if name.startswith("lighting-")]
SELECTIONS = ("", "comparaison=aucune", "periode=mois", "territoire=departement:37")
SMALLER = ("territoire=departement:37",)
YEARS_BEFORE_ANY_DATA = "periode=annee&au=2012-12-31"
STORE = "lighting-cabinet-selection.data"
LARGEST_MAP_KB = 150
ODD = (
    "inconnu",
    "'; DROP TABLE core_light_point; --",
    "<script>alert(1)</script>",
    "a/b",
    "x" * 300,
)


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def cabinets(demo_store: str) -> dict[str, str]:
    """A cabinet with a load, one that was switched off, one with an anomaly."""
    state, series = schema.light_cabinet_state.c, schema.series.c
    wanted = {
        "load": select(series.place).where(series.theme == "lighting"),
        "off": select(state.cabinet_id).where(state.decided.is_not(None)),
        "anomaly": select(state.cabinet_id).where(state.anomaly.is_not(None)),
    }
    engine = db.make_engine(demo_store)
    with engine.connect() as connection:
        found = {name: connection.scalar(one.limit(1)) for name, one in wanted.items()}
    engine.dispose()
    return found


@pytest.mark.parametrize("path", PATHS)
def test_every_view_has_its_title(asked: Asked, path: str) -> None:
    page = asked.client.get(f"/eclairage{path}")
    assert page.status_code == 200
    assert "Éclairage public" in page.get_data(as_text=True)


def test_the_overview_has_its_figures_its_months_and_the_night_given_back(asked: Asked) -> None:
    said = words(asked.answer("lighting-cards.children"))
    assert said.count("Pourquoi ce chiffre") == 8
    for part in ("mois entiers", "armoires sont facturées", "Rendu à la nuit", "d’obscurité"):
        assert part in said


@pytest.mark.parametrize("query", SELECTIONS)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_figures_equal_tables(asked: Asked, chart_id: str, query: str) -> None:
    chart = offered[chart_id][0]
    part, prop = chart.drawn
    figure, table = asked.chart(chart_id, query, f"{part}.{prop}")
    if table is None:
        # Nothing to compare with, or no anomaly in this territory.
        assert (query == "comparaison=aucune" and "split" in chart_id) or query in SMALLER
        return
    traces = figure["features"] if prop == "data" else figure["data"]
    for drawn in DRAWN[chart_id]:
        assert drawn.values(traces)
        assert drawn.differences(chart, traces, table) == []


def test_the_map_is_light(asked: Asked) -> None:
    figure, _table = asked.chart("lighting-map", "", "points.data")
    assert len(figure["features"]) <= 2000
    assert len(brotli.compress(json.dumps(figure).encode(), quality=5)) < LARGEST_MAP_KB * 1000


@pytest.mark.parametrize(
    ("chart_id", "what"),
    [
        ("lighting-monthly", "Aucune donnée pour cette sélection"),
        ("lighting-split-bill", "facturée aux deux dates"),
    ],
)
def test_a_period_before_any_data_says_so(asked: Asked, chart_id: str, what: str) -> None:
    assert asked.chart(chart_id, YEARS_BEFORE_ANY_DATA) == (None, None)
    said = words(asked.answer(f"{chart_id}-state.children", query=YEARS_BEFORE_ANY_DATA))
    assert what in said


def test_anomalies_are_sentences_that_lead_to_their_cabinet(asked: Asked) -> None:
    said = words(asked.answer("lighting-anomaly-list.children"))
    assert "/eclairage/demo-" in said
    assert "à vérifier" in said


def of_cabinet(cabinet: str, query: str = "") -> dict[str, str]:
    """The query string that the page of a cabinet asks with."""
    return {STORE: "&".join(filter(None, [query, f"territoire=armoire:{cabinet}"]))}


def test_a_cabinet_says_who_it_is_what_is_odd_and_why_each_figure(
    asked: Asked, cabinets: dict[str, str]
) -> None:
    said = words(
        asked.answer("lighting-cabinet-identity.children", more=of_cabinet(cabinets["anomaly"]))
    )
    for part in ("Point de livraison", "Extinction décidée", "À vérifier sur place"):
        assert part in said
    assert said.count("Pourquoi ce chiffre") == 8


@pytest.mark.parametrize("chart_id", CABINET)
def test_figures_of_a_cabinet_equal_tables(
    asked: Asked, cabinets: dict[str, str], chart_id: str
) -> None:
    opened = {f"{chart_id}-table-button.n_clicks": 1}
    more = {**of_cabinet(cabinets["load"]), **opened}
    response = asked.answer(f"{chart_id}-graph.figure", more=more)
    props = response[f"{chart_id}-table"]["children"]["props"]
    traces = [t for t in response[f"{chart_id}-graph"]["figure"]["data"] if t["name"]]
    for drawn in CABINET[chart_id]:
        assert drawn.values(traces)
        table = (props["headings"], props["rows"])
        assert drawn.differences(offered[chart_id][0], traces, table) == []


def test_a_switched_off_cabinet_has_dark_hours(asked: Asked, cabinets: dict[str, str]) -> None:
    more = of_cabinet(cabinets["off"])
    said = words(asked.answer("lighting-cabinet-nights-finding.children", more=more))
    assert "l’armoire s’éteint" in said


def test_the_points_of_a_cabinet_are_a_table(asked: Asked, cabinets: dict[str, str]) -> None:
    more = of_cabinet(cabinets["off"])
    table = asked.answer("lighting-cabinet-points.children", more=more)
    props = table["lighting-cabinet-points"]["children"]["props"]
    assert props["headings"][:3] == ["Point", "Lampe", "Puissance (W)"]
    assert props["rows"]


@pytest.mark.parametrize("odd", ODD)
def test_an_unknown_cabinet_is_a_page_that_says_so(asked: Asked, odd: str) -> None:
    for view in ("", "/nuits", "/points"):
        page = asked.client.get(f"/eclairage/{quote(odd, safe='')}{view}")
        assert page.status_code in (200, 404)
        assert "<script>alert" not in page.get_data(as_text=True)
    said = words(asked.answer("lighting-cabinet-name.children", more=of_cabinet(odd)))
    assert "Armoire inconnue" in said
    assert said.count("Cette armoire n’est pas connue") == 1
