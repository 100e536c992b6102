"""The assembled application on the small demonstration store, asked without a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app import create_app
from data import db
from data.settings import Settings
from tests.pages.callbacks import Asked
from tests.services import compressed_files


@pytest.fixture(scope="module")
def asked(demo_store: str, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """Every page and callback of the application, by requests."""
    folder = tmp_path_factory.mktemp("asked")
    settings = Settings(
        database_url=demo_store,
        cache_url=f"file:{folder / 'answers'}",
        web_cache_dir=compressed_files().name,
    )
    return Asked(create_app(settings))


@pytest.fixture
def water(sqlite_store: str) -> Iterator[Engine]:
    """The store of tests/water_store.py."""
    # It brings loaders along: only its own tests wait for them.
    from tests.water_store import fill_store

    engine = db.make_engine(sqlite_store)
    fill_store(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def started(water: Engine, sqlite_store: str, tmp_path: Path) -> Callable[..., Asked]:
    """Starts the application on that store, with a code of follow-up or other settings."""

    def start(follow_up_code: str = "", database_url: str = sqlite_store, **more: object) -> Asked:
        settings = Settings(
            database_url=database_url,
            cache_url=f"file:{tmp_path / 'answers'}",
            web_cache_dir=compressed_files().name,
            follow_up_code=follow_up_code,
            **more,
        )
        return Asked(create_app(settings))

    return start
