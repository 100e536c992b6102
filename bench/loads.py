"""How fast data comes in, and with how much memory."""

import json
import subprocess
import sys
from pathlib import Path

from bench.progress import say
from bench.report import Measure, Part, Table
from bench.stores import migrated
from components.formats import number
from tests.services import new_database, private_postgresql

LOADS = {
    "read_and_check": "lecture et contrôle seuls",
    "load_sessions": "sessions Wi-Fi, de bout en bout",
    "load_readings": "relevés de cent séries, sommes comprises",
    "load_meters": "un an de demi-heures de 57 compteurs, sommes des bâtiments comprises",
    "publish_site_days": "sessions en mémoire vers site × jour",
    "publish_everything": "sessions en mémoire vers toutes les cases publiées",
}
NEEDS_NO_STORE = ("read_and_check", "publish_site_days", "publish_everything")


def measure(folder: Path) -> Part:
    """Each load of one million rows in a process of its own, on SQLite and PostgreSQL."""
    path = folder / "radacct.csv"
    _run("write_file", "sqlite://", path)
    outcomes = {}
    for name in NEEDS_NO_STORE:
        outcomes[name, "—"] = _run(name, _store(folder, name), path)
    with private_postgresql() as server, new_database(server) as postgresql:
        stores = {"SQLite": _store(folder, "loads"), "PostgreSQL": postgresql}
        for store, url in stores.items():
            _migrate(url)
            for name in LOADS:
                if name not in NEEDS_NO_STORE:
                    outcomes[name, store] = _run(name, url, path)
    return Part("Chargements", [_table(outcomes, path)], _measures(outcomes))


def _store(folder: Path, name: str) -> str:
    url = f"sqlite:///{folder}/{name}.db"
    _migrate(url)
    return url


def _migrate(url: str) -> None:
    with migrated(url):
        pass


def _run(name: str, url: str, path: Path) -> dict[str, float]:
    say(f"chargement : {LOADS.get(name, 'fichier de sessions')} ({url.partition(':')[0]})")
    command = [sys.executable, "-m", "bench.workloads", name, url, str(path)]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return json.loads(done.stdout)


def _table(outcomes: dict[tuple[str, str], dict[str, float]], path: Path) -> Table:
    rows = [
        (
            LOADS[name],
            store,
            number(done["rows"]),
            number(done["elapsed_s"], 1),
            number(done["cpu_s"], 1),
            number(_rate(done)),
            number(done["peak_mb"]),
        )
        for (name, store), done in outcomes.items()
    ]
    note = (
        f"Fichier radacct de {number(path.stat().st_size / 1e6)} Mo, trente jours, 252 sites, "
        "695 bornes. Chaque ligne dans un processus neuf ; la mémoire est le maximum de ce "
        "processus (Python et bibliothèques compris), sans celle du serveur PostgreSQL."
    )
    header = ("chargement", "magasin", "lignes", "s", "s processeur", "lignes/s", "Mo")
    return Table("Débit et mémoire", note, header, rows)


def _rate(done: dict[str, float]) -> float:
    return done["rows"] / done["elapsed_s"]


def _measures(outcomes: dict[tuple[str, str], dict[str, float]]) -> list[Measure]:
    measures = []
    for (name, store), done in outcomes.items():
        what = f"{LOADS[name]} ({store})"
        if name == "load_sessions":
            measures.append(Measure("load_s", done["elapsed_s"], what))
            measures.append(Measure("load_mb", done["peak_mb"], what))
        if store == "PostgreSQL" and name.startswith("load"):
            measures.append(Measure("postgresql_rows_s", _rate(done), what))
        if name.startswith("publish"):
            measures.append(Measure("rollup_rows_s", _rate(done), what))
    return measures
