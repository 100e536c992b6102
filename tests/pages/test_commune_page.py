"""The sheet of a commune and the list, asked by requests on the store of tests/commune_store.py."""

import csv
import io
import json
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import delete

from app import create_app
from data import db, schema
from data.communes.figures import shipped_territory
from data.settings import Settings
from tests.commune_store import CHAMBORD, OWN_OFF, fill_store
from tests.pages.callbacks import Asked
from tests.pages.workbook import sheets
from tests.services import compressed_files

FIGURES, PLACES = "commune-figures", "commune-places"
ODD = ("", "1", "99999", "'; DROP TABLE out_scope; --", "<script>", "x" * 300, "commune:37261")


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def application(url: str, folder: Path) -> Asked:
    settings = Settings(
        database_url=url,
        cache_url=f"file:{folder / 'answers'}",
        web_cache_dir=compressed_files().name,
    )
    return Asked(create_app(settings))


@pytest.fixture
def started(sqlite_store: str, tmp_path: Path) -> Asked:
    """The application on the store that is done by hand."""
    engine = db.make_engine(sqlite_store)
    fill_store(engine)
    engine.dispose()
    return application(sqlite_store, tmp_path)


def selected(code: str) -> dict[str, str]:
    return {"commune-selection.data": f"territoire=commune:{code}",
            "commune-asked.data": f"commune:{code}"}  # fmt: skip


def identity(asked: Asked, code: str) -> tuple[str, str]:
    """The name on the sheet of a code, and all that is said of the commune and what rings."""
    answer = asked.answer("commune-name.children", more=selected(code))
    return answer["commune-name"]["children"], words(answer)


def chart(asked: Asked, chart_id: str, code: str, part: str) -> tuple[object, list[list[str]]]:
    """What a chart of a sheet draws, and the rows of its table."""
    more = {**selected(code), f"{chart_id}-table-button.n_clicks": 1}
    response = asked.answer(f"{chart_id}-{part}.children", more=more)
    table = response[f"{chart_id}-table"]["children"]
    return response, table["props"]["rows"] if table else []


def page_at(asked: Asked, path: str) -> str:
    """The frame of the page at a path, as text."""
    more = {"url.pathname": path, "url.search": "?utm_source=x"}
    return words(asked.answer("contenu.children", more=more))


def test_the_sheet_says_what_the_commune_is(started: Asked) -> None:
    name, told = identity(started, CHAMBORD)
    assert name == "Chambord"
    for part in ("102", "54,5 km²", "Loir-et-Cher", "très peu dense, touristique"):
        assert part in told
    assert "/carte?territoire=commune:41034" in told


def test_figures_are_drawn_and_tabulated_alike(started: Asked) -> None:
    response, rows = chart(started, FIGURES, CHAMBORD, "list")
    lines = {row[0]: row for row in rows}
    assert len(rows) == 14
    drawn = words(response[f"{FIGURES}-list"])
    off = next(row for label, row in lines.items() if label.startswith("Points éteints"))
    assert float(off[2].replace(",", ".")) == OWN_OFF
    assert off[4] == "Dans le quart le plus haut, favorable"
    assert "65 %" in drawn
    assert "La moitié des 12 communes de même taille et de même densité va de" in drawn
    assert "Aucune donnée de ce genre n’est encore chargée" in drawn
    assert drawn.count("territoire=commune:41034") >= 5
    finding = words(response[f"{FIGURES}-finding"])
    assert "éteints à 2 h" in finding


def test_alerts_have_their_euros_and_silence_its_reason(started: Asked) -> None:
    _name, told = identity(started, CHAMBORD)
    assert "1 alerte ouverte, 730 € par an si rien n’est fait." in told
    assert "/batiments/b1/suivi" in told
    assert "Aucune donnée de ce genre" in told


def test_places_are_drawn_and_lead_to_their_sheets(started: Asked) -> None:
    response, rows = chart(started, PLACES, CHAMBORD, "picture")
    assert [row[:2] for row in rows] == [
        ["Mairie", "Mairie"],
        ["Château 41034", "Site de fréquentation"],
        ["Salle", "Bâtiment public"],
        ["École", "Bâtiment public"],
    ]
    links = response[f"{PLACES}-table"]["children"]["props"]["links"]
    assert links[2:] == ["/batiments/b2", "/batiments/b1"]
    picture = words(response[f"{PLACES}-picture"])
    assert "1 site de fréquentation et 2 bâtiments publics" in picture
    assert "data:image/svg+xml" in picture


def test_the_table_is_taken_away_with_its_origin(started: Asked) -> None:
    query = f"territoire=commune:{CHAMBORD}"
    text = started.client.get(f"/export/{FIGURES}.csv?{query}").get_data(as_text=True)
    head = [line for line in text.splitlines() if line.startswith(("# ", "\ufeff#"))]
    assert any("DONNÉES SIMULÉES" in line for line in head)
    assert any("Chambord" in line for line in head)
    table = csv.DictReader(
        io.StringIO("\n".join(line for line in text.splitlines() if "# " not in line[:3])),
        delimiter=";",
    )
    rows = list(table)
    assert len(rows) == 14
    assert (
        next(row for row in rows if row["Chiffre"].startswith("Points éteints"))["Valeur"] == "65"
    )
    lit = {row["Thème"]: row["Simulé"] for row in rows}
    assert lit["Éclairage"] == "oui"
    assert lit["Bâtiments"] == "non"
    book = started.client.get(f"/export/{FIGURES}.xlsx?{query}").data
    assert len(sheets(book)[0]) == 15


@pytest.mark.parametrize("code", ODD)
def test_an_unknown_code_leads_to_the_list(started: Asked, code: str) -> None:
    name, told = identity(started, code)
    assert name == "Commune inconnue"
    assert "/communes" in told
    _response, rows = chart(started, FIGURES, code, "list")
    assert rows == []
    assert page_at(started, f"/communes/{code or 'x'}")


def test_a_merged_commune_leads_to_the_one_that_took_its_place(started: Asked) -> None:
    territory = shipped_territory()
    old = next(
        code
        for code, (new, _day, _kind) in territory.changes.items()
        if territory.commune(new) and not territory.commune(code)
    )
    new = territory.commune(territory.current_commune_code(old))
    _name, told = identity(started, old)
    assert f"/communes/{new.code}" in told
    assert new.name in told


def test_a_commune_with_nothing_has_its_name_and_a_next_step(started: Asked) -> None:
    name, told = identity(started, "37001")
    assert name == "Abilly"
    assert "la page Données dit quels fichiers conviennent" in told


def test_a_code_that_lost_its_zero_is_read(started: Asked) -> None:
    assert '"commune:01004"' in page_at(started, "/communes/1004")


def test_a_store_that_is_away_is_said(started: Asked, tmp_path: Path) -> None:
    away = application(f"sqlite:///{tmp_path / 'absent.db'}", tmp_path)
    name, told = identity(away, CHAMBORD)
    assert name == "Chambord"
    assert "gb-state--failed" in told
    response, _rows = chart(away, FIGURES, CHAMBORD, "list")
    assert "gb-state--failed" in words(response)
    assert away.client.get("/communes").status_code == 200


def test_what_is_kept_follows_the_data(sqlite_store: str, tmp_path: Path) -> None:
    engine = db.make_engine(sqlite_store)
    fill_store(engine)
    with engine.begin() as connection:
        connection.execute(delete(schema.alert))
    engine.dispose()
    _name, told = identity(application(sqlite_store, tmp_path), CHAMBORD)
    assert "Aucune alerte ouverte." in told


def test_the_list_holds_every_commune_and_its_epci(started: Asked) -> None:
    told = page_at(started, "/communes")
    assert "539 communes." in told
    for part in ('"41034"', '"Chambord"', '"37261"', "Tours Métropole Val de Loire"):
        assert part in told
    assert started.client.get("/communes").status_code == 200
    assert started.client.get(f"/communes/{CHAMBORD}").status_code == 200
