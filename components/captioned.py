"""A chart on screen: title, finding in one sentence, drawing, table, exports, origin."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from dash import Input, Output, State, callback, dcc, html, no_update
from dash.development.base_component import Component

from components import export, formats, states, theme
from components.filters import SELECTION_STORE, Choice, selection_in_words
from components.legends import legend
from components.tables import TableColumn, table
from data.quality import Notice

SIMULATED = "données simulées"
OPEN_TABLE, CLOSE_TABLE = "Voir le tableau", "Masquer le tableau"
LIVE = {"aria-live": "polite"}


@dataclass(frozen=True)
class Reading:
    """What a page has read for one chart: the frame, or why there is none."""

    selection: Choice
    territory: str
    frame: Any = None
    notices: Sequence[Notice] = ()
    data_until: date | None = None
    freshness: str = "à jour"
    loaded: bool = True
    last_period: str = ""
    read_at: datetime | None = None
    stale: bool = False
    simulated: bool = False
    failed: bool = False
    # Whatever the period: what is known today.
    of_today: bool = False

    @property
    def empty(self) -> bool:
        return self.frame is None or len(self.frame) == 0

    @property
    def filters(self) -> str:
        if self.of_today:
            return self.territory
        return selection_in_words(self.selection, self.territory)


def graph_slot(chart: "Chart") -> Component:
    """The place of a plotly chart: an image for a screen reader, told by its title and finding."""
    graph = dcc.Graph(id=chart.part("graph"), config=theme.GRAPH_CONFIG, style={"height": "100%"})
    named = {"aria-labelledby": f"{chart.part('title')} {chart.part('finding')}"}
    return html.Div(graph, **sized(chart), className="gb-plot", role="img", **named)


def sized(chart: "Chart") -> dict[str, Any]:
    """Id and first height of the place of a drawing; a figure that says its height changes it."""
    return {"id": chart.part("plot"), "style": _style(chart.height_px)}


@dataclass(frozen=True)
class Chart:
    """A chart, declared: what it asks, how it is drawn, said, tabulated, and where it is from.

    A height in the figure's layout goes before `height_px`. `slot` and `drawn` (the part and the
    property that the figure fills) change only for what plotly does not draw.
    """

    id: str
    title: str
    query: Callable[[Any, Any], Any]
    figure: Callable[[Any, Any], dict[str, Any]]
    finding: Callable[[Any, Any], str]
    columns: tuple[TableColumn, ...]
    source: str
    licence: str
    indicators: tuple[str, ...] = ()
    height_px: int = 360
    slot: Callable[["Chart"], Component] = graph_slot
    drawn: tuple[str, str] = field(default=("graph", "figure"))
    source_keys: tuple[str, ...] = ()
    # What an empty frame means when it is an answer; empty: there is no data.
    nothing_found: str = ""
    # What to do then; empty: a wider period or territory.
    next_step: str = ""

    def part(self, name: str) -> str:
        """The id of a part of this chart."""
        return f"{self.id}-{name}"


# Every connected chart by id, for the downloads of its data.
offered: dict[str, tuple[Chart, Callable[[Chart, str], Reading]]] = {}


def captioned(chart: Chart) -> Component:
    """The skeleton of a chart, loading; `connect` fills it when a selection is known."""
    return html.Figure(
        [
            html.H2(chart.title, id=chart.part("title")),
            html.P(id=chart.part("finding"), className="gb-finding", **LIVE),
            html.Div(states.loading(), id=chart.part("state"), className="gb-state-slot"),
            html.Ul(id=chart.part("legend"), className="gb-legend"),
            chart.slot(chart),
            html.Div(
                [_table_button(chart), html.Div(id=chart.part("exports"))], className="gb-tools"
            ),
            html.Div(id=chart.part("table"), hidden=True),
            html.Figcaption(id=chart.part("caption")),
        ],
        id=chart.id,
        className="gb-chart",
        **{"aria-labelledby": chart.part("title")},
    )


def connect(
    charts: Sequence[Chart], read: Callable[[Chart, str], Reading], store: str = SELECTION_STORE
) -> None:
    """Register the callbacks of charts that stand together: they are drawn in one request.

    `read(chart, query string)` brings the data of a chart; `store` holds the query string.
    """
    offered.update({chart.id: (chart, read) for chart in charts})
    _connect_drawing(charts, read, store)
    for chart in charts:
        _connect_table(chart, read, store)


def drawn(chart: Chart, reading: Reading) -> tuple[Any, ...]:
    """Figure, style of its place, legend, finding, state, exports and caption of one reading.

    Without data the former figure stays in place, hidden behind the state.
    """
    if reading.failed or reading.empty:
        state = state_of(chart, reading)
        return no_update, no_update, [], "", state, None, caption(chart, reading)
    figure = chart.figure(reading.frame, reading.selection)
    return (
        figure,
        _style(figure.get("layout", {}).get("height", chart.height_px)),
        legend(figure),
        chart.finding(reading.frame, reading.selection),
        state_of(chart, reading),
        exports(chart, reading),
        caption(chart, reading),
    )


def opened_table(chart: Chart, reading: Reading) -> Component | None:
    """The table behind the figure, from the same frame; None when there is nothing to show."""
    if reading.failed or reading.empty:
        return None
    return table(reading.frame, chart.columns, f"{chart.title}, {reading.filters}")


def state_of(chart: Chart, reading: Reading) -> Component | None:
    """What stands in the place of the figure, or above it when the data is stale."""
    if reading.failed:
        return states.failed()
    if reading.empty and not (reading.loaded or chart.next_step):
        return states.nothing_loaded()
    if reading.empty and chart.nothing_found and not reading.last_period:
        return states.nothing_found(chart.nothing_found, chart.next_step)
    if reading.empty:
        return states.no_data(reading.data_until, reading.last_period)
    return states.stale(reading.read_at) if reading.stale else None


def origin(chart: Chart, reading: Reading) -> str:
    """Source, licence and date in one line."""
    parts = [f"Source{formats.NBSP}: {chart.source}", chart.licence]
    if reading.data_until:
        parts.append(f"données au {formats.day(reading.data_until)}")
    return " · ".join(filter(None, parts))


def headlines(chart: Chart, reading: Reading) -> list[str]:
    """What every export of this chart says of itself."""
    return export.headline_lines(
        chart.title, reading.filters, origin(chart, reading), simulated=reading.simulated
    )


def caption(chart: Chart, reading: Reading) -> list[Component]:
    """Notices, then source, licence, date and the simulated mark."""
    mark = [html.Strong(SIMULATED, className="gb-simulated")] if reading.simulated else []
    line = html.P([*mark, origin(chart, reading)], className="gb-origin")
    return [*filter(None, [states.notices_list(reading.notices)]), line]


def exports(chart: Chart, reading: Reading) -> Component:
    """The disclosure of exports; the scripts of assets/export.js act on its buttons."""
    query = reading.selection.to_query_string()
    address = f"/export/{quote(chart.id)}"
    image = [_image_button(name) for name in ("png", "svg")] if _is_graph(chart) else []
    links = [
        html.A(label, href=f"{address}.{ending}?{query}", download="", className="gb-button")
        for ending, label in (("csv", "CSV"), ("xlsx", "Excel"))
    ]
    copy = html.Button(
        "Copier le lien", type="button", className="gb-button", **{"data-export": "link"}
    )
    about = {"data-chart": chart.id, "data-headlines": "\n".join(headlines(chart, reading))}
    return html.Details(
        [
            html.Summary("Exporter", className="gb-button"),
            html.Div([*image, *links, copy], className="gb-exports", **about),
        ]
    )


def _style(height_px: int) -> dict[str, str]:
    return {"height": f"{height_px}px"}


def _is_graph(chart: Chart) -> bool:
    return chart.drawn == ("graph", "figure")


def _image_button(name: str) -> Component:
    about = {"data-export": name}
    return html.Button(name.upper(), type="button", className="gb-button", **about)


def _table_button(chart: Chart) -> Component:
    return html.Button(
        OPEN_TABLE,
        id=chart.part("table-button"),
        type="button",
        className="gb-button",
        **{"aria-expanded": "false", "aria-controls": chart.part("table")},
    )


def _connect_drawing(
    charts: Sequence[Chart], read: Callable[[Chart, str], Reading], store: str
) -> None:
    @callback(
        output=[_drawn_outputs(chart) for chart in charts],
        inputs={"query": Input(store, "data")},
        state={"clicks": [State(chart.part("table-button"), "n_clicks") for chart in charts]},
    )
    def draw(query: str | None, clicks: list[int | None]) -> list[tuple[Any, ...]]:
        return [
            _drawn_with_table(chart, read(chart, query or ""), count)
            for chart, count in zip(charts, clicks, strict=True)
        ]


def _drawn_outputs(chart: Chart) -> list[Output]:
    part, prop = chart.drawn
    filled = ("legend", "finding", "state", "exports", "caption", "table")
    return [
        Output(chart.part(part), prop),
        Output(chart.part("plot"), "style"),
        *(Output(chart.part(name), "children") for name in filled),
    ]


def _drawn_with_table(chart: Chart, reading: Reading, clicks: object) -> tuple[Any, ...]:
    content = opened_table(chart, reading) if _is_open(clicks) else None
    return *drawn(chart, reading), content


def _connect_table(chart: Chart, read: Callable[[Chart, str], Reading], store: str) -> None:
    @callback(
        Output(chart.part("table"), "children", allow_duplicate=True),
        Output(chart.part("table"), "hidden"),
        Output(chart.part("table-button"), "children"),
        Output(chart.part("table-button"), "aria-expanded"),
        Input(chart.part("table-button"), "n_clicks"),
        State(store, "data"),
        prevent_initial_call=True,
    )
    def toggle(clicks: int | None, query: str | None) -> tuple[Any, ...]:
        if not _is_open(clicks):
            return None, True, OPEN_TABLE, "false"
        return opened_table(chart, read(chart, query or "")), False, CLOSE_TABLE, "true"


def _is_open(clicks: object) -> bool:
    """An odd number of clicks has opened the table; anything else in a request leaves it shut."""
    return isinstance(clicks, int) and clicks % 2 == 1
