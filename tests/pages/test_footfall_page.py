"""The footfall page asked by requests: figures equal tables, nothing posted breaks it."""

import json
from datetime import date, timedelta
from urllib.parse import quote

import pytest

from components import captioned
from tests.pages.callbacks import Asked
from tests.pages.drawn import DRAWN
from tests.pages.drawn_activity import ACTIVITY, LISTED
from tests.pages.drawn_sheet import CABINET, OF_ENERGIES, SHEET
from tests.pages.test_inclusion_page import MAPS
from tests.pages.test_water_sheets_page import DRAWN as OF_WATER

TODAY = date.today()
A_WEEK = f"periode=libre&du={TODAY - timedelta(200)}&au={TODAY - timedelta(194)}"
YEARS_BEFORE_ANY_DATA = "periode=annee&au=2012-12-31"
SELECTIONS = [
    "",
    "comparaison=aucune",
    "periode=7-jours",
    "periode=mois&comparaison=precedente",
    "periode=saison&territoire=departement:37",
    "periode=annee&territoire=site:VDL-0001",
    "territoire=site:VDL-0242",
    f"territoire=epci:243700754&{A_WEEK}",
]
CHARTS = sorted(DRAWN)


def drawn_by(chart_id: str) -> str:
    return ".".join(captioned.offered[chart_id][0].drawn)


def test_every_chart_of_the_page_is_compared(asked: Asked) -> None:
    # A simulation, the days of a meter, maps of communes and of every theme, sheets of communes,
    # screens and what two pages draw alike have their own tests.
    alike = ("water-service-balance", "water-service-sectors", "water-service-stake")
    apart = ("lighting-simulator", "water-customer-days", "atlas", "commune", "screens", *MAPS)
    offered = [one for one in captioned.offered if not one.startswith((*apart, *alike))]
    sheets = {*SHEET, *OF_ENERGIES, *CABINET, *(chart_id for _scope, chart_id in OF_WATER)}
    assert sorted(offered) == sorted({*DRAWN, *sheets, *ACTIVITY, *LISTED})


@pytest.mark.parametrize("query", SELECTIONS)
def test_figures_equal_tables(asked: Asked, query: str) -> None:
    shown = 0
    for chart_id in DRAWN:
        chart, _read = captioned.offered[chart_id]
        figure, table = asked.chart(chart_id, query, drawn_by(chart_id))
        if table is None:
            continue
        traces = figure.get("data") or figure["features"]
        for drawn in DRAWN[chart_id]:
            assert drawn.differences(chart, traces, table) == []
            shown += len(drawn.values(traces))
    assert shown > 0


@pytest.mark.parametrize(
    "chart_id",
    [one for one in CHARTS if one.startswith("footfall-") and one != "footfall-map"],
)
def test_a_period_before_any_data_says_so(asked: Asked, chart_id: str) -> None:
    figure, table = asked.chart(chart_id, YEARS_BEFORE_ANY_DATA, drawn_by(chart_id))
    state = asked.answer(f"{chart_id}-state.children", query=YEARS_BEFORE_ANY_DATA)
    assert "Aucune donnée pour cette sélection" in json.dumps(state, ensure_ascii=False)
    assert (figure, table) == (None, None)


def test_a_map_without_data_keeps_its_sites(asked: Asked) -> None:
    features, table = asked.chart("footfall-map", YEARS_BEFORE_ANY_DATA, drawn_by("footfall-map"))
    shapes = {feature["properties"]["shape"] for feature in features["features"]}
    assert (shapes, {row[-1] for row in table[1]}) == ({"absent"}, {"sans donnée"})


JUNK = [
    None, True, 0, -1, 1.5, 10**40, "x", "é\u202f€", "\ud800", "\0", [], {}, [None], {"a": 1},
    [{"territoire": []}], "a" * 20_000, "=" * 5000, "&" * 5000, "%ff%00%zz",
    "territoire=" + "site:" * 5000, "territoire=site:%00", "territoire=site:'%20OR%201=1--",
    "periode=libre&du=0001-01-01&au=9999-12-31", "periode=annee&au=2000-01-01",
    "periode=mois&au=2000-01-31&comparaison=precedente", "du=2026-02-30&periode=libre",
    "comparaison=%3Cscript%3E", "territoire=syndicat&territoire=zzz", "utm_source=lettre",
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: json.dumps(junk)[:40])
def test_no_callback_fails_on_junk(
    asked: Asked, junk: object, caplog: pytest.LogCaptureFixture
) -> None:
    for key, callback in asked.callbacks.items():
        given = [*callback["inputs"], *callback["state"]]
        answer = asked.post(key, {f"{one['id']}.{one['property']}": junk for one in given})
        # 204: a callback that changes nothing.
        assert answer.status_code in (200, 204), key
    # A callback that raises answers 200 with a message: the log tells.
    assert [record.getMessage() for record in caplog.records if record.levelname == "ERROR"] == []


@pytest.mark.parametrize("name", ["view_path", "self", "selection", "utm_source", "query", "_"])
def test_a_parameter_of_any_name_lays_out_the_page(asked: Asked, name: str) -> None:
    for path in ("/", "/frequentation", "/frequentation/carte", "/donnees", "/methodologie"):
        assert asked.client.get(f"{path}?{name}=x").status_code == 200
        location = {"url.pathname": path, "url.search": f"?{name}=x"}
        shown = asked.answer("contenu.children", more=location)
        assert "pas pu" not in json.dumps(shown["contenu"], ensure_ascii=False)


NONSENSE = [
    "territoire=lune",
    "periode=siecle",
    "comparaison=lune",
    "periode=libre&du=31/02/2026",
    f"periode=libre&du={TODAY - timedelta(9)}&au={TODAY - timedelta(30)}",
    "periode=mois&au=2999-01-01",
]


@pytest.mark.parametrize("query", NONSENSE)
def test_a_nonsense_choice_is_told_and_something_is_shown(asked: Asked, query: str) -> None:
    answer = asked.answer("footfall-daily-caption.children", query=query)
    words = json.dumps(answer["footfall-daily-caption"], ensure_ascii=False)
    assert "gb-notice" in words, words
    assert answer["footfall-daily-graph"]["figure"]["data"]


def test_nothing_of_one_visitor_reaches_another(asked: Asked) -> None:
    chambord, loches = "territoire=site:VDL-0001", "territoire=site:VDL-0011"
    first = asked.answer("footfall-shown.children", query=chambord)
    other = asked.answer("footfall-shown.children", query=loches)
    again = asked.answer("footfall-shown.children", query=chambord)
    assert first == again != other
    assert "Set-Cookie" not in asked.client.get(f"/frequentation?{quote(loches)}").headers
