"""The routes of public screens, asked without a browser."""

import json
import re
import time
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import insert, select
from werkzeug.test import TestResponse

from app import create_app
from components.web.bundles import IMMUTABLE, Bundles
from components.web.screens import served_version
from data import db, schema
from data.settings import Settings
from tests.screens.staged import FOLDER, Staged
from tests.services import compressed_files

CONTACT = {"version": "1-abc", "data_version": "12", "state": "normal", "error": ""}
SCREEN = {
    "screen_id": "tours",
    "name": "Office <b>de Tours</b>",
    "scope": "commune:37261",
    "latitude_deg": 47.39,
    "longitude_deg": 0.69,
    "orientation": "portrait",
    "languages": "fr en",
    "slides": "message:15",
    "messages": json.dumps({"fr": "Bonjour", "en": "Hello"}),
    "simulated": False,
}


@pytest.fixture
def staged() -> Staged:
    return Staged()


@pytest.fixture
def client(staged: Staged) -> FlaskClient:
    """The routes behind built states."""
    return staged.application().test_client()


@pytest.fixture
def store(sqlite_store: str) -> str:
    """A store with one screen, that of Tours."""
    engine = db.make_engine(sqlite_store)
    with engine.begin() as connection:
        connection.execute(insert(schema.screen).values(**SCREEN))
    engine.dispose()
    return sqlite_store


@pytest.fixture
def asked(store: str, tmp_path: Path) -> FlaskClient:
    """The application on that store."""
    settings = Settings(
        database_url=store,
        cache_url=f"file:{tmp_path / 'answers'}",
        web_cache_dir=compressed_files().name,
    )
    return create_app(settings).server.test_client()


def contacts() -> list[object]:
    with db.engine().connect() as connection:
        return list(connection.execute(select(schema.screen_contact)))


def files_of(page: TestResponse) -> list[str]:
    return re.findall(r"/ecran/fichiers/[\w./-]+", page.text)


def test_the_page_starts_without_inline_script_nor_cookie(asked: FlaskClient) -> None:
    page = asked.get("/ecran/tours")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers
    assert "<title>Office &lt;b&gt;de Tours&lt;/b&gt; – écran</title>" in page.text
    assert f'data-version="{served_version()}"' in page.text
    assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|<style", page.text)
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]
    assert asked.get("/ecran/tours/").status_code == 200


def test_its_two_files_are_kept_for_ever_under_their_address(client: FlaskClient) -> None:
    files = files_of(client.get("/ecran/tours"))
    assert [Path(file).name for file in files] == ["screen.css", "screen.js"]
    for file in files:
        answer = client.get(file)
        assert answer.headers["Cache-Control"] == IMMUTABLE
        assert answer.data == (FOLDER / Path(file).name).read_bytes()
        assert "Set-Cookie" not in answer.headers
    of_before = client.get("/ecran/fichiers/0123456789ab/screen.js")
    assert (of_before.status_code, of_before.headers["Cache-Control"]) == (200, "no-cache")


@pytest.mark.parametrize("name", ["absent.js", "worker.js", "../gabare.css", "..%2f..%2fapp.py"])
def test_no_other_file_is_served(client: FlaskClient, name: str) -> None:
    assert client.get(f"/ecran/fichiers/0123456789ab/{name}").status_code == 404


def test_the_service_worker_may_ask_our_server_alone(client: FlaskClient) -> None:
    answer = client.get("/ecran/travailleur.js")
    assert answer.mimetype == "text/javascript"
    assert answer.headers["Cache-Control"] == "no-cache"
    policies = answer.headers.getlist("Content-Security-Policy")
    assert policies == ["default-src 'none'; connect-src 'self'"]


def test_no_other_page_carries_the_client_of_screens() -> None:
    bundles = Bundles(FOLDER.parent, Path(compressed_files().name))
    marks = [b"gabare-ecrans", b"/ecran/travailleur.js", b"#as-of"]
    for name, bundle in bundles.by_name.items():
        assert not name.startswith("screens/")
        assert [mark for mark in marks if mark in bundle.content()] == []


def test_the_state_has_the_version_and_is_never_kept_by_proxies(asked: FlaskClient) -> None:
    answer = asked.get("/ecran/tours/etat.json")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert answer.json["version"] == served_version()
    assert abs(answer.json["at_s"] - time.time()) < 10
    assert answer.json["slides"][0]["content"]["en"]["lead"] == "Hello"


def test_an_unknown_screen_is_told_so_and_tries_again(asked: FlaskClient) -> None:
    page = asked.get("/ecran/inconnu%3Cscript%3E")
    assert page.status_code == 404
    assert "Cet écran n’existe pas" in page.text
    assert "inconnu&lt;script&gt;" in page.text
    assert 'href="/ecrans"' in page.text
    assert page.headers["Refresh"] == "300"
    assert asked.get("/ecran/inconnu/etat.json").status_code == 404
    assert asked.post("/ecran/inconnu/contact", json=CONTACT).status_code == 404
    assert contacts() == []


@pytest.mark.parametrize("screen", ["%00", "a%00b", "%ED%A0%80", "x" * 2000, "TOURS", "-"])
def test_what_cannot_be_a_screen_is_none_and_asks_nothing_of_the_store(
    asked: FlaskClient, store: str, screen: str
) -> None:
    Path(store.removeprefix("sqlite:///")).unlink()
    assert asked.get(f"/ecran/{screen}").status_code == 404
    assert asked.get(f"/ecran/{screen}/etat.json").status_code == 404
    assert asked.post(f"/ecran/{screen}/contact", json=CONTACT).status_code == 404


@pytest.mark.parametrize("version", [served_version() or "0.1.0-0123456789ab", "", "2.0.0rc1+x-a"])
def test_a_wall_of_any_version_is_heard(client: FlaskClient, staged: Staged, version: str) -> None:
    told = {**CONTACT, "version": version, "data_version": "", "state": "neutre"}
    assert client.post("/ecran/tours/contact", json=told).status_code == 204
    assert staged.contacts == [told]


def test_without_the_store_the_page_still_starts(staged: Staged, client: FlaskClient) -> None:
    staged.away = True
    page = client.get("/ecran/tours")
    assert page.status_code == 503
    assert len(files_of(page)) == 2
    answer = client.get("/ecran/tours/etat.json")
    assert (answer.status_code, list(answer.json)) == (503, ["raison"])
    assert client.post("/ecran/tours/contact", json=CONTACT).status_code == 503


def test_the_last_state_is_told_with_its_date_when_the_store_goes(
    asked: FlaskClient, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = asked.get("/ecran/tours/etat.json").json
    Path(store.removeprefix("sqlite:///")).unlink()
    db.engine().dispose()
    assert asked.get("/ecran/tours/etat.json").json == told
    monkeypatch.setattr("data.screens.told.FRESH_S", 0)
    assert asked.get("/ecran/tours/etat.json").json == told
    assert asked.get("/ecran/blois/etat.json").status_code == 503


def test_a_contact_is_written_once_a_minute(asked: FlaskClient) -> None:
    answer = asked.post("/ecran/tours/contact", json={**CONTACT, "error": "panne"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert "Set-Cookie" not in answer.headers
    assert (
        asked.post("/ecran/tours/contact", json={**CONTACT, "state": "veille"}).status_code == 204
    )
    (row,) = contacts()
    assert (row.state, row.last_error, row.version) == ("normal", "panne", "1-abc")
    assert abs(row.at_s - time.time()) < 10


JUNK = [None, True, 0, [], {}, "normal", [CONTACT], {"version": "1"}]
MALFORMED = [
    *JUNK,
    *({**CONTACT, field: junk} for field in CONTACT for junk in (None, 1, [], {}, ["x"])),
    *({**CONTACT, field: "x" * 301} for field in CONTACT),
    {**CONTACT, "more": "x"},
    {**CONTACT, "error": "nul \x00"},
    {**CONTACT, "error": "\ud800"},
    {**CONTACT, "version": "1 <b>"},
    {**CONTACT, "version": "١-abc"},
    {**CONTACT, "data_version": "12'; --"},
    {**CONTACT, "state": ""},
    {**CONTACT, "state": "Tout va bien"},
    {key: text for key, text in CONTACT.items() if key != "error"},
]


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: ascii(json.dumps(body))[:50])
def test_a_malformed_contact_is_refused(client: FlaskClient, staged: Staged, body: object) -> None:
    assert client.post("/ecran/tours/contact", json=body).status_code == 400
    assert staged.contacts == []


@pytest.mark.parametrize("body", [b"", b"{", b"\xff", b"[" * 2000, b'{"version": NaN'])
def test_what_is_not_json_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post("/ecran/tours/contact", data=body, content_type="application/json")
    assert answer.status_code == 400


def test_another_site_cannot_post_a_contact_with_a_form(client: FlaskClient) -> None:
    answer = client.post(
        "/ecran/tours/contact", data=json.dumps(CONTACT), content_type="text/plain"
    )
    assert answer.status_code == 400


def test_a_body_over_two_kilobytes_is_refused_unread(client: FlaskClient) -> None:
    answer = client.post("/ecran/tours/contact", json={**CONTACT, "error": "x" * 2048})
    assert answer.status_code == 413
    assert client.get("/ecran/tours/contact").status_code == 405


def test_a_busy_store_answers_503(asked: FlaskClient) -> None:
    with db.loader_lock(db.engine()):
        answer = asked.post("/ecran/tours/contact", json=CONTACT)
    assert answer.status_code == 503
    assert asked.post("/ecran/tours/contact", json=CONTACT).status_code == 204
