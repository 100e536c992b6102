"""The sources as the Données page shows them: one article each, freshness in words and colour."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from dash import html
from dash.development.base_component import Component

from components import formats

FRESHNESS_CLASSES = {
    "à jour": "fresh",
    "à surveiller": "ageing",
    "périmée": "stale",
    "jamais chargée": "never",
}


def source_cards(status: Any, reasons: Any) -> Component:
    """Every row of `source_status`; `reasons` holds source_key, code, rows of the quarantine."""
    if len(status) == 0:
        return html.P("Aucune source déclarée : lancez un premier chargement.")
    return html.Div([_card(row, reasons) for row in status.itertuples()], className="gb-sources")


def freshness_badge(freshness: str, words: str = "") -> Component:
    """The state of a source, in words inside a coloured mark; its own ones unless told."""
    return html.Span(
        words or freshness, className=f"gb-freshness gb-freshness--{FRESHNESS_CLASSES[freshness]}"
    )


def _card(row: Any, reasons: Any) -> Component:
    mark = [html.Strong("données simulées", className="gb-simulated")] if row.simulated == 1 else []
    facts = [
        ("Nom au chargement", row.source_key),
        ("Une ligne", row.grain),
        ("Propriétaire", row.owner),
        ("Licence", row.licence),
        ("Provenance", row.address),
        ("Mise à jour attendue", row.refresh),
        *_loaded_facts(row),
    ]
    items = [part for term, text in facts for part in (html.Dt(term), html.Dd(text))]
    return html.Article(
        [
            html.H2([row.label, " ", freshness_badge(row.freshness), " ", *mark]),
            html.Dl(items),
            *_failure(row),
            *_put_aside(row, reasons),
        ],
        className="gb-source",
    )


def _loaded_facts(row: Any) -> list[tuple[str, str]]:
    if row.freshness == "jamais chargée":
        return []
    facts = [("Lignes chargées", formats.number(row.rows_loaded))]
    if not formats.is_missing(row.first_day):
        facts.append(("Période couverte", formats.period(row.first_day, row.last_day)))
    facts.append(("Dernier chargement", formats.instant(local_moment(row.ended_s))))
    facts.append(("Âge des données", formats.age(row.age_h)))
    return facts


def local_moment(at_s: float) -> datetime:
    """A moment of the store as the clock of Paris shows it."""
    return datetime.fromtimestamp(at_s, ZoneInfo("Europe/Paris"))


def _failure(row: Any) -> list[Component]:
    """The last load, when it failed: the data shown are those of the load before."""
    if formats.is_missing(row.failed_s):
        return []
    when = formats.instant(local_moment(row.failed_s))
    return [html.P([html.Strong(f"Dernier essai en échec, {when}. "), row.failure])]


def _put_aside(row: Any, reasons: Any) -> list[Component]:
    mine = reasons[reasons["source_key"] == row.source_key]
    if len(mine) == 0:
        return []
    rows = int(mine["rows"].sum())
    words = "ligne mise de côté" if rows == 1 else "lignes mises de côté"
    return [
        html.P(
            [
                f"{formats.number(rows)} {words} : ",
                html.A(
                    "télécharger avec les raisons (CSV)",
                    href=f"/export/quarantaine-{row.source_key}.csv",
                    download="",
                ),
            ]
        ),
        html.Ul(
            [html.Li(f"{formats.number(line.rows)} × {line.reason}") for line in mine.itertuples()]
        ),
    ]
