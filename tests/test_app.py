"""The application as a whole: it imports and starts with nothing, and serves under gunicorn."""

import json
import subprocess
import sys
import tomllib
import urllib.request
from pathlib import Path

import pytest

import app
from data.settings import Settings
from tests.services import served_app

ROOT = Path(__file__).parents[1]


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == app.VERSION


def test_import_reads_no_setting_and_opens_nothing(tmp_path: Path) -> None:
    code = (
        "import socket, sqlite3, sys\n"
        "socket.socket.connect = sqlite3.connect = None\n"
        "import app\n"
        "assert not {'polars', 'plotly.express', 'alembic'} & set(sys.modules)\n"
    )
    environment = {"PYTHONPATH": str(ROOT), "GABARE_UNKNOWN": "refused when read"}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


def test_the_application_starts_without_a_store(tmp_path: Path) -> None:
    absent = f"sqlite:///{tmp_path / 'absent' / 'gabare.db'}"
    created = app.create_app(Settings(database_url=absent, cache_url="null"))
    client = created.server.test_client()
    assert client.get("/_dash-layout").status_code == 200
    assert client.get("/sante").json["statut"] == "dégradé"


def test_an_unknown_attribute_is_still_an_error() -> None:
    with pytest.raises(AttributeError, match="absent"):
        _ = app.absent


def test_the_procfile_serves_and_hides_its_name(tmp_path: Path) -> None:
    with (
        served_app(f"sqlite:///{tmp_path / 'gabare.db'}") as url,
        urllib.request.urlopen(f"{url}/sante") as answer,
    ):
        assert answer.headers["Server"] == "gabare"
        assert json.load(answer)["version"] == app.VERSION
