"""The sheet of a building asked by requests: what it says, its absences, unknown and odd ids."""

import json
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import select

from components.captioned import offered
from data import db, schema
from tests.pages.callbacks import Asked
from tests.pages.drawn_sheet import OF_ENERGIES, SHEET, by_panel_of_energy
from tests.pages.test_exports import spreadsheet
from tests.pages.workbook import sheets

STORE = "building-sheet-selection.data"
VIEWS = ("", "/suivi", "/signature", "/charge", "/travaux", "/donnees")
SELECTIONS = ("", "comparaison=aucune", "periode=mois", "periode=annee&comparaison=precedente")
YEARS_BEFORE_ANY_DATA = "periode=annee&au=2012-12-31"


@pytest.fixture(scope="module")
def buildings(demo_store: str) -> dict[str, str]:
    """A building of each kind that its views show differently, by what it is."""
    building, saving, load = schema.building.c, schema.saving.c, schema.load.c
    alert, signature = schema.alert.c, schema.signature.c
    every = select(building.building_id)
    wanted = {
        "hours": select(load.building_id),
        "daily": every.where(building.building_id.not_in(select(load.building_id))),
        "works": select(saving.building_id),
        "no works": every.where(building.building_id.not_in(select(saving.building_id))),
        "decree": every.where(building.subject_to_decree, building.reference_kwh.is_not(None)),
        "no floor": every.where(building.floor_m2.is_(None)),
        "alert": select(alert.building_id).where(alert.open),
        "quiet": every.where(building.building_id.not_in(select(alert.building_id))),
        "signature": select(signature.building_id),
    }
    engine = db.make_engine(demo_store)
    with engine.connect() as connection:
        found = {
            name: connection.scalar(one.order_by("building_id")) for name, one in wanted.items()
        }
    engine.dispose()
    return found


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def of_building(building: str, query: str = "") -> str:
    """The query string that the page of a building asks with."""
    return "&".join(filter(None, [query, f"territoire=batiment:{building}"]))


def told(asked: Asked, output: str, building: str, query: str = "", **more: Any) -> str:
    """What a callback of the sheet answers, as text."""
    given = {STORE: of_building(building, query), **more}
    return words(asked.answer(output, more=given))


def chart(asked: Asked, chart_id: str, building: str, query: str = "") -> tuple[Any, Any]:
    """What a chart of the sheet draws, and its opened table."""
    given = {STORE: of_building(building, query), f"{chart_id}-table-button.n_clicks": 1}
    response = asked.answer(f"{chart_id}-graph.figure", more=given)
    table = response[f"{chart_id}-table"]["children"]
    figure = response.get(f"{chart_id}-graph", {}).get("figure")
    return figure, table and (table["props"]["headings"], table["props"]["rows"])


@pytest.mark.parametrize("query", SELECTIONS)
def test_figures_equal_tables(asked: Asked, buildings: dict[str, str], query: str) -> None:
    shown = set()
    for building in sorted(set(buildings.values())):
        for chart_id in (*SHEET, *OF_ENERGIES):
            figure, table = chart(asked, chart_id, building, query)
            if table is None:
                continue
            panels = [(figure["data"], table)]
            if chart_id in OF_ENERGIES:
                panels = list(by_panel_of_energy(figure["data"], table))
            for traces, lines in panels:
                for drawn in {**SHEET, **OF_ENERGIES}[chart_id]:
                    assert drawn.differences(offered[chart_id][0], traces, lines) == []
                    shown |= {chart_id} if drawn.values(traces) else set()
    assert shown == {*SHEET, *OF_ENERGIES}


@pytest.mark.parametrize(
    ("chart_id", "kind", "what"),
    [
        ("building-sheet-profile", "daily", "Aucun relevé à l’heure"),
        ("building-sheet-loads", "daily", "Talon, nuit et week-end inconnus"),
        ("building-sheet-savings", "no works", "Aucune économie à mesurer"),
        ("building-sheet-before-after", "no works", "Aucun avant et après"),
    ],
)
def test_a_view_without_data_says_why_and_what_to_do(
    asked: Asked, buildings: dict[str, str], chart_id: str, kind: str, what: str
) -> None:
    said = told(asked, f"{chart_id}-state.children", buildings[kind])
    assert what in said
    assert "Élargissez" not in said
    # Another period would change nothing.
    long_ago = told(asked, f"{chart_id}-state.children", buildings[kind], "au=2999-12-31")
    assert "Voir cette période" not in long_ago


@pytest.mark.parametrize("chart_id", ["building-sheet-monthly", "building-sheet-daily"])
def test_a_period_before_any_data_says_so(
    asked: Asked, buildings: dict[str, str], chart_id: str
) -> None:
    assert chart(asked, chart_id, buildings["hours"], YEARS_BEFORE_ANY_DATA) == (None, None)
    said = told(asked, f"{chart_id}-state.children", buildings["hours"], YEARS_BEFORE_ANY_DATA)
    assert "sur cette période" in said
    assert "la vue Données dit" in said


def test_every_card_says_why(asked: Asked, buildings: dict[str, str]) -> None:
    for kind, cards in {"decree": 7, "no floor": 5}.items():
        said = told(asked, "building-sheet-identity.children", buildings[kind])
        assert said.count("Pourquoi ce chiffre") >= cards
        assert "L’énergie se compte par mois entiers" in said
        assert ("objectif 2030" in said) == (kind == "decree")
        assert ("kWh/m² ni de comparaison" in said) == (kind == "no floor")


def test_alerts_lead_to_their_evidence_and_none_is_worth_nothing(
    asked: Asked, buildings: dict[str, str]
) -> None:
    said = told(asked, "building-sheet-identity.children", buildings["alert"])
    assert f"/batiments/{buildings['alert']}/suivi" in said
    assert "si rien n’est fait" in said
    quiet = told(asked, "building-sheet-identity.children", buildings["quiet"])
    assert "À vérifier sur place" not in quiet
    assert "0 dérives et 0 fuites ouvertes, somme des coûts annuels = 0 €" in quiet


@pytest.mark.parametrize("view", VIEWS)
def test_an_unknown_building_is_said_once_in_every_view(asked: Asked, view: str) -> None:
    assert asked.client.get(f"/batiments/inconnu{view}").status_code == 200
    said = told(asked, "building-sheet-name.children", "inconnu")
    assert "Bâtiment inconnu" in said
    assert said.count("Ce bâtiment n’est pas connu") == 1
    assert "/batiments" in said
    laid = words(asked.answer("contenu.children", more={"url.pathname": f"/batiments/x{view}"}))
    assert "gb-unknown" in laid


ODD = ["'; DROP TABLE core_building; --", "<script>alert(1)</script>", '"><b>', "a/b", "x" * 300,
       "..", "%", "é €", "{building}"]  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_identifier_is_a_page_and_never_raw(asked: Asked, odd: str) -> None:
    for view in VIEWS:
        page = asked.client.get(f"/batiments/{quote(odd, safe='')}{view}")
        assert page.status_code in (200, 404)
        assert "<script>alert" not in page.get_data(as_text=True)
        assert '"><b>' not in page.get_data(as_text=True)
    assert "Bâtiment inconnu" in told(asked, "building-sheet-name.children", odd)


def test_the_annual_table_is_taken_away_with_the_name_of_its_building(
    asked: Asked, buildings: dict[str, str]
) -> None:
    query = of_building(buildings["hours"])
    _figure, (headings, lines) = chart(asked, "building-sheet-annual", buildings["hours"])
    name = lines[0][headings.index("Bâtiment")]
    address = "/export/building-sheet-annual"
    text = asked.client.get(f"{address}.csv?{query}").get_data(as_text=True)
    origin, (csv_headings, *csv_lines) = spreadsheet(text)
    assert any(name in line for line in origin)
    assert csv_headings[0] == "Année"
    assert [line[0] for line in csv_lines] == [line[0] for line in lines]
    data, notes = sheets(asked.client.get(f"{address}.xlsx?{query}").data)
    assert len(data) == len(lines) + 1
    assert any(name in str(line[0]) for line in notes)
