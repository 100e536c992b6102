"""The list that the site gives back, loaded again: no screen changes, whatever its words."""

import json
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from app import create_app
from data import db, schema
from data.settings import Settings
from loaders import pipeline, sources
from loaders.pipeline import Context
from tests.screen_store import SCREENS, fill_store
from tests.services import compressed_files

# As a spreadsheet would run them, and as a careless parser would cut them.
MESSAGES = ("=1+1", "-10 % sur les vélos", "@office", "+33", "'apostrophe", "deux\nlignes",
            "« oui » ; \"non\", peut-être", "# dièse")  # fmt: skip


@pytest.fixture
def settings(sqlite_store: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=sqlite_store,
        cache_url=f"file:{tmp_path / 'answers'}",
        web_cache_dir=compressed_files().name,
    )


def stored(settings: Settings) -> list[tuple]:
    engine = db.make_engine(settings.database_url)
    with engine.connect() as connection:
        rows = connection.execute(select(schema.screen).order_by(schema.screen.c.screen_id)).all()
    engine.dispose()
    return [tuple(row) for row in rows]


def load(settings: Settings, content: bytes) -> pipeline.Report:
    engine = db.make_engine(settings.database_url)
    report = pipeline.load(sources.BY_KEY["ecrans"], content, Context(settings, engine, 0, "e.csv"))
    engine.dispose()
    return report


def test_the_file_of_the_site_loads_back_as_it_is(settings: Settings) -> None:
    engine = db.make_engine(settings.database_url)
    fill_store(engine, 0, "1")
    site = {"site_id": "VDL-0001", "name": "Chambord", "place_kind": "Château"}
    with engine.begin() as connection:
        connection.execute(
            insert(schema.site).values(**site, actor_kind="Commune", simulated=False)
        )
        # A list is loaded as real or as simulated, all its rows alike.
        connection.execute(schema.screen.update().values(simulated=False))
        for rank, message in enumerate(MESSAGES):
            told = json.dumps({"fr": message}, ensure_ascii=False)
            connection.execute(
                insert(schema.screen).values(dict(SCREENS[0], screen_id=f"m-{rank}", messages=told))
            )
    engine.dispose()
    client = create_app(settings).server.test_client()
    before = stored(settings)
    report = load(settings, client.get("/export/ecrans.csv").get_data())
    assert report.rejected["code"].to_list() == []
    assert report.rows_loaded == len(SCREENS) + len(MESSAGES)
    assert stored(settings) == before


def test_the_template_loads(settings: Settings) -> None:
    client = create_app(settings).server.test_client()
    report = load(settings, client.get("/export/ecrans-modele.csv").get_data())
    assert report.rows_loaded == 1
