"""A small application on the pages of `sample_pages`, in memory and served to a browser."""

import threading
from collections.abc import Iterator

import pytest
from werkzeug.serving import make_server

from app import create_app
from components.web.light_dash import LightDash
from data.settings import Settings

SAMPLE_PAGES = "tests.components.web.sample_pages"


@pytest.fixture(scope="module")
def sample_app() -> LightDash:
    """The application with the sample pages, an empty store in memory behind it."""
    settings = Settings(database_url="sqlite://", cache_url="null", organisation="Syndicat d'essai")
    return create_app(settings, SAMPLE_PAGES)


@pytest.fixture(scope="module")
def sample_url(sample_app: LightDash) -> Iterator[str]:
    """The address of the sample application, served by threads of this process."""
    server = make_server("127.0.0.1", 0, sample_app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
