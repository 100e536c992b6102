"""What a part of the screen says when it has no figure to show: each state, a next step."""

from collections.abc import Iterable
from datetime import date, datetime

from dash import html
from dash.development.base_component import Component

from components import formats
from data.quality import Notice, Severity

SEVERITY_WORDS = {
    Severity.INFO: "À savoir",
    Severity.WARNING: "Attention",
    Severity.BLOCKING: "Non utilisable",
}


def loading() -> Component:
    """The data is on its way."""
    return _state("loading", "Chargement…", "Les données arrivent dans un instant.")


def nothing_selected() -> Component:
    """The viewer has not chosen what to show yet."""
    return _state(
        "nothing-selected",
        "Rien n’est encore choisi",
        "Choisissez un territoire et une période en haut de la page.",
    )


def no_data(data_until: date | None = None, last_period: str = "") -> Component:
    """The question was understood and the store holds nothing that answers it.

    `last_period` is the query string of the last period that has data, when it is an earlier one.
    """
    if last_period and data_until:
        link = html.A("Voir cette période", href=f"?{last_period}")
        step = [f"Les dernières données sont du {formats.day(data_until)}. ", link]
    else:
        step = "Élargissez la période ou choisissez un territoire plus grand."
    return _state("no-data", "Aucune donnée pour cette sélection", step)


def nothing_loaded() -> Component:
    """No file of what would answer was ever loaded: no other selection would help."""
    sources = html.A("Données", href="/donnees")
    step = ["La page ", sources, " énumère les fichiers attendus et dit comment les charger."]
    return _state("no-data", "Rien n’est encore chargé pour répondre", step)


def nothing_found(what: str, next_step: str = "") -> Component:
    """The data is there and holds nothing of what was sought: that is the answer."""
    step = next_step or "Élargissez la période ou choisissez un territoire plus grand."
    return _state("no-data", what, step)


def stale(read_at: datetime) -> Component:
    """What is shown is the last good reading, since the store does not answer."""
    return _state(
        "stale",
        f"Données lues le {formats.instant(read_at)}",
        "La base de données ne répond pas ; ces chiffres sont les derniers connus. "
        "Rechargez la page dans quelques minutes.",
    )


def failed(next_step: str = "", what: str = "Ce graphique n’a pas pu être calculé") -> Component:
    """The figure could not be made, and no former one is known."""
    step = next_step or "Rechargez la page dans quelques minutes ; si cela dure, prévenez-nous."
    return _state("failed", what, step)


def notices_list(notices: Iterable[Notice]) -> Component | None:
    """The notices, the gravest first, each opened by a word for its severity; None when none."""
    ordered = sorted(notices, key=lambda notice: -notice.severity)
    rows = [
        html.Li(
            [html.Strong(SEVERITY_WORDS[notice.severity]), f"{formats.NBSP}: {notice.text}"],
            className=f"gb-notice gb-notice--{notice.severity.name.lower()}",
        )
        for notice in ordered
    ]
    return html.Ul(rows, className="gb-notices") if rows else None


def _state(name: str, what: str, next_step: str | list[object]) -> Component:
    return html.Div(
        [html.P(what, className="gb-state__what"), html.P(next_step)],
        className=f"gb-state gb-state--{name}",
    )
