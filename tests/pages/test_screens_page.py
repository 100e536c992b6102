"""Écrans publics asked by requests, on the store of tests/screen_store.py."""

import csv
import io
import json
import shutil
import time
from html import unescape
from pathlib import Path

import pytest

from app import create_app
from components.web.screens import served_version
from data import db
from data.screens.columns import COLUMNS
from data.screens.vocabulary import SLIDES
from data.settings import Settings
from tests.pages.callbacks import Asked
from tests.screen_store import AMBOISE, CHINON, TOURS, fill_store
from tests.services import compressed_files

ODD = ("inconnu", "", "x" * 300, "'; DROP TABLE core_screen; --", None, 5, {"a": 1}, ["a"])


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def start(store: str, folder: Path) -> Asked:
    settings = Settings(
        database_url=store,
        cache_url=f"file:{folder / 'answers'}",
        web_cache_dir=compressed_files().name,
    )
    return Asked(create_app(settings))


@pytest.fixture(scope="module")
def filled_store(_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of the store that is done by hand."""
    return f"sqlite:///{shutil.copy(_sqlite_template, tmp_path_factory.mktemp('screens') / 's.db')}"


@pytest.fixture(scope="module")
def started(filled_store: str, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The application on that store, filled once its version is known."""
    asked = start(filled_store, tmp_path_factory.mktemp("answers"))
    engine = db.make_engine(filled_store)
    fill_store(engine, time.time(), served_version())
    engine.dispose()
    return asked


def one(asked: Asked, screen: object) -> dict:
    """What the page of one screen shows."""
    return asked.answer("screens-name.children", more={"screens-asked.data": screen})


def test_the_status_says_how_many_and_who_needs_someone(started: Asked) -> None:
    answer = started.answer("screens-status-finding.children", query=None,
                            more={"screens-seen.data": None})  # fmt: skip
    told = words(answer["screens-status-finding"])
    assert "3 écrans : 1 en service, 1 silencieux depuis plus de 15 minutes, 1 jamais vu." in told
    listed = words(answer["screens-status-list"])
    assert "Silencieux depuis 3 jours" in listed
    assert "faute du programme (TypeError)" in listed
    assert "illisible" not in listed
    assert "En service, il y a moins d’une minute" in listed
    assert listed.index("Tours") < listed.index("Chinon") < listed.index("Amboise")
    assert f"/ecrans/{AMBOISE}" in listed
    assert "données simulées" in words(answer["screens-status-caption"])


def test_the_status_is_exported(started: Asked) -> None:
    answer = started.client.get("/export/screens-status.csv")
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert "État relevé le" in text
    rows = list(
        csv.reader(io.StringIO(text.split("\r\n# ")[-1].split("\r\n", 1)[1]), delimiter=";")
    )
    assert [row[0] for row in rows[1:]] == [
        "Office de Tours, salle", "Office de Chinon", "Office d’Amboise, vitrine",
    ]  # fmt: skip
    assert started.client.get("/export/screens-status.xlsx").status_code == 200


def test_the_pages_answer_and_are_linked_from_the_footer(started: Asked) -> None:
    assert started.client.get("/ecrans?utm_source=x").status_code == 200
    assert started.client.get(f"/ecrans/{AMBOISE}").status_code == 200
    more = {"url.pathname": "/ecrans", "url.search": ""}
    laid = words(started.answer("contenu.children", more=more))
    meant = words(started.answer("screens-meanings.children"))
    assert all(f'"{one}"' in meant for one in (*(column.name for column in COLUMNS), *SLIDES))
    assert "python -m loaders run ecrans" in laid
    assert "docs/screens.md" in laid


def test_one_screen_shows_its_settings(started: Asked) -> None:
    answer = one(started, AMBOISE)
    assert answer["screens-name"]["children"] == "Office d’Amboise, vitrine"
    told = words(answer["screens-identity"])
    assert "français, anglais et allemand" in told
    assert "de 21 h 00 à 8 h 00" in told
    assert "portrait" in answer["screens-preview-box"]["className"]
    assert "du lundi au samedi 9 h 30–18 h" in words(one(started, TOURS)["screens-identity"])
    assert "portrait" not in one(started, TOURS)["screens-preview-box"]["className"]
    told = words(one(started, CHINON)["screens-identity"])
    assert "Jamais vu : ouvrez l’adresse ci-dessous" in told


def test_slides_are_told_one_by_one(started: Asked) -> None:
    rows = one(started, AMBOISE)["screens-slides"]["children"][1]["props"]["rows"]
    assert [row[0] for row in rows] == [
        "Affluence du moment et de la journée",
        "Trois sites calmes à proximité",
        "Message de l’office et événements proches",
    ]
    # No session is known of Amboise here: only its message has something to say.
    assert rows[0][2].startswith("Laissée de côté. Aucun site")
    assert rows[2][2] == "Montrée"
    assert "1 diapositive montrée sur 3, en 3 langues" in words(one(started, AMBOISE))


@pytest.mark.parametrize("odd", ODD)
def test_an_unknown_screen_says_what_to_do(started: Asked, odd: object) -> None:
    answer = one(started, odd)
    assert answer["screens-name"]["children"] == "Écran inconnu"
    assert "/ecrans" in words(answer["screens-unknown"])


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://tableau.example/ecrans/office-amboise?x=1", "https://tableau.example/ecran/"),
        ("javascript:alert(1)", '"/ecran/'),
        (None, '"/ecran/'),
        ({"a": 1}, '"/ecran/'),
    ],
)
def test_the_address_is_that_of_the_reader(started: Asked, href: object, address: str) -> None:
    more = {"screens-asked.data": AMBOISE, "url.href": href}
    told = words(started.answer("screens-address.children", more=more))
    assert f"{address}{AMBOISE}" in told
    assert "javascript" not in told
    assert ("data:image/svg+xml" in told) == address.startswith("https")


def test_the_list_comes_back_as_a_file(started: Asked) -> None:
    answer = started.client.get("/export/ecrans.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="ecrans.csv"'
    rows = list(csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")), delimiter=";"))
    assert [row["identifiant"] for row in rows] == [AMBOISE, CHINON, TOURS]
    assert rows[0]["message"] == 'Visite du château à 15 h ; "gratuite"'
    assert rows[2]["longitude"] == "-0,0821"
    assert started.client.get("/export/ecrans-modele.csv").status_code == 200


def test_a_new_contact_shows_at_the_next_look(started: Asked, filled_store: str) -> None:
    """No answer kept for the version of the data stands in its way. Last: it changes the store."""
    before = words(started.answer("screens-status-list.children", more={"screens-seen.data": None}))
    engine = db.make_engine(filled_store)
    with engine.begin() as connection:
        connection.exec_driver_sql(
            f"UPDATE core_screen_contact SET at_s = {int(time.time())}, version = 'ancienne'"
        )
    engine.dispose()
    after = words(started.answer("screens-status-list.children",
                                 more={"screens-seen.data": "vu=1"}))  # fmt: skip
    assert "Silencieux" in before
    assert "Silencieux" not in after
    assert "Version ancienne" in after


def test_a_store_away_is_said_and_the_way_to_add_a_screen_stays(tmp_path: Path) -> None:
    asked = start(f"sqlite:///{tmp_path}/none.db", tmp_path)
    state = words(asked.answer("screens-status-state.children", more={"screens-seen.data": None}))
    assert "pas pu" in state
    assert "ne peut pas être lu" in words(one(asked, AMBOISE)["screens-unknown"])
    assert asked.client.get("/export/ecrans.csv").status_code == 503
    assert asked.client.get("/ecrans").status_code == 200


def test_no_screen_yet_says_how_to_begin(sqlite_store: str, tmp_path: Path) -> None:
    asked = start(sqlite_store, tmp_path)
    state = words(asked.answer("screens-status-state.children", more={"screens-seen.data": None}))
    assert "Aucun écran n’est encore déclaré" in state
