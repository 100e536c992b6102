"""The command line as an operator meets it: one French line, never a trace, a true exit code."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from data import db, schema
from loaders import extract, sources
from loaders.__main__ import main
from tests.loaders.bad_files import GOOD
from tests.loaders.buildings import building_store
from tests.loaders.footfall import wifi_store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(sqlite_store, monkeypatch) -> str:
    monkeypatch.setenv("GABARE_DATABASE_URL", sqlite_store)
    return sqlite_store


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GABARE_DATABASE_URL", "pas une adresse"),
        ("GABARE_DATABASE_URL", "sqlite:////proc/nulle/part.db"),
        ("GABARE_DATABASE_URL", "sqlite:////"),
        ("GABARE_DATABASE_URL", "inconnu://compte:secret@hote/base"),
        ("GABARE_DATABASE_URL", "postgresql+psycopg://compte:secret@127.0.0.1:1/base"),
        ("GABARE_SCHOOL_ZONE", "Z"),
        ("GABARE_INCONNU", "1"),
    ],
)
def test_a_wrong_setting_is_one_line(store, monkeypatch, capsys, name, value):
    monkeypatch.setenv(name, value)
    assert main(["status"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("Erreur")
    assert said.count("\n") == 1
    assert "secret" not in said


def test_a_store_that_is_no_base_is_one_line(tmp_path, monkeypatch, capsys):
    (tmp_path / "texte.db").write_text("Ceci n’est pas une base.")
    monkeypatch.setenv("GABARE_DATABASE_URL", f"sqlite:///{tmp_path / 'texte.db'}")
    assert main(["status"]) == 1
    assert "GABARE_DATABASE_URL" in capsys.readouterr().err


def test_an_unknown_command_is_told_in_french(capsys):
    with pytest.raises(SystemExit) as left:
        main(["charger"])
    assert left.value.code == 2
    assert "Commande non comprise" in capsys.readouterr().err


def test_an_unknown_source_is_told_with_those_that_look_like_it(capsys):
    with pytest.raises(SystemExit) as left:
        main(["check", "borne", "--file", "bornes.csv"])
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "« borne » n’est pas une source. Vouliez-vous dire bornes ou etat-bornes" in said
    assert "La commande « list » les énumère" in said
    assert "ingredients-fragilite" not in said


def test_sources_are_listed_one_a_line_and_the_columns_of_one(capsys):
    assert main(["list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in listed] == list(sources.BY_KEY)
    assert main(["list", "bornes"]) == 0
    columns = capsys.readouterr().out.splitlines()
    assert [line.partition(" (")[0] for line in columns] == [
        column.name for column in sources.BY_KEY["bornes"].columns
    ]
    assert columns[-1].endswith("vide : en service.")


def test_a_second_loader_is_refused_with_what_to_do(store, tmp_path, capsys):
    path = tmp_path / "sites.csv"
    path.write_bytes(GOOD["sites"].csv())
    with db.loader_lock(db.make_engine(store)):
        assert main(["run", "sites", "--file", str(path)]) == 1
    assert "un autre chargement est en cours" in capsys.readouterr().err


def test_output_that_nobody_reads_to_its_end_is_no_fault():
    """`python -m loaders list | head -1`, with a reader that leaves at once."""
    command = subprocess.Popen(
        [sys.executable, "-m", "loaders", "list"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    command.stdout.close()
    assert command.stderr.read() == b""
    assert command.wait() == 0


@pytest.mark.parametrize("source", GOOD)
def test_a_check_leaves_the_file_byte_for_byte(store, tmp_path, capsys, source):
    engine = db.make_engine(store)
    wifi_store.fill_places(engine)
    building_store.fill_buildings(engine)
    engine.dispose()
    path = tmp_path / "essai.csv"
    path.write_bytes(GOOD[source].csv())
    file = Path(store.removeprefix("sqlite:///"))
    before = file.read_bytes()
    assert main(["check", source, "--file", str(path)]) == 0
    assert file.read_bytes() == before
    assert "Rien n’a été écrit." in capsys.readouterr().out


SLOW = """
import sys, time
from loaders import sources
from loaders.footfall import wifi_sites
from loaders.__main__ import main
from loaders.pipeline import Source

def slow(connection, batch, context):
    wifi_sites.write(connection, batch, context)
    print("écrit", flush=True)
    time.sleep(60)

source = sources.BY_KEY["sites"]
sources.BY_KEY["sites"] = Source(**{**source.__dict__, "write": slow})
sys.exit(main(["run", "sites", "--file", sys.argv[1]]))
"""


def test_ctrl_c_in_the_middle_of_a_load_leaves_the_store_as_it_was(store, tmp_path):
    path = tmp_path / "sites.csv"
    path.write_bytes(GOOD["sites"].csv())
    command = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(path)],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": "."}, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert command.stdout.readline() == "écrit\n"
    time.sleep(0.1)
    command.send_signal(signal.SIGINT)
    _said, told = command.communicate(timeout=20)
    assert command.returncode == 130
    assert "Interrompu" in told
    assert "Traceback" not in told
    assert wifi_store.table_rows(db.make_engine(store), schema.site, "site_id") == []
    assert main(["run", "sites", "--file", str(path)]) == 0


def test_what_the_hour_before_midnight_brings_is_published(store, tmp_path, monkeypatch, capsys):
    """The load of five past midnight reads the end of yesterday before yesterday is closed."""
    engine = db.make_engine(store)
    wifi_store.fill_places(engine)
    path = tmp_path / "sessions.csv"
    evening = wifi_store.crowd(12, "S1", "2026-07-14 20:10")
    night = wifi_store.crowd(15, "S1", "2026-07-14 23:20", first=50)
    for now, sessions in (("2026-07-14 23:05", evening), ("2026-07-15 00:05", [*evening, *night])):
        monkeypatch.setattr(time, "time", partial(wifi_store.at, now))
        path.write_bytes(wifi_store.portal_csv(*sessions))
        assert main(["run", "sessions-portail", "--file", str(path)]) == 0
    assert wifi_store.table_rows(engine, schema.site_day, "sessions") == [(12 + 15,)]
    assert wifi_store.table_rows(engine, schema.session) == []


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://compte:secret@data.fr:8443/a/b.csv?cle=secret#x", "https://data.fr:8443/a/b.csv"),
        ("http://data.fr/b.csv", "http://data.fr/b.csv"),
    ],
)
def test_the_origin_of_a_load_tells_no_secret(url, shown):
    assert extract.public_address(url) == shown


@pytest.mark.parametrize("url", ["ftp://data.fr/a", "http://", "http://[bad", "http://127.0.0.1:1"])
def test_an_address_that_does_not_answer_is_one_line(store, capsys, url):
    assert main(["run", "sites", "--url", url]) == 1
    assert capsys.readouterr().err.splitlines()[-1].startswith("Erreur")


def test_what_was_loaded_by_mistake_is_removed_then_loaded_again(
    sqlite_store, tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("GABARE_DATABASE_URL", sqlite_store)
    path = tmp_path / "batiments.csv"
    path.write_text("id;nom\nB1;Mairie de Tours\n", encoding="utf-8")
    load = ["run", "batiments", "--file", str(path)]
    assert main(load) == 0
    assert main(["remove", "batiments", "B2"]) == 1
    assert "ne connaît pas B2" in capsys.readouterr().err
    assert main(["remove", "batiments", "b1"]) == 0
    assert "bâtiments (1)" in capsys.readouterr().out
    assert main(load) == 0
    assert "--again" in capsys.readouterr().out
    assert main([*load, "--again"]) == 0
    assert "1 ligne chargée" in capsys.readouterr().out
