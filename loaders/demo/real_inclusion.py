"""The demonstration with the real files of digital inclusion instead of simulated places."""

import os
import time
from datetime import date
from pathlib import Path

from sqlalchemy import Engine

from data.settings import Settings
from loaders import pipeline, sources
from loaders.demo.build import build
from loaders.pipeline import Context, LoadError

FOLDER_VARIABLE = "GABARE_OPEN_DATA_DIR"
# Source -> its published file, in the folder of open data.
FILES = {
    "lieux-mediation": "lieux_mediation_data-inclusion.json",
    "hub-lo": "hub-lo_37_41.csv",
    "france-services": "france_services_liste_2022-12-01.csv",
    "aidants-connect": "aidants_connect_2021.json",
    "conseillers-numeriques": "conseillers_numeriques_permanences_2022_sans_personnes.json",
    "couverture-arcep": "arcep_commune-debit-beta_2019T3.csv",
    "ingredients-fragilite": "ifn_variables_37_41.csv",
}


def build_with_real_inclusion(
    engine: Engine, settings: Settings, *, today: date, hour: int = 0
) -> None:
    """Fill an empty store: simulated themes, but digital inclusion from its published files.

    Nothing is written when one of the files is missing.
    """
    files = real_files()
    build(engine, settings, today=today, hour=hour, places=0)
    load_real_inclusion(engine, settings, files)


def real_files() -> dict[str, Path]:
    """Source -> its file. Raises LoadError for a folder that is not given or lacks one."""
    folder = os.environ.get(FOLDER_VARIABLE)
    if not folder:
        raise LoadError(
            "DOSSIER_ABSENT",
            f"Indiquez par {FOLDER_VARIABLE} le dossier qui contient «\u00a0inclusion\u00a0» "
            "et ses fichiers publiés.",
        )
    files = {source: Path(folder, "inclusion", name) for source, name in FILES.items()}
    missing = [path.name for path in files.values() if not path.is_file()]
    if missing:
        raise LoadError(
            "FICHIER_ABSENT",
            f"Il manque dans le dossier {folder}/inclusion\u00a0: {', '.join(missing)}.",
        )
    return files


def load_real_inclusion(engine: Engine, settings: Settings, files: dict[str, Path]) -> None:
    """Load each file as an operator would. Raises LoadError for one that is not loaded."""
    by_key = {source.key: source for source in sources.SOURCES}
    for key, path in files.items():
        context = Context(settings, engine, int(time.time()), path.name)
        report = pipeline.load(by_key[key], path.read_bytes(), context)
        if report.status != "loaded":
            raise LoadError("FICHIER_NON_CHARGE", f"{path.name}\u00a0: {report.message}")
