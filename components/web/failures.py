"""When a callback fails: the log has the trace, the viewer a short message, the page stands."""

import logging
import secrets

from dash import html, set_props
from dash.development.base_component import Component

log = logging.getLogger(__name__)


def report(error: Exception) -> str:
    """Log `error` with its trace under a short reference, and return the reference."""
    reference = secrets.token_hex(3)
    log.error("callback failed, reference %s", reference, exc_info=error)
    return reference


def show_failure(error: Exception) -> None:
    """Global error handler of callbacks: nothing on screen changes but a message."""
    set_props("messages", {"children": failure_message(report(error))})


def failure_message(reference: str) -> Component:
    """The message shown when a part of the page could not be updated."""
    return html.Div(
        [
            html.P(
                "Une partie de la page n’a pas pu être mise à jour. Le reste est inchangé ; "
                "réessayez dans un instant."
            ),
            html.P(f"Référence à transmettre si cela persiste\u00a0: {reference}"),
            html.Button("Fermer", type="button", className="gb-message__close"),
        ],
        className="gb-message gb-message--failure",
    )


def failed_page(error: Exception) -> tuple[Component, dict[str, str]]:
    """Content and page facts when a page could not be laid out at all."""
    reference = report(error)
    content = html.Div(
        [
            html.H1("Cette page n’a pas pu s’afficher"),
            html.P("Rechargez la page dans un instant ; les autres pages restent accessibles."),
            html.P(f"Référence à transmettre si cela persiste\u00a0: {reference}"),
        ],
        className="gb-page",
    )
    return content, {"path": "", "title": "Page indisponible", "description": ""}
