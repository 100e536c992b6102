"""The statements of the home page: three questions, what rules found, what they could not judge."""

from collections.abc import Iterator, Mapping
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.findings.briefing import nothing_unusual, sentence
from components.findings.wording import agrees
from components.views import THEMES

# The late data have no theme of their own.
LABELS = {**dict(THEMES.values()), "sources": "Données"}
METHOD = html.A("Comment ils sont choisis", href="/methodologie/constats")
# What to do where no rule could judge: an empty store, or one without this territory.
WHAT_TO_LOAD = (
    " La page ",
    html.A("Données", href="/donnees"),
    " dit ce qui est chargé et comment charger le reste.",
)
COMMUNE = "commune:"


def questions(briefing: Any, asked: Mapping[str, str]) -> list[Component]:
    """A column a question (`asked`: key -> heading), then what these statements rest on."""
    columns = [_question(key, heading, briefing.of_question(key)) for key, heading in asked.items()]
    return [html.Div(columns, className="gb-questions"), _ground(briefing)]


def _question(key: str, heading: str, briefing: Any) -> Component:
    if briefing.statements:
        told = html.Ul([_statement(one) for one in briefing.statements])
    else:
        told = html.P(nothing_unusual(briefing), className="gb-question__nothing")
    return html.Section([html.H2(heading), told], className=f"gb-question gb-question--{key}")


def _statement(statement: Any) -> Component:
    """One link: the theme in words and by its mark, then the sentence."""
    words = html.Span(
        [theme_mark(statement.theme), LABELS[statement.theme]], className="gb-statement__theme"
    )
    link = html.A(
        [words, html.Span(sentence(statement))],
        href=statement.href,
        className="gb-statement",
        **{"data-keep-selection": statement.href.partition("?")[2] or "true"},
    )
    return html.Li(link)


def theme_mark(theme: str) -> Component:
    """The small drawing of a theme, always beside its name."""
    return html.Span(className=f"gb-theme gb-theme--{theme}", **{"aria-hidden": "true"})


def _ground(briefing: Any) -> Component:
    """Of when these statements are, how many were found besides, how many rules could not judge."""
    step = () if briefing.judged else WHAT_TO_LOAD
    return html.P([" ".join(_ground_words(briefing)), *step, " ", METHOD], className="gb-ground")


def _ground_words(briefing: Any) -> Iterator[str]:
    yield "Constats de ce jour, quelle que soit la période choisie."
    told, left_out = len(briefing.statements), len(briefing.left_out)
    if left_out:
        every = formats.number(told + left_out)
        yield f"Les {formats.number(told)} qui pèsent le plus, sur {every} trouvés."
    silent = len(briefing.silent)
    if silent and briefing.judged:
        rules = formats.with_unit(len(briefing.judged) + silent, "règles")
        has = agrees(silent, "n’a", "n’ont")
        yield f"{formats.number(silent)} des {rules} {has} pas assez de données ici."


def commune_link(scope: str, territory: str) -> Component:
    """The way to the sheet of a commune, or to the list of them when the territory is not one."""
    if scope.startswith(COMMUNE):
        said = f"Fiche de la commune{formats.NBSP}: {territory}"
        href = f"/communes/{scope.removeprefix(COMMUNE)}"
    else:
        said, href = "Trouver la fiche d’une commune", "/communes"
    link = html.A(said, href=href, className="gb-more", **{"data-keep-selection": "true"})
    return html.P(link, className="gb-home__sheet")
