"""The application: `create_app(settings)`, and `server` for gunicorn."""

import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask

from components import filters, shell
from components.controls import connect_controls
from components.web import callback_guard, downloads, health, outlines, router, screens, security
from components.web.bundles import Bundles
from components.web.compression import compress_answers
from components.web.failures import show_failure
from components.web.light_dash import LightDash
from components.web.place_files import register_place_files
from components.web.screen_files import register_screen_files
from data import cache as answers
from data import db, viewing
from data.inclusion import standard
from data.screens import listing
from data.screens.contact import record
from data.screens.queries import UnknownScreen
from data.screens.told import told
from data.selection import COMPARISONS, PERIODS
from data.settings import Settings, read_settings
from data.sources.queries import quarantined
from data.territory import load_territory

VERSION = "0.1.0"
HERE = Path(__file__).parent

if TYPE_CHECKING:
    server: Flask


def create_app(settings: Settings, pages: str = "pages") -> LightDash:
    """The application with every page of the package `pages`; opens no database."""
    db.configure(settings)
    kept = Path(settings.web_cache_dir)
    app = LightDash(
        Bundles(HERE / "assets", kept),
        settings.organisation,
        name="gabare",
        assets_folder=str(HERE / "assets"),
        include_assets_files=False,
        suppress_callback_exceptions=True,
        update_title=None,
        on_error=show_failure,
    )
    answers.configure(app.server, settings.cache_url)
    app.bundles.register(app.server)
    health.register(app.server, VERSION, lambda: health.StoreState(*viewing.store_state()))
    territory = Path(settings.territory_dir)
    outlines.register(app.server, lambda level: load_territory(territory).outline_path(level))
    downloads.register(app.server, lambda source: quarantined(db.engine(), source))
    register_place_files(app.server, standard.to_standard, standard.to_geojson)
    register_screen_files(app.server, lambda: listing.current_list(db.engine()), listing.template)
    screens.register(
        app.server,
        HERE / "assets" / "screens",
        VERSION,
        lambda screen: told(db.engine(), screen),
        lambda screen, contact: record(db.engine(), screen, contact, int(time.time())),
        UnknownScreen,
    )
    router.import_pages(pages)
    router.register(app, settings.organisation)
    facts = shell.ShellFacts(settings.organisation, VERSION)
    controls = filters.controls(shell.LEVELS, PERIODS, COMPARISONS)
    connect_controls(viewing.selection_of, viewing.territories)
    app.layout = lambda: shell.shell(
        shell.menu_of(router.pages()),
        facts,
        controls,
        simulated=viewing.simulated_themes(),
        addresses=router.libraries_by_address(),
    )
    callback_guard.guard_callbacks(app)
    compress_answers(app.server, kept)
    security.secure(app, settings)
    # A first request makes Dash gather the callbacks: a fault shows now, not to a visitor.
    app.server.test_client().get("/_dash-dependencies")
    return app


@cache
def _served() -> Flask:
    app = create_app(read_settings())
    app.bundles.warm()
    return app.server


def __getattr__(name: str) -> Flask:
    """`server`, made when it is first asked for, so that `import app` reads and opens nothing."""
    if name == "server":
        return _served()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
