"""The assembled application on the small demonstration store, asked without a browser."""

import pytest

from app import create_app
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
