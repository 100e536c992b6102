"""Key figures: a label, one big number, how it moved, and why it is so."""

from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from components import explain, formats
from components.explain import Explanation
from data.indicators import Indicator, Target
from data.quality import Notice, Severity

# Direction of the change -> shape and word: never colour alone.
ARROWS = {1: ("▲", "en hausse"), 0: ("■", "stable"), -1: ("▼", "en baisse")}


# Figures that say by themselves how much something has moved: they have a sign.
IN_ITSELF = ("_change_pct", "_gap_pct")


@dataclass(frozen=True)
class Verdict:
    """What a figure means: words, where it lies (1, 0, -1) and better, worse or neutral."""

    words: str
    direction: int
    role: str


def kpi_card(
    indicator: Indicator,
    value: float | None,
    before: float | None,
    period_words: str,
    *,
    comparable: float | None = None,
    verdict: Verdict | None = None,
    target: Target | None = None,
    explanation: Explanation | None = None,
    notice: Notice | None = None,
) -> Component:
    """The card of one indicator; `period_words` names the comparison, empty when there is none.

    `comparable` is the part of the value that `before` is compared with, when it is not all of it.
    A figure that is a change or a gap by itself has a `verdict` instead of a comparison. What the
    operator aims at is judged below it.
    A notice stands on the card when it warns or tells why there is no value, else in the panel.
    """
    compared = value if comparable is None else comparable
    aimed = target_verdict(indicator, value, target)
    urgent = notice and (notice.severity > Severity.INFO or formats.is_missing(value))
    parts = [
        html.H2(indicator.label, className="gb-card__label"),
        html.P(figure_words(indicator, value), className="gb-card__value"),
        judgement(verdict) if verdict else change(indicator, compared, before, period_words),
        judgement(aimed) if aimed else None,
        html.P(notice.text, className="gb-card__notice") if urgent else None,
        explain.panel(
            indicator,
            explanation or Explanation({indicator.key: value}),
            None if urgent else notice,
            target,
        ),
    ]
    return html.Article([part for part in parts if part is not None], className="gb-card")


def change_words(
    indicator: Indicator, value: float | None, before: float | None, period_words: str
) -> str:
    """ "+8,2 % par rapport à …"; percentages move in points; "" without comparison."""
    if not period_words or formats.is_missing(value):
        return ""
    if formats.is_missing(before):
        return f"Pas de valeur pour {period_words}"
    return f"{_moved(indicator, value, before)} par rapport à {period_words}"


def cards(children: list[Component], *, out_of_date: bool = False) -> Component:
    """A row of cards that wraps; figures that are out of date are greyed."""
    return html.Div(children, className="gb-cards gb-cards--stale" if out_of_date else "gb-cards")


def figure_words(indicator: Indicator, value: float | None) -> list[object]:
    """The number and its unit, in the fewest digits that say it."""
    if indicator.key.endswith("_min"):
        return [formats.duration_min(value)]
    value, unit, decimals = formats.readable(value, indicator.unit, indicator.decimals)
    signed = indicator.key.endswith(IN_ITSELF)
    text = (formats.signed if signed else formats.number)(value, decimals)
    # A label such as "Terminaux connectés" has said the unit.
    if text == formats.MISSING or not unit or unit in indicator.label.lower():
        return [text]
    unit = formats.unit_of(value, unit, decimals)
    space = formats.NARROW if unit == "%" else " "
    # In one piece on the next line when the card is too narrow for both.
    whole = unit.replace(" ", formats.NBSP)
    return [text, html.Span(space + whole, className="gb-card__unit")]


def judgement(verdict: Verdict) -> Component:
    """A shape, words and a colour: how good a figure is."""
    sign = ARROWS[verdict.direction][0]
    shape = html.Span(sign, className="gb-card__arrow", **{"aria-hidden": "true"})
    return html.P(
        [shape, f" {verdict.words}"],
        className=f"gb-card__change gb-card__change--{verdict.role}",
    )


def target_verdict(
    indicator: Indicator, value: float | None, target: Target | None
) -> Verdict | None:
    """ "9,9 points sous l’objectif 2030 (80 %)": where a figure is, and whether that is well.

    Short of a target to come is no fault yet. None without a value or a target.
    """
    if target is None or formats.is_missing(value):
        return None
    distance, unit, decimals = _distance(indicator, value, target.value)
    apart = formats.number(distance, decimals).strip("0,")
    side = ((value > target.value) - (value < target.value)) if apart else 0
    gap = formats.with_unit(distance, unit, decimals)
    words = {1: f"{gap} au-dessus de l’objectif", 0: "à l’objectif", -1: f"{gap} sous l’objectif"}
    held = side == 0 or (side == 1) == (indicator.better_if == "up")
    missed = "worse" if target.due else "neutral"
    aim = amount(indicator, target.value)
    return Verdict(f"{words[side]} {target.year} ({aim})", side, "better" if held else missed)


def amount(indicator: Indicator, value: float) -> str:
    """A value of an indicator in a sentence: "80 %", "1,20 M€"."""
    return formats.with_unit(*formats.readable(value, indicator.unit, indicator.decimals))


def _distance(indicator: Indicator, value: float, aim: float) -> tuple[float, str, int]:
    """How far a figure is from its target: points, else percents of it; unit and decimals."""
    if indicator.unit == "%":
        return abs(value - aim), "points", indicator.decimals
    if aim:
        return abs(formats.change_percent(value, aim)), "%", 1
    return formats.readable(value, indicator.unit, indicator.decimals)


def change(
    indicator: Indicator, value: float | None, before: float | None, period_words: str
) -> Component | None:
    """How a figure has moved: a shape, words and a colour; None without comparison."""
    words = change_words(indicator, value, before, period_words)
    if not words:
        return None
    if formats.is_missing(before):
        return html.P(words, className="gb-card__change")
    direction = _direction(indicator, value, before)
    arrow, spoken = ARROWS[direction]
    mark = html.Span(arrow, role="img", className="gb-card__arrow", **{"aria-label": spoken})
    return html.P(
        [mark, f" {words}"],
        className=f"gb-card__change gb-card__change--{_judged(indicator, direction)}",
    )


def _moved(indicator: Indicator, value: float, before: float) -> str:
    if indicator.unit == "%":
        return signed_points(value - before)
    change = formats.change_percent(value, before)
    if change is None:
        return f"de 0 à {formats.with_unit(value, indicator.unit, indicator.decimals)}"
    return formats.signed_percent(change)


def signed_points(points: float) -> str:
    """ "+1,2 point", "−2,4 points": the difference of two percentages."""
    text = formats.number(points, 1)
    sign = "+" if points > 0 and text != "0,0" else ""
    return f"{sign}{text}{formats.NBSP}{'points' if abs(points) >= 2 else 'point'}"


def _direction(indicator: Indicator, value: float, before: float) -> int:
    """1, 0 or -1; what rounds to no change on screen is no change."""
    shown = _moved(indicator, value, before)
    if shown.startswith(("+", "de 0")) and value != before:
        return 1
    return -1 if shown.startswith(formats.MINUS) else 0


def _judged(indicator: Indicator, direction: int) -> str:
    if direction == 0 or indicator.better_if == "neither":
        return "neutral"
    return "better" if (direction == 1) == (indicator.better_if == "up") else "worse"
