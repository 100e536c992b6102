"""Fréquentation: tourist Wi-Fi footfall, its key figures and seven views of it."""

from functools import partial

from dash.development.base_component import Component

from components import maps
from components.captioned import Chart, Reading
from components.figures import footfall as figures
from components.figures import footfall_profiles as profiles
from components.findings import footfall as findings
from components.footfall import footfall_headline
from components.tables import TableColumn
from components.views import (
    asking,
    connect_headline,
    connect_shown,
    connect_views,
    register_views,
    view_frame,
    waiting,
)
from data import db
from data.footfall import queries, sites
from data.footfall.counters import counters
from data.footfall.headline import headline
from data.footfall.vocabulary import WIFI_SOURCES
from data.viewing import nothing, view

PATH = "/frequentation"
TITLE = "Fréquentation touristique"
CARDS = "footfall-cards"
OVERVIEW_SHOWN = "footfall-overview-shown"
SHOWN = "footfall-shown"

WIFI = "Wi-Fi public du syndicat"
OPEN_LICENCE = "Licence Ouverte 2.0"


DAY = TableColumn("day", "Jour", "day")
SITE = TableColumn("site", "Site")
TERMINALS = TableColumn("terminals", "Terminaux", "number")
TERMINALS_BEFORE = TableColumn("terminals_before", "Terminaux, comparaison", "number")
CHANGE = TableColumn("change_pct", "Évolution", "change", 1)
SHARE = TableColumn("share_pct", "Part", "percent", 1)

DAILY = Chart(
    id="footfall-daily",
    title="Terminaux connectés, jour par jour",
    query=queries.daily,
    figure=figures.daily,
    finding=findings.daily,
    columns=(
        DAY,
        TERMINALS,
        TERMINALS_BEFORE,
        TableColumn("sessions", "Connexions", "number"),
        TableColumn("complete", "Journée complète", "yes_no"),
        TableColumn("sites_hidden", "Sites sous le seuil", "number"),
        TableColumn("public_holiday", "Jour férié"),
        TableColumn("school_holiday", "Vacances scolaires"),
        TableColumn("event", "Événement"),
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
    indicators=("terminals",),
)
INDEX = Chart(
    id="footfall-index",
    title="Indice à périmètre constant, sur 7 jours",
    query=queries.daily,
    figure=figures.index,
    finding=findings.index,
    columns=(
        DAY,
        TableColumn("index", "Indice (7 jours, 100 = un an avant)", "number", 0),
        TableColumn("common_terminals", "Terminaux, mêmes sites", "number"),
        TableColumn("common_terminals_before", "Terminaux, un an avant", "number"),
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
    indicators=("constant_index",),
    height_px=260,
)
MAP = Chart(
    id="footfall-map",
    title="Carte des sites",
    query=sites.site_totals,
    figure=maps.points,
    finding=findings.site_map,
    columns=(
        SITE,
        TableColumn("place_kind", "Type de lieu"),
        TERMINALS,
        TERMINALS_BEFORE,
        CHANGE,
        TableColumn("status", "État"),
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
    height_px=520,
    slot=partial(maps.tiled_map, settings=db.settings),
    drawn=maps.DRAWN,
)
RANKING = Chart(
    id="footfall-ranking",
    title="Les sites les plus fréquentés",
    query=sites.ranking,
    figure=profiles.ranking,
    finding=findings.ranking,
    columns=(
        SITE,
        TableColumn("place_kind", "Type de lieu"),
        TERMINALS,
        TERMINALS_BEFORE,
        CHANGE,
        TableColumn("days_hidden", "Jours sous le seuil", "number"),
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
    height_px=520,
)
KINDS = Chart(
    id="footfall-kinds",
    title="Par type de lieu",
    query=sites.kinds,
    figure=profiles.kinds,
    finding=findings.kinds,
    columns=(
        TableColumn("place_kind", "Type de lieu"),
        TableColumn("sites", "Sites", "number"),
        TERMINALS,
        TableColumn("terminals_per_site", "Terminaux par site", "number"),
        TableColumn("change_pct", "Évolution, sites comparables", "change", 1),
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
)
RHYTHM = Chart(
    id="footfall-rhythm",
    title="Les heures de la semaine",
    query=queries.week_hours,
    figure=profiles.heat_map,
    finding=findings.heat_map,
    columns=(
        TableColumn("weekday", "Jour", "weekday"),
        TableColumn("hour", "Heure", "hour"),
        TableColumn("sessions_per_day", "Connexions par jour", "number", 1),
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
)
DWELL = Chart(
    id="footfall-dwell",
    title="Durée de présence",
    query=queries.dwell,
    figure=profiles.dwell,
    finding=findings.dwell,
    columns=(
        TableColumn("label", "Durée"),
        TableColumn("visits", "Visites", "number"),
        SHARE,
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
    indicators=("median_dwell_min",),
    height_px=300,
)
LANGUAGES = Chart(
    id="footfall-languages",
    title="Langue du terminal",
    query=queries.languages,
    figure=profiles.languages,
    finding=findings.languages,
    columns=(
        TableColumn("language", "Langue"),
        TableColumn("sessions", "Connexions", "number"),
        SHARE,
    ),
    source="Portail captif du Wi-Fi public",
    licence=OPEN_LICENCE,
    height_px=300,
)
FLOWS = Chart(
    id="footfall-flows",
    title="Sites visités le même jour",
    query=sites.flows,
    figure=profiles.flows,
    finding=findings.flows,
    columns=(
        TableColumn("site_a", "Site"),
        TableColumn("site_b", "Autre site"),
        TableColumn("terminals", "Terminaux communs", "number"),
        TableColumn("lift", "Attrait (1 = hasard)", "number", 1),
    ),
    source=WIFI,
    licence=OPEN_LICENCE,
    indicators=("flow_lift",),
    height_px=460,
)
COUNTERS = Chart(
    id="footfall-counters",
    title="Wi‑Fi et compteurs, côte à côte",
    query=counters,
    figure=figures.counters,
    finding=findings.counters,
    columns=(
        DAY,
        TableColumn("counters", "Lieux comptés", "number"),
        TableColumn("passages", "Passages comptés", "number"),
        TERMINALS,
        TableColumn("terminals_per_passage", "Terminaux pour 100 passages", "number", 1),
    ),
    source="Compteurs automatiques et Wi-Fi public",
    source_keys=("compteurs",),
    licence="selon le producteur",
    indicators=("counter_passages", "terminals_per_passage"),
    height_px=520,
)

# Each view is a page of its own: an address to share, and only the scripts that it needs.
VIEWS = {
    "": ("Vue d’ensemble", (DAILY, INDEX)),
    "/carte": ("Carte", (MAP,)),
    "/lieux": ("Lieux", (RANKING, KINDS)),
    "/rythme": ("Rythme", (RHYTHM,)),
    "/sejour": ("Durées et langues", (DWELL, LANGUAGES)),
    "/flux": ("Flux", (FLOWS,)),
    "/compteurs": ("Compteurs", (COUNTERS,)),
}


def layout(view_path: str = "", /, **_: str) -> Component:
    """The frame of one view; its figures come from the callbacks."""
    shown_id = SHOWN if view_path else OVERVIEW_SHOWN
    first = [] if view_path else [waiting(CARDS)]
    return view_frame(TITLE, shown_id, PATH, VIEWS, view_path, *first)


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Fréquentation",
    title=TITLE,
    description="Terminaux connectés au Wi-Fi public des sites touristiques, par territoire.",
    order=10,
)
asked = asking(view, WIFI_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of this page shows for a query string."""
    sources = chart.source_keys or WIFI_SOURCES
    return asking(view, sources)(chart.query, query_string)


def headline_block(reading: Reading) -> list[Component]:
    """The key figures, above the privacy threshold."""
    threshold = db.settings().privacy_threshold
    return footfall_headline.headline_block(reading, footfall_headline.SHOWN, threshold)


connect_views(VIEWS, read)
connect_shown(SHOWN, asked, nothing)
connect_headline(CARDS, OVERVIEW_SHOWN, asked, headline, footfall_headline.is_empty, headline_block)
