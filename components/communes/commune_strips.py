"""The figures of a commune among those of similar ones: a line each, in words and in a strip."""

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import theme
from components.captioned import SIMULATED, Chart, sized
from components.cards import Verdict
from components.communes import commune_words as words
from components.drawings import address_of_drawing
from components.filters import Choice
from components.formats import with_unit
from components.tables import TableColumn
from components.views import THEMES
from data.indicators import INDICATORS

LIST = "list"
DRAWN = (LIST, "children")
WIDE_PX, HIGH_PX, EDGE_PX = 240, 30, 9
WAYS = {1: "up", 0: "flat", -1: "down"}
# The page of a theme: that of footfall is not where the others are.
PAGES = {theme_key: path or "/frequentation" for path, (theme_key, _label) in THEMES.items()}
COLUMNS = (
    TableColumn("label", "Chiffre"),
    TableColumn("theme_label", "Thème"),
    TableColumn("value", "Valeur", "number", 1),
    TableColumn("unit", "Unité"),
    TableColumn("standing", "Parmi les communes semblables"),
    TableColumn("q1", "Premier quartile", "number", 1),
    TableColumn("median", "Médiane", "number", 1),
    TableColumn("q3", "Troisième quartile", "number", 1),
    TableColumn("peers", "Communes comparées", "number"),
    TableColumn("peers_words", "Lesquelles"),
    TableColumn("days", "Période"),
    TableColumn("counted_words", "Compté sur"),
    TableColumn("missing", "Pourquoi ce chiffre manque"),
    TableColumn("simulated", "Simulé", "yes_no"),
)


def described(frame: Any, simulated: dict[str, bool]) -> Any:
    """The frame of figures with its words; `simulated`: theme -> whether its data are."""
    rows = list(frame.itertuples())
    labels = dict(THEMES.values())
    verdicts = [words.verdict(row) for row in rows]
    return frame.assign(
        label=[INDICATORS[row.key].label for row in rows],
        theme_label=[labels[row.theme] for row in rows],
        unit=[INDICATORS[row.key].unit for row in rows],
        standing=[told.words if told else "" for told in verdicts],
        peers_words=[words.WIDER[_dropped(row)] if row.place else "" for row in rows],
        days=[words.days_in_words(row) for row in rows],
        counted_words=[words.counted_in_words(row) for row in rows],
        missing=[words.REASONS[row.why] if row.why else "" for row in rows],
        simulated=[simulated.get(row.theme, False) for row in rows],
    )


def _dropped(row: Any) -> int:
    return int(row.known_criteria - row.criteria)


def strips_slot(chart: Chart) -> Component:
    """The place of the lines: as high as their content."""
    lines = html.Div(id=chart.part(LIST), className="gb-standings")
    hidden = html.Div(**sized(chart), hidden=True)
    return html.Div([key_of_strips(), lines, hidden], className="gb-plot")


def strips(frame: Any, selection: Choice) -> dict[str, Any]:
    """One group a theme, which leads to its page for this commune; one line a figure."""
    rows = list(frame.itertuples())
    mixed = len({bool(row.simulated) for row in rows}) > 1
    groups = [(key, label, [row for row in rows if row.theme == key]) for key, label in
              THEMES.values()]  # fmt: skip
    parts = [
        part
        for group in groups
        if group[2]
        for part in _group(*group, selection.scope, marked=mixed)
    ]
    return html.Div(parts).to_plotly_json()


def _group(
    key: str, label: str, rows: Sequence[Any], scope: str, *, marked: bool
) -> list[Component]:
    own = f"territoire={scope}"
    link = html.A(
        f"Ouvrir {label} pour cette commune",
        href=f"{PAGES[key]}?{own}",
        **{"data-keep-selection": own},
    )
    is_simulated = marked and bool(rows[0].simulated)
    mark = [html.Strong(SIMULATED, className="gb-simulated")] if is_simulated else []
    lines = html.Ul([_line(row) for row in rows])
    return [html.H3(label), *mark, link, lines]


def _line(row: Any) -> Component:
    """Label and what it is counted on, value, strip, words: the strip says nothing more.

    Few elements, of a sheet that has many lines: the stylesheet places them.
    """
    about = " · ".join(filter(None, (words.days_in_words(row), words.counted_in_words(row))))
    told = words.verdict(row)
    strip = [] if told is None else [html.Img(src=strip_address(row), alt="")]
    stands = [] if told is None else [_stands(told)]
    return html.Li(
        [
            html.P([INDICATORS[row.key].label, html.Small(about)], className="gb-standing__label"),
            html.P(_value(row), className="gb-standing__value"),
            *strip,
            html.P([*stands, words.detail(row)], className="gb-standing__said"),
        ]
    )


def _stands(told: Verdict) -> Component:
    """Where the figure stands: the shape comes from the stylesheet, which nobody reads aloud."""
    way = WAYS[told.direction]
    return html.Strong(told.words, className=f"gb-way--{way} gb-card__change--{told.role}")


def _value(row: Any) -> str:
    indicator = INDICATORS[row.key]
    return with_unit(row.value, indicator.unit, indicator.decimals)


def strip_address(row: Any) -> str:
    """The strip as a picture: nine tenths of the peers, their middle half, median, the value."""
    least, most = min(row.low, row.value), max(row.high, row.value)

    def x_px(value: float) -> int:
        if most == least:
            return WIDE_PX // 2
        wide = WIDE_PX - 2 * EDGE_PX
        return round(EDGE_PX + wide * (value - least) / (most - least))

    low, q1, median, q3, high, own = map(
        x_px, (row.low, row.q1, row.median, row.q3, row.high, row.value)
    )
    middle = HIGH_PX // 2
    return address_of_drawing(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE_PX} {HIGH_PX}">'
        f'<path stroke="{theme.GRID}" d="M{EDGE_PX},{middle}H{WIDE_PX - EDGE_PX}"/>'
        f'<path stroke="{theme.CONTEXT}" stroke-width="1.5" fill="#d3e0d6" '
        f'd="M{low},{middle}H{high}M{q1 - 1},{middle - 8}H{q3 + 1}v16H{q1 - 1}z"/>'
        f'<path stroke="{theme.FOCUS}" stroke-width="2" d="M{median},{middle - 8}v16"/>'
        f'<path stroke="#fff" fill="{theme.INK}" d="M{own},{middle - 9}l8,9l-8,9l-8,-9z"/></svg>'
    )


def key_of_strips() -> Component:
    """What the marks of a strip are."""
    entries = (
        ("diamond", "la commune", theme.INK),
        ("band", "la moitié des communes semblables", "#d3e0d6"),
        ("tick", "leur médiane", theme.FOCUS),
        ("line", "neuf communes semblables sur dix", theme.CONTEXT),
    )
    return html.Ul(
        [
            html.Li(told, className=f"gb-key gb-key--{shape}", style={"--key": colour})
            for shape, told, colour in entries
        ],
        className="gb-legend",
    )
