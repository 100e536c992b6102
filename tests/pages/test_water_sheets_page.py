"""The sheets of a sector and of a service asked by requests, on a store done by hand."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, insert

from components.captioned import offered
from data import schema
from tests.data.test_sources import run
from tests.pages.callbacks import Asked
from tests.pages.drawn import Drawn, Traces, Values, by_day, by_rank
from tests.pages.test_exports import spreadsheet
from tests.pages.water_asked import STORES, of_place, told

SECTOR_VIEWS = ("", "/nuits", "/heures", "/reparations", "/capteurs")
SERVICE_VIEWS = ("", "/pertes", "/bilan", "/rpqs")


@pytest.fixture
def asked(water: Engine, started: Callable[..., Asked]) -> Asked:
    """The application on the store done by hand, whose flows were loaded one day."""
    with water.begin() as connection:
        connection.execute(insert(schema.load_run), [run("debits-eau", "loaded", None, 1)])
    return started()


def chart(asked: Asked, chart_id: str, place: str) -> tuple[Any, Any]:
    """What a chart of the sheet draws, and its opened table."""
    given = {**of_place(place), f"{chart_id}-table-button.n_clicks": 1}
    response = asked.answer(f"{chart_id}-graph.figure", more=given)
    table = response[f"{chart_id}-table"]["children"]
    figure = response.get(f"{chart_id}-graph", {}).get("figure")
    return figure, table and (table["props"]["headings"], table["props"]["rows"])


def by_place(*names: str) -> Callable[[Traces], Values]:
    """The heights of the lines of these names, by rank from the left."""
    return lambda traces: {
        rank: value
        for trace in traces
        if trace.get("name") in names
        for rank, value in enumerate(trace["y"])
        if value is not None
    }


def by_hour(name: str) -> Callable[[Traces], Values]:
    return lambda traces: {
        hour: value
        for trace in traces
        if trace.get("name") == name
        for hour, value in zip(trace["x"], trace["y"], strict=True)
        if value is not None
    }


def by_year(name: str) -> Callable[[Traces], Values]:
    return by_hour(name)


def _rank(rank: int, _cells: list[str]) -> int:
    return rank


DRAWN = {
    ("secteur:A1", "water-sector-nights"): (
        Drawn("Débit de nuit (m³/h)", by_day("Débit de nuit")),
        Drawn("Attendu (m³/h)", by_day("Attendu")),
        Drawn("dont usage normal (m³/h)", by_day("Usage normal")),
        Drawn("Terminaux dans la commune", by_day("Terminaux connectés")),
    ),
    ("secteur:A1", "water-sector-evidence"): (
        Drawn("Score", by_day("Score")),
        Drawn("Seuil", by_day("Seuil d’alerte")),
    ),
    ("secteur:A1", "water-sector-hours"): (
        Drawn("Mesuré (m³/h)", by_place("Mesuré"), _rank),
        Drawn("Habituel (m³/h)", by_place("Habituel"), _rank),
    ),
    ("secteur:A1", "water-sector-mean-day"): (
        Drawn("Mesuré (m³/h)", by_hour("Mesuré")),
        Drawn("Habituel (m³/h)", by_hour("Habituel")),
    ),
    ("secteur:A2", "water-sector-leaks"): (Drawn("Eau perdue (m³)", by_rank, _rank),),
    ("secteur:A2", "water-sector-repairs"): (Drawn("Rendu (m³/h)", by_rank, _rank),),
    ("secteur:A2", "water-sector-faults"): (Drawn("Jours", by_rank, _rank),),
    ("service:A", "water-service-yield"): (Drawn("Rendement", by_year("Rendement")),),
    ("service:A", "water-service-losses"): (
        Drawn("Pertes (m³/km/jour)", by_year("Pertes (m³/km/jour)")),
    ),
    ("service:A", "water-service-knowledge"): (
        Drawn("Points possibles", by_rank, _rank),
        Drawn("Points", lambda traces: by_rank(traces[1:]), _rank),
    ),
    ("service:A", "water-service-official"): (
        Drawn(
            "Valeur",
            by_year("Rendement (%)"),
            lambda _rank, cells: cells[2] if cells[1] == "P104.3" else None,
        ),
    ),
}  # fmt: skip


def test_figures_equal_tables(asked: Asked) -> None:
    for (place, chart_id), columns in DRAWN.items():
        figure, table = chart(asked, chart_id, place)
        for drawn in columns:
            assert drawn.values(figure["data"]), (chart_id, drawn.heading)
            assert drawn.differences(offered[chart_id][0], figure["data"], table) == []


def test_the_overview_says_what_a_sector_is_and_its_leak(asked: Asked) -> None:
    said = told(asked, "water-sector-identity.children", "secteur:A1")
    assert "Fuite en cours" in said
    assert "2 bruits entendus" in said
    assert "Confiance forte, car des bruits ont été entendus" in said
    assert "/eau/secteurs/A1/nuits" in said
    # A2 leads to its faulty sensor, B1 has no length, B2 not enough past.
    assert "M2 (valeur figée)" in told(asked, "water-sector-identity.children", "secteur:A2")
    no_length = told(asked, "water-sector-identity.children", "secteur:B1")
    assert "non calculées, faute de longueur de réseau" in no_length
    recent = told(asked, "water-sector-identity.children", "secteur:B2")
    assert "pas assez de passé : ses fuites ne sont pas connues" in recent
    cards = told(asked, "water-sector-cards.children", "secteur:A1")
    assert cards.count("Pourquoi ce chiffre") == 2
    # Neither without a leak, nor for an unknown sector: the whole territory has some.
    for place in ("secteur:A2", "secteur:inconnu"):
        assert "Pourquoi" not in told(asked, "water-sector-cards.children", place)


@pytest.mark.parametrize(
    ("chart_id", "place", "what"),
    [
        ("water-sector-nights", "secteur:B2", "Aucune nuit connue"),
        ("water-sector-evidence", "secteur:B2", "n’a rien jugé"),
        ("water-sector-hours", "secteur:B2", "Aucune heure récente"),
        ("water-sector-mean-day", "secteur:B2", "Aucune heure de la dernière semaine"),
        ("water-sector-leaks", "secteur:B2", "Aucune fuite trouvée"),
        ("water-sector-repairs", "secteur:A1", "Aucune réparation"),
        ("water-sector-faults", "secteur:B2", "Aucun défaut"),
        ("water-service-yield", "service:C", "Aucune année n’a de quoi faire ce calcul"),
        ("water-service-losses", "service:C", "Aucune année n’a de quoi faire ce calcul"),
        ("water-service-stake", "service:C", "Aucune année n’a de quoi faire ce calcul"),
        ("water-service-balance", "service:C", "n’a pas déclaré tous les volumes"),
        ("water-service-sectors", "service:C", "Aucun secteur rattaché"),
    ],
)
def test_a_view_without_data_says_why_and_what_to_do(
    asked: Asked, chart_id: str, place: str, what: str
) -> None:
    said = told(asked, f"{chart_id}-state.children", place)
    assert what in said
    assert "Élargissez" not in said or chart_id == "water-sector-faults"
    assert chart(asked, chart_id, place) == (None, None)


def test_sensors_of_a_sector_and_what_has_none(asked: Asked) -> None:
    said = told(asked, "water-sector-sensors.children", "secteur:A1")
    for meter in ("M1", "M2", "T1", "Entrée", "Sortie", "Réservoir", "Valeur figée", "aucun"):
        assert meter in said
    assert "capteurs-eau" in told(asked, "water-sector-sensors.children", "secteur:B2")


def test_the_yearly_report_says_what_lacks(asked: Asked) -> None:
    said = told(asked, "water-service-year.children", "service:C")
    assert "P104.3" in said
    assert "V7" in said
    assert "la dernière colonne dit ce qui manque" in said
    whole = told(asked, "water-service-year.children", "service:A")
    assert "ILC ne sont pas connus" in whole
    assert "Au niveau demandé" in whole
    _figure, (headings, rows) = chart(asked, "water-service-knowledge", "service:A")
    answers = [row[headings.index("Déclaré")] for row in rows]
    assert "62 %" in [one.replace("\u00a0", " ") for one in answers]
    assert answers.count("non déclaré") == len(rows) - 5


def test_official_indicators_are_taken_away(asked: Asked) -> None:
    query = of_place("service:A")[STORES["service"]]
    text = asked.client.get(f"/export/water-service-official.csv?{query}").get_data(as_text=True)
    _origin, (headings, *lines) = spreadsheet(text)
    assert headings[:4] == ["Indicateur", "Code officiel", "Année", "Valeur"]
    produced = [line[3] for line in lines if line[1] == "V1"]
    assert [one.replace("\u202f", "").split(",")[0] for one in produced] == ["900", "1000"]


@pytest.mark.parametrize(
    ("kind", "path", "views", "said_once"),
    [
        ("secteur", "/eau/secteurs", SECTOR_VIEWS, "Ce secteur n’est pas connu"),
        ("service", "/eau/services", SERVICE_VIEWS, "Ce service n’est pas connu"),
    ],
)
def test_an_unknown_or_odd_place_is_a_page_that_says_so(
    asked: Asked, kind: str, path: str, views: tuple[str, ...], said_once: str
) -> None:
    output = f"{STORES[kind].partition('-selection')[0]}-name.children"
    for odd in ("inconnu", "<script>alert(1)</script>", "a/b", "'; DROP TABLE x; --", "%", "..é"):
        for view in views:
            page = asked.client.get(f"{path}/{quote(odd, safe='')}{view}")
            assert page.status_code in (200, 404)
            assert "<script>alert" not in page.get_data(as_text=True)
        said = told(asked, output, f"{kind}:{odd}")
        assert said.count(said_once) == 1
        assert "/eau/secteurs" in said
    nothing = told(asked, output.replace("-name", "-overview-name"), f"{kind}:inconnu")
    assert said_once in nothing
