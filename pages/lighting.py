"""Éclairage: what public lighting costs, why it changes, what was decided, what is left to save."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

import dash
from dash.development.base_component import Component

from components import maps
from components.alert_list import anomaly_list
from components.captioned import Chart, Reading
from components.figures import lighting as figures
from components.figures import lighting_cabinets as cabinet_figures
from components.findings import lighting as findings
from components.findings import lighting_cabinets as cabinets_told
from components.headline import month_notices
from components.leading import lead_on
from components.lighting import lighting_columns as columns
from components.lighting import lighting_frames as frames
from components.lighting import lighting_headline
from components.lighting.light_marks import light_points
from components.tables import values
from components.views import (
    asking,
    connect_headline,
    connect_list,
    connect_shown,
    connect_views,
    register_views,
    view_frame,
    waiting,
)
from data import db
from data.buildings.shown_months import twelve_months
from data.lighting import queries
from data.lighting.headline import headline
from data.lighting.scope_months import shown_months
from data.lighting.vocabulary import LIGHTING_SOURCES
from data.viewing import nothing, view

PATH = "/eclairage"
TITLE = "Éclairage public"
CARDS = "lighting-cards"
OVERVIEW_SHOWN = "lighting-overview-shown"
SHOWN = "lighting-shown"
ANOMALY_LIST = "lighting-anomaly-list"

BILLS = "Factures des armoires"
STOCK = "Inventaire des points lumineux et horaires des armoires"
BOTH = f"{BILLS}, inventaire et horaires"
billed = partial(Chart, source=BOTH, licence="Licence Ouverte 2.0")
listed = partial(Chart, source=STOCK, licence="Licence Ouverte 2.0")


MONTHLY = billed(
    id="lighting-monthly",
    title="Électricité par mois",
    query=queries.monthly,
    figure=figures.monthly,
    finding=findings.monthly,
    columns=columns.MONTHLY,
    indicators=("light_kwh", "light_saved_kwh"),
)
SPLIT_BILL = billed(
    id="lighting-split-bill",
    title="Ce qui a changé la facture",
    query=queries.split_bill,
    figure=figures.split_bill,
    finding=findings.split_bill,
    columns=columns.SPLIT_BILL,
    indicators=("light_eur",),
    nothing_found="Aucune armoire n’est facturée aux deux dates à comparer",
    next_step="Choisissez une comparaison, ou une période dont les factures sont chargées.",
)
SPLIT_KWH = billed(
    id="lighting-split-kwh",
    title="Ce qui a changé l’électricité consommée",
    query=queries.split_kwh,
    figure=figures.split_kwh,
    finding=findings.split_kwh,
    columns=columns.SPLIT_KWH,
    indicators=("light_kwh",),
    nothing_found="Aucune armoire n’est facturée aux deux dates à comparer",
    next_step="Choisissez une comparaison, ou une période dont les factures sont chargées.",
)
MAP = listed(
    id="lighting-map",
    title="Carte des points lumineux",
    query=queries.map_points,
    figure=light_points,
    finding=findings.lighting_map,
    columns=columns.MAP,
    indicators=("light_off_share_pct", "light_led_share_pct"),
    height_px=520,
    slot=partial(maps.tiled_map, shown=maps.LIGHTING_POINTS, settings=db.settings),
    drawn=maps.DRAWN,
)
LAMPS = listed(
    id="lighting-lamps",
    title="Les lampes d’aujourd’hui",
    query=queries.lamps,
    figure=figures.lamps,
    finding=findings.lamps,
    columns=columns.LAMPS,
    indicators=("light_led_share_pct", "light_w_per_point"),
)
AGES = listed(
    id="lighting-ages",
    title="Quand les points ont été posés",
    query=queries.ages,
    figure=figures.ages,
    finding=findings.ages,
    columns=columns.AGES,
    indicators=("light_mean_age_years",),
)
RULES = listed(
    id="lighting-rules",
    title="Les règles de l’arrêté du 27 décembre 2018",
    query=queries.rules,
    figure=figures.rules,
    finding=findings.rules,
    columns=columns.RULES,
    nothing_found="Aucun point de ce territoire n’est concerné par une règle",
)
DECISIONS = listed(
    id="lighting-decisions",
    title="Les extinctions décidées, date par date",
    query=queries.decisions,
    figure=figures.decisions,
    finding=findings.decisions,
    columns=columns.DECISIONS,
    indicators=("light_saved_kwh", "light_saved_eur"),
    nothing_found="Aucune extinction de nuit n’est déclarée sur ce territoire",
    next_step="Le simulateur dit ce qu’une extinction économiserait.",
)
COMMUNES = billed(
    id="lighting-communes",
    title="Les communes, comparées à celles de même taille",
    query=queries.communes,
    figure=figures.communes,
    finding=findings.communes,
    columns=columns.COMMUNES,
    indicators=("light_kwh_per_point", "light_kwh_per_inhabitant"),
)
CABINETS = billed(
    id="lighting-cabinets",
    title="Ce qu’il reste à gagner, armoire par armoire",
    query=queries.cabinets,
    figure=cabinet_figures.cabinets,
    finding=cabinets_told.cabinets,
    columns=columns.CABINETS,
)
ANOMALIES = billed(
    id="lighting-anomalies",
    title="Ce que coûtent les anomalies, en un an",
    query=queries.cabinets,
    figure=cabinet_figures.anomalies,
    finding=cabinets_told.anomalies,
    columns=columns.ANOMALIES,
    nothing_found="Aucune armoire ne s’écarte nettement de ce qui est prévu",
)
RENEWAL = listed(
    id="lighting-renewal",
    title="Renouveler en six ans, les plus gourmandes d’abord",
    query=queries.renewal,
    figure=cabinet_figures.renewal,
    finding=cabinets_told.renewal,
    columns=columns.RENEWAL,
    height_px=420,
    nothing_found="Rien à renouveler\u00a0: aucun point d’une autre lampe que la LED",
)

# Each view is a page of its own: an address to share, and only the scripts that it needs.
VIEWS = {
    "": ("Vue d’ensemble", (MONTHLY,)),
    "/facture": ("Pourquoi la facture change", (SPLIT_BILL, SPLIT_KWH)),
    "/carte": ("Carte", (MAP,)),
    "/parc": ("Parc", (LAMPS, AGES, RULES)),
    "/decisions": ("Décisions", (DECISIONS, COMMUNES)),
    "/armoires": ("Armoires", (CABINETS, ANOMALIES, RENEWAL)),
}
SIMULATOR = {"/simulateur": ("Simulateur", ())}
# What is filled before the charts of a view, and its heading.
FIRST = {"": [(CARDS,)], "/armoires": [(ANOMALY_LIST, "À vérifier sur place")]}
OF_THE_PERIOD = (MONTHLY, SPLIT_BILL, SPLIT_KWH, COMMUNES)
# How the frame of a query is shown.
SHOWN_AS = {
    MAP.id: frames.of_one_kind,
    AGES.id: frames.with_other_points,
    DECISIONS.id: frames.newest_first,
    COMMUNES.id: frames.furthest_first,
    ANOMALIES.id: frames.only_anomalies,
}


def layout(view_path: str = "", /, **_: str) -> Component:
    """The frame of one view; its figures come from the callbacks."""
    known = {page["path"] for page in dash.page_registry.values()}
    views = VIEWS | {path: one for path, one in SIMULATOR.items() if PATH + path in known}
    shown_id = SHOWN if view_path else OVERVIEW_SHOWN
    first = (waiting(*one) for one in FIRST.get(view_path, ()))
    return view_frame(TITLE, shown_id, PATH, views, view_path, *first)


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Éclairage",
    title=TITLE,
    description="Heures, kilowattheures et euros de l’éclairage public, et ce qu’il reste à "
    "décider.",
    order=30,
)
asked = asking(view, LIGHTING_SOURCES)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of this page shows for a query string, and what it stands for."""
    reading = asked(chart.query, query_string)
    if reading.failed or reading.frame is None:
        return reading
    if chart not in OF_THE_PERIOD:
        # The stock of today: another period would not bring what is missing.
        reading = replace(reading, last_period="")
    if chart.id in SHOWN_AS:
        reading = replace(reading, frame=SHOWN_AS[chart.id](reading.frame))
    return with_notices(chart, reading)


def with_notices(chart: Chart, reading: Reading) -> Reading:
    """The reading, which says the whole months that stand for its period, and what is billed."""
    if reading.empty or chart not in OF_THE_PERIOD:
        return reading
    notices = month_notices(months_behind(chart, reading))
    if chart is MONTHLY:
        counts = [values(reading.frame, name) for name in ("prorated", "billed", "cabinets")]
        notices += lighting_headline.spread_notices(*counts[:2])
        notices += lighting_headline.billed_notices(max(counts[1]), max(counts[2]))
    return replace(reading, notices=[*reading.notices, *notices])


def months_behind(chart: Chart, reading: Reading) -> Sequence[date]:
    """The months that a chart stands for."""
    if chart is MONTHLY:
        return reading.frame["month"].tolist()
    months = asked(shown_months, reading.selection.to_query_string()).frame or []
    return twelve_months(months[-1]) if chart is COMMUNES and months else months


def headline_block(reading: Reading) -> list[Component]:
    """The key figures, then the night given back."""
    block = lighting_headline.headline_block(reading, lighting_headline.SHOWN)
    return [*block, *lighting_headline.night_block(reading)]


connect_views(VIEWS, read)
lead_on(CABINETS, ANOMALIES)
connect_shown(SHOWN, asked, nothing)
connect_headline(CARDS, OVERVIEW_SHOWN, asked, headline, lighting_headline.is_empty, headline_block)
connect_list(ANOMALY_LIST, partial(read, ANOMALIES), lambda reading: anomaly_list(reading.frame))
