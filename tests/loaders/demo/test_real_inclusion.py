"""The demonstration with the published files of digital inclusion."""

import os
from pathlib import Path

import pytest
from sqlalchemy import func, select

from data import db, schema, viewing
from data.settings import Settings
from loaders import sources
from loaders.demo.real_inclusion import FILES, load_real_inclusion, real_files
from loaders.pipeline import LoadError


def test_the_folder_must_be_given(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("GABARE_OPEN_DATA_DIR", raising=False)
    with pytest.raises(LoadError, match="Indiquez par GABARE_OPEN_DATA_DIR"):
        real_files()


def test_a_missing_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    folder = tmp_path / "inclusion"
    folder.mkdir()
    for name in list(FILES.values())[1:]:
        (folder / name).touch()
    monkeypatch.setenv("GABARE_OPEN_DATA_DIR", str(tmp_path))
    with pytest.raises(LoadError, match="lieux_mediation_data-inclusion"):
        real_files()


def test_every_file_is_loaded_and_said_to_be_real(sqlite_store: str):
    if not os.environ.get("GABARE_OPEN_DATA_DIR"):
        pytest.skip("GABARE_OPEN_DATA_DIR absent : les vrais fichiers ne sont pas essayés")
    settings = Settings(database_url=sqlite_store)
    engine = db.make_engine(sqlite_store)
    with engine.begin() as connection:
        sources.sync(connection)
    load_real_inclusion(engine, settings, real_files())
    commune = schema.inclusion_commune
    with engine.connect() as connection:
        communes, scored = connection.execute(
            select(func.count(), func.count(commune.c.fragility)).select_from(commune)
        ).one()
    assert (communes, scored) == (539, 539)
    assert viewing.store_facts(engine).simulated == {"inclusion": False}
