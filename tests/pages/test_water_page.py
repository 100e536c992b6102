"""The pages of water asked by requests: what they say, where they lead, their states."""

import json
from collections.abc import Callable
from html import unescape
from urllib.parse import quote

import pytest
from sqlalchemy import select

from components.captioned import offered
from data import db, schema
from tests.pages.callbacks import Asked
from tests.pages.drawn import DRAWN
from tests.water_store import LAST

VIEWS = ("", "/rendement", "/bilan", "/carte", "/secteurs", "/abonnes", "/alertes", "/capteurs")
CHARTS = [name for name in DRAWN if name.startswith("water-")]
SELECTIONS = ("", "comparaison=aucune", "periode=annee&au=2025-12-31", "territoire=departement:37")
YEARS_BEFORE_ANY_DATA = "periode=annee&au=2012-12-31"
ODD = ("inconnu", "'; DROP TABLE core_water_sector; --", "<script>alert(1)</script>", "x" * 300)


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.fixture(scope="module")
def meter(demo_store: str) -> str:
    """A customer's meter that leaks."""
    alert = schema.water_alert.c
    engine = db.make_engine(demo_store)
    with engine.connect() as connection:
        found = connection.scalar(
            select(alert.place_id).where(alert.place_kind == "customer", alert.open).limit(1)
        )
    engine.dispose()
    return found


@pytest.fixture(scope="module")
def unmetered(demo_store: str) -> str:
    """A commune without sector nor customer."""
    scope = schema.scope.c.scope
    taken = [
        select("commune:" + table.c.commune_code).where(table.c.commune_code.is_not(None))
        for table in (schema.water_sector, schema.water_customer)
    ]
    statement = select(scope).where(scope.like("commune:%"), *(scope.not_in(one) for one in taken))
    engine = db.make_engine(demo_store)
    with engine.connect() as connection:
        found = connection.scalar(statement.limit(1))
    engine.dispose()
    return found


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_has_its_title(asked: Asked, view: str) -> None:
    page = asked.client.get(f"/eau{view}?utm_source=x")
    assert page.status_code == 200
    assert "Eau potable" in page.get_data(as_text=True)


def test_tonight_has_its_figures_and_the_dearest_leaks_as_sentences(asked: Asked) -> None:
    said = words(asked.answer("water-cards.children"))
    assert said.count("Pourquoi ce chiffre") == 4
    for part in ("Fuites en cours", "Montants indicatifs", "services sur"):
        assert part in said
    listed = words(asked.answer("water-leak-list.children"))
    for part in ("Depuis le", "confiance", "si rien n’est fait", "(indicatif)", "€ par an"):
        assert part in listed
    assert "/eau/secteurs/demo-" in listed or "/eau/abonnes?detail=demo-" in listed


def test_no_period_is_said_of_what_is_known_today(asked: Asked) -> None:
    query = "territoire=departement:37&periode=mois"
    shown = asked.answer("water-today-shown.children", query=query)
    assert shown["water-today-shown"]["children"] == "Indre-et-Loire"
    assert "comparaison" in words(asked.answer("water-shown.children", query=query))
    of_today, of_days = (
        asked.client.get(f"/export/{chart}.csv?{query}").get_data(as_text=True)
        for chart in ("water-map", "water-faults")
    )
    assert "comparaison" not in of_today
    assert "comparaison" in of_days


def test_the_year_has_its_own_figures(asked: Asked) -> None:
    said = words(asked.answer("water-year-cards.children"))
    assert said.count("Pourquoi ce chiffre") == 4
    for part in ("P104.3", "P106.3", "2025"):
        assert part in said


@pytest.mark.parametrize("query", SELECTIONS)
@pytest.mark.parametrize("chart_id", CHARTS)
def test_figures_equal_tables(asked: Asked, chart_id: str, query: str) -> None:
    chart = offered[chart_id][0]
    part, prop = chart.drawn
    figure, table = asked.chart(chart_id, query, f"{part}.{prop}")
    if table is None:
        # No leak runs, or no sensor is at fault, in this territory and period.
        assert chart_id in ("water-alerts", "water-customers", "water-faults")
        return
    traces = figure["features"] if prop == "data" else figure["data"]
    for drawn in DRAWN[chart_id]:
        assert drawn.differences(chart, traces, table) == []
    assert DRAWN[chart_id][0].values(traces)


def test_a_meter_has_its_days_first_for_who_comes_for_it(asked: Asked, meter: str) -> None:
    query = f"detail={meter}"
    figure, (headings, rows) = asked.chart("water-customer-days", query)
    usual = {
        day: value
        for trace in figure["data"][:-1]
        for day, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    }
    assert len(rows) == len(usual)
    assert headings[:2] == ["Jour", "Volume (m³)"]
    assert any(row[3] == "oui" for row in rows)
    for search, first in ((f"?{query}", "water-customer-days"), ("", "water-customers")):
        more = {"url.pathname": "/eau/abonnes", "url.search": search}
        laid = json.dumps(asked.answer("contenu.children", more=more))
        other = ({"water-customer-days", "water-customers"} - {first}).pop()
        assert laid.index(f'"{first}"') < laid.index(f'"{other}"')


@pytest.mark.parametrize("odd", ["", *ODD])
def test_without_a_known_meter_the_next_step_is_said(asked: Asked, odd: str) -> None:
    query = f"detail={quote(odd)}"
    assert asked.chart("water-customer-days", query) == (None, None)
    said = words(asked.answer("water-customer-days-state.children", query=query))
    assert "Aucun compteur choisi" in said
    assert "choisissez-en un" in said


def test_a_place_without_sector_says_what_to_load(asked: Asked, unmetered: str) -> None:
    query = f"territoire={unmetered}"
    for chart_id, step in (
        ("water-alerts", "La vue Secteurs"),
        ("water-sectors", "secteurs-eau"),
        ("water-rehearsal", "semaines de débits"),
        ("water-customers", "releves-abonnes"),
    ):
        assert asked.chart(chart_id, query) == (None, None)
        assert step in words(asked.answer(f"{chart_id}-state.children", query=query))
    listed = words(asked.answer("water-leak-list.children", query=query))
    assert "Aucune fuite en cours" in listed


def test_before_any_data_no_fault_is_known_and_declared_years_stay(asked: Asked) -> None:
    said = words(asked.answer("water-faults-state.children", query=YEARS_BEFORE_ANY_DATA))
    assert "Aucun défaut de capteur connu" in said
    _figure, table = asked.chart("water-yield", YEARS_BEFORE_ANY_DATA)
    assert table is not None


def test_the_rehearsal_has_a_sentence_for_each_budget(asked: Asked) -> None:
    figure, (_headings, rows) = asked.chart("water-rehearsal", "")
    told = figure["layout"]["meta"]
    assert list(told) == ["0.25", "0.5", "1", "2", "4"]
    assert len(rows) == len(told)
    assert all(sentence.startswith("Avec ce budget") for sentence in told.values())


def test_water_has_its_sources_and_its_methodology(asked: Asked) -> None:
    for page, part in (("/donnees/eau", "Données"), ("/methodologie/eau", "P104.3")):
        assert asked.client.get(page).status_code == 200
        laid = words(asked.answer("contenu.children", more={"url.pathname": page}))
        assert part in laid


def test_true_meters_are_not_shown_one_by_one(started: Callable[..., Asked]) -> None:
    shut = started()
    query = f"au={LAST}&detail=C1"
    for chart_id in ("water-customers", "water-customer-days", "water-alerts"):
        answer = shut.answer(f"{chart_id}-state.children", query=query)
        assert "GABARE_CUSTOMER_DETAIL" in words(answer)
        _figure, table = shut.chart(chart_id, query)
        assert "C1" not in words(table)
        assert "C1" not in shut.client.get(f"/export/{chart_id}.csv?{query}").text
    assert "C1" not in words(shut.answer("water-leak-list.children", query=query))
    # Counted all the same: two leaks of sectors, one of a customer.
    assert "chez des abonnés = 3" in words(shut.answer("water-cards.children", query=query))


def test_the_operator_of_a_closed_site_opens_them(started: Callable[..., Asked]) -> None:
    opened = started(customer_detail=True)
    query = f"au={LAST}&detail=C1"
    for chart_id in ("water-customers", "water-customer-days", "water-alerts"):
        said = words(opened.answer(f"{chart_id}-finding.children", query=query))
        assert "GABARE_CUSTOMER_DETAIL" not in said
        assert opened.chart(chart_id, query)[1] is not None
    assert "réservé aux agents" in words(
        opened.answer("contenu.children", more={"url.pathname": "/mentions-legales"})
    )
