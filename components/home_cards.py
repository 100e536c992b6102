"""One compact card a theme: its main figure, how it stands, how it moved, how fresh it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from components import formats
from components.buildings.buildings_headline import verdict
from components.captioned import Reading
from components.cards import (
    Verdict,
    change,
    figure_words,
    judgement,
    signed_points,
    target_verdict,
)
from components.filters import compared_words
from components.findings.wording import agrees
from components.home import theme_mark
from components.source_cards import freshness_badge
from data.indicators import INDICATORS

# The states of sources, the worst first; "never loaded" counts only when nothing ever was.
AGEING = {"périmée": "périmées", "à surveiller": "à surveiller"}
FRESH, NEVER = "à jour", "jamais chargée"


def no_rule(_reading: Reading) -> Verdict | None:
    """The law asks nothing of most figures."""


def decree_target(reading: Reading) -> Verdict | None:
    """Where the buildings subject to the decree stand against their target of 2030."""
    return verdict("decree_gap_pct", reading.frame.figures["decree_gap_pct"].value)


def yield_threshold(reading: Reading) -> Verdict | None:
    """Where the yield stands against what the decree asks of these services."""
    figure = reading.frame.figures["water_yield_pct"]
    threshold = figure.facts.get("threshold_pct")
    if formats.is_missing(figure.value) or formats.is_missing(threshold):
        return None
    text = signed_points(figure.value - threshold)
    side = text.startswith("+") - text.startswith(formats.MINUS)
    gap = text.lstrip(f"+{formats.MINUS}")
    words = {1: f"{gap} au-dessus du seuil", 0: "au seuil", -1: f"{gap} sous le seuil"}[side]
    role = "worse" if side < 0 else "better"
    return Verdict(f"{words} du décret ({formats.percent(threshold)})", side, role)


def declared_year(reading: Reading) -> str:
    """Volumes of water are declared by year, and compared with the year before."""
    year = reading.frame.compared_year
    return str(year) if year else ""


def same_period(reading: Reading) -> str:
    return compared_words(reading.selection)


@dataclass(frozen=True)
class ThemeCard:
    """What the card of a theme shows, and where it leads.

    `moved`: the figure whose change is told, when the main one has none. `rule`: where the law
    has it, when the operator has no target of its own.
    """

    theme: str
    label: str
    path: str
    main: str
    moved: str = ""
    rule: Callable[[Reading], Verdict | None] = no_rule
    compared: Callable[[Reading], str] = same_period


THEME_CARDS = (
    ThemeCard("footfall", "Fréquentation", "/frequentation", "terminals"),
    ThemeCard("buildings", "Bâtiments", "/batiments", "energy_eur", rule=decree_target),
    ThemeCard("lighting", "Éclairage", "/eclairage", "light_eur"),
    ThemeCard(
        *("water", "Eau", "/eau", "water_yield_pct"),
        rule=yield_threshold,
        compared=declared_year,
    ),
    ThemeCard(
        *("inclusion", "Inclusion", "/inclusion", "inclusion_far_population"),
        moved="inclusion_accompaniments",
    ),
)


def theme_card(card: ThemeCard, reading: Reading, sources: Mapping[str, int]) -> Component:
    """The card of a theme; `sources`: state of freshness -> how many of its sources are so."""
    link = html.A(card.label, href=card.path, **{"data-keep-selection": "true"})
    told = [html.P("Ce chiffre n’a pas pu être lu.")] if reading.failed else _figures(card, reading)
    return html.Article(
        [html.H3([theme_mark(card.theme), link]), *told, _freshness(reading, sources)],
        className="gb-brief",
    )


def _figures(card: ThemeCard, reading: Reading) -> list[Component]:
    indicator, figure = INDICATORS[card.main], reading.frame.figures[card.main]
    if formats.is_missing(figure.value):
        return [html.P(indicator.label), html.P("Aucune donnée pour cette sélection.")]
    target = target_verdict(indicator, figure.value, figure.target) or card.rule(reading)
    parts = [
        html.P(figure_words(indicator, figure.value), className="gb-brief__value"),
        html.P(indicator.label, className="gb-brief__label"),
        target and judgement(target),
        _trend(card, reading),
    ]
    return [part for part in parts if part is not None]


def _trend(card: ThemeCard, reading: Reading) -> Component | None:
    """How the figure has moved; that of another one follows its name."""
    key = card.moved or card.main
    figure = reading.frame.figures[key]
    words = card.compared(reading) if figure.before is not None else ""
    compared = figure.value if figure.comparable is None else figure.comparable
    moved = change(INDICATORS[key], compared, figure.before, words)
    if moved is not None and card.moved:
        moved.children.insert(1, f" {INDICATORS[key].label}{formats.NBSP}:")
    return moved


def _freshness(reading: Reading, sources: Mapping[str, int]) -> Component:
    """The worst state among the sources ever loaded, in words, and the date of the figures."""
    worst = next((state for state in (*AGEING, FRESH, NEVER) if sources.get(state)), NEVER)
    until = reading.data_until
    badge = freshness_badge(worst, _counted(worst, sources))
    day = f"au {formats.short_day(until)}".replace(" ", formats.NBSP) if until else ""
    return html.P([badge, " ", day], className="gb-brief__freshness")


def _counted(state: str, sources: Mapping[str, int]) -> str:
    """ "1 source périmée", "2 sources à surveiller"; a state that is not of age, as it is."""
    if state not in AGEING:
        return state
    count = sources[state]
    things, late = agrees(count, "source", "sources"), agrees(count, state, AGEING[state])
    return f"{formats.number(count)} {things} {late}"
