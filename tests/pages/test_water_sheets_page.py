"""The sheets of a sector and of a service asked by requests, on a store done by hand."""

import json
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from sqlalchemy import Engine, func, select

from app import create_app
from components.captioned import offered
from data import db, schema
from data.settings import Settings
from tests.pages.callbacks import Asked
from tests.pages.drawn import Drawn, Traces, Values, by_day, by_rank
from tests.pages.test_exports import spreadsheet
from tests.services import compressed_files
from tests.water_store import LAST, fill_store

CODE = "un code de suivi"
SECTOR_VIEWS = ("", "/nuits", "/heures", "/reparations", "/capteurs")
SERVICE_VIEWS = ("", "/pertes", "/bilan", "/rpqs")
STORES = {"secteur": "water-sector-selection.data", "service": "water-service-selection.data"}
FORM = "water-follow-up"
ANSWER = f"{FORM}-answer"


@pytest.fixture
def store(sqlite_store: str) -> Iterator[Engine]:
    """The store of tests/water_store.py."""
    engine = db.make_engine(sqlite_store)
    fill_store(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def started(store: Engine, sqlite_store: str, tmp_path: Path) -> Callable[..., Asked]:
    """Starts the application on that store, with a code of follow-up."""

    def start(code: str = CODE) -> Asked:
        settings = Settings(
            database_url=sqlite_store,
            cache_url=f"file:{tmp_path / 'answers'}",
            web_cache_dir=compressed_files().name,
            follow_up_code=code,
        )
        return Asked(create_app(settings))

    return start


@pytest.fixture
def asked(started: Callable[..., Asked]) -> Asked:
    return started()


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def of_place(place: str, query: str = "") -> dict[str, str]:
    """The selection of a sheet: "secteur:A1"."""
    wanted = "&".join(filter(None, [f"au={LAST}", query, f"territoire={place}"]))
    return {STORES[place.partition(":")[0]]: wanted}


def told(asked: Asked, output: str, place: str, query: str = "") -> str:
    """What a callback of the sheet answers, as text."""
    return words(asked.answer(output, more=of_place(place, query)))


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
        Drawn("Pertes (m³/km/jour)", by_year("Pertes par km")),
    ),
    ("service:A", "water-service-knowledge"): (Drawn("Points possibles", by_rank, _rank),),
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
    assert "Pourquoi" not in told(asked, "water-sector-cards.children", "secteur:A2")


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


def send(asked: Asked, place: str = "secteur:A1", **typed: Any) -> dict[str, Any]:
    """What the form answers to what was typed."""
    said = {"state": "seen", "note": "", "author": "", "code": CODE, **typed}
    given = {f"{FORM}-{name}.value": value for name, value in said.items()}
    key = next(key for key in asked.callbacks if f"{ANSWER}.children" in key)
    answer = asked.post(key, {**of_place(place), **given, f"{FORM}-send.n_clicks": 1})
    assert answer.status_code == 200, answer.text
    return answer.json["response"]


def stored(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(schema.water_follow_up))


def test_what_is_said_is_stored_once_shown_and_its_code_forgotten(
    asked: Asked, store: Engine
) -> None:
    typed = {"note": "Vanne <b>12</b> fermée", "author": "Équipe A", "state": "repaired"}
    answer = send(asked, **typed)
    assert "C’est noté." in words(answer[ANSWER])
    assert answer[f"{FORM}-code"]["value"] == answer[f"{FORM}-note"]["value"] == ""
    standing = words(answer[f"{FORM}-standing"])
    assert "Alerte en cours : réparée." in standing
    assert "par Équipe A" in standing
    assert '"children": "Vanne <b>12</b> fermée"' in standing
    assert stored(store) == 1
    again = send(asked, **typed)
    assert "déjà noté" in words(again[ANSWER])
    assert stored(store) == 1
    with store.connect() as connection:
        row = connection.execute(select(schema.water_follow_up)).one()
    assert CODE not in repr(tuple(row))
    assert (row.place_kind, row.place_id, row.anchor_day) == ("sector", "A1", LAST)
    assert "Réparée" in told(asked, f"{FORM}-standing.children", "secteur:A1")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"code": "un autre code"}, "n’est pas le bon"),
        ({"code": None}, "n’est pas le bon"),
        ({"code": {"a": 1}}, "n’est pas le bon"),
        ({"state": "gone"}, "Cet état n’existe pas"),
        ({"note": "x" * 501}, "500 signes"),
        ({"author": "x" * 81}, "80"),
        ({"place": "secteur:A2"}, "n’est plus dans les données"),
        ({"place": "secteur:inconnu"}, "n’est plus dans les données"),
    ],
)
def test_what_is_refused_stores_nothing_and_keeps_what_was_typed(
    asked: Asked, store: Engine, typed: dict[str, Any], why: str
) -> None:
    answer = send(asked, **typed)
    assert why in words(answer[ANSWER])
    assert "Attention" in words(answer[ANSWER])
    assert f"{FORM}-note" not in answer
    assert f"{FORM}-code" not in answer
    assert stored(store) == 0


def test_without_a_code_entry_is_closed_and_says_how_to_open_it(
    started: Callable[..., Asked], store: Engine
) -> None:
    asked = started("")
    shown = asked.answer(f"{FORM}-form.hidden", more=of_place("secteur:A1"))
    assert shown[f"{FORM}-form"]["hidden"] is True
    assert "GABARE_FOLLOW_UP_CODE" in words(shown)
    assert "pas ouvert" in words(send(asked, code="")[ANSWER])
    assert stored(store) == 0


def test_the_form_is_there_when_a_leak_runs_only(asked: Asked) -> None:
    def hidden(place: str) -> bool:
        shown = asked.answer(f"{FORM}-form.hidden", more=of_place(place))
        return shown[f"{FORM}-form"]["hidden"]

    assert hidden("secteur:A1") is False
    assert hidden("secteur:A2") is True
