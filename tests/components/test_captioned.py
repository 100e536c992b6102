"""A chart on screen: skeleton, reading, table, exports, callbacks."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial

import dash
import pytest
from dash import no_update

from components import captioned, export
from components.captioned import Chart, Reading
from components.figures import footfall as figures
from components.findings import footfall as findings
from components.tables import TableColumn
from data.quality import Notice
from tests.components import footfall_frames as frames
from tests.components.test_filters import every

CHART = Chart(
    id="footfall-daily",
    title="Terminaux connectés",
    query=lambda engine, selection: frames.daily(),
    figure=figures.daily,
    finding=findings.daily,
    columns=(TableColumn("day", "Jour", "day"), TableColumn("terminals", "Terminaux", "number")),
    source="Wi-Fi public",
    licence="Licence Ouverte 2.0",
)
READING = Reading(
    frames.selection(),
    "Touraine",
    frames.daily(),
    data_until=date(2026, 6, 30),
    read_at=datetime(2026, 7, 1, 6, 5),
    simulated=True,
)
drawn = partial(captioned.drawn, CHART)


def test_the_skeleton_names_the_figure_its_finding_and_its_controls() -> None:
    figure = captioned.captioned(CHART)
    parts = {part.id: part for part in every(figure) if getattr(part, "id", None)}
    assert getattr(figure, "aria-labelledby") == "footfall-daily-title"
    assert parts["footfall-daily-title"].children == "Terminaux connectés"
    assert getattr(parts["footfall-daily-finding"], "aria-live") == "polite"
    button = parts["footfall-daily-table-button"]
    assert getattr(button, "aria-expanded") == "false"
    assert getattr(button, "aria-controls") in parts
    assert getattr(parts["footfall-daily-plot"], "aria-labelledby") == (
        "footfall-daily-title footfall-daily-finding"
    )


def test_a_reading_is_drawn_said_and_sourced() -> None:
    figure, style, entries, finding, state, exports, caption = drawn(READING)
    assert figure == figures.daily(READING.frame, READING.selection)
    assert style == {"height": "360px"}
    assert [(entry.children, entry.className.split("--")[1]) for entry in entries] == [
        ("Terminaux connectés", "line"),
        ("Année précédente", "dash"),
        ("Vacances scolaires", "square"),
        ("Journée incomplète", "open"),
        ("Jour férié", "tick"),
        ("Événement", "diamond"),
    ]
    assert finding == findings.daily(READING.frame, READING.selection)
    assert state is None
    assert exports is not None
    mark, line = caption[-1].children
    assert mark.children == "données simulées"
    assert line == "Source\u00a0: Wi-Fi public · Licence Ouverte 2.0 · données au 30 juin 2026"


def test_a_figure_that_says_its_height_has_it() -> None:
    chart = replace(CHART, figure=lambda frame, selection: {"data": [], "layout": {"height": 99}})
    assert captioned.drawn(chart, READING)[1] == {"height": "99px"}


@pytest.mark.parametrize(
    ("reading", "state"),
    [
        (replace(READING, failed=True, frame=None), "failed"),
        (replace(READING, frame=READING.frame.head(0)), "no-data"),
        (replace(READING, frame=None), "no-data"),
    ],
)
def test_without_data_a_state_takes_the_place(reading: Reading, state: str) -> None:
    figure, _style, entries, finding, shown, exports, _caption = drawn(reading)
    assert figure is no_update
    assert (entries, finding, exports) == ([], "", None)
    assert f"gb-state--{state}" in shown.className
    assert captioned.opened_table(CHART, reading) is None


def test_what_was_never_loaded_is_not_said_absent_from_a_selection() -> None:
    never = replace(READING, frame=None, loaded=False)
    for chart in (CHART, replace(CHART, nothing_found="Aucune fuite en cours")):
        shown = str(captioned.state_of(chart, never))
        assert "Rien n’est encore chargé" in shown
        assert "href='/donnees'" in shown
        assert "Élargissez" not in shown
    own = replace(CHART, nothing_found="Aucun service", next_step="Chargez services-eau.")
    assert "Chargez services-eau" in str(captioned.state_of(own, never))


def test_stale_data_is_drawn_with_its_date() -> None:
    figure, _, _, _, state, _, _ = drawn(replace(READING, stale=True))
    assert figure is not no_update
    assert "gb-state--stale" in state.className


def test_notices_stand_in_the_caption_and_a_real_source_has_no_simulated_mark() -> None:
    reading = replace(READING, notices=[Notice("NON_CALE")], simulated=False)
    notices, line = drawn(reading)[-1]
    assert notices.className == "gb-notices"
    assert len(line.children) == 1


def test_the_table_has_the_rows_of_the_figure() -> None:
    shown = captioned.opened_table(CHART, READING)
    body = shown.rows
    cells = [row[1] for row in body]
    column = CHART.columns[1]
    assert cells == [column.written(v) for v in figures.values(READING.frame, "terminals")]
    assert cells[4] == "n.d."


def test_exports_carry_the_selection_and_say_where_they_come_from() -> None:
    panel = captioned.exports(CHART, READING).children[1]
    hrefs = [part.href for part in panel.children if getattr(part, "href", None)]
    query = READING.selection.to_query_string()
    assert hrefs == [f"/export/footfall-daily.{ending}?{query}" for ending in ("csv", "xlsx")]
    assert getattr(panel, "data-headlines").split("\n") == [
        "Terminaux connectés",
        "DONNÉES SIMULÉES, pour la démonstration",
        READING.filters,
        captioned.origin(CHART, READING),
    ]
    text = export.csv_text(READING.frame, CHART.columns, captioned.headlines(CHART, READING))
    assert text.startswith("\ufeff# Terminaux connectés\r\n# DONNÉES SIMULÉES")


def test_callbacks_draw_and_open_the_table() -> None:
    asked = []

    def read(chart: Chart, query: str) -> Reading:
        asked.append((chart.id, query))
        return READING

    app = dash.Dash("charts", suppress_callback_exceptions=True)
    captioned.connect([CHART], read)
    app.layout = captioned.captioned(CHART)
    client = app.server.test_client()
    dependencies = client.get("/_dash-dependencies").get_json()
    draw, toggle = (d["output"] for d in dependencies)
    opened = _answer(client, toggle, {"prop": "n_clicks", "value": 1}, "periode=mois")
    assert opened["footfall-daily-table-button"]["aria-expanded"] == "true"
    assert opened["footfall-daily-table"]["hidden"] is False
    shut = _answer(client, toggle, {"prop": "n_clicks", "value": 2}, "periode=mois")
    assert shut["footfall-daily-table"]["hidden"] is True
    assert asked == [("footfall-daily", "periode=mois")]
    assert "footfall-daily-graph.figure" in draw


def _answer(client: object, output: str, click: dict[str, object], query: str) -> dict:
    parts = [part.rsplit(".", 1) for part in output.strip(".").split("...")]
    body = {
        "output": output,
        "outputs": [{"id": name, "property": prop} for name, prop in parts],
        "inputs": [{"id": "footfall-daily-table-button", "property": click["prop"], **click}],
        "state": [{"id": "selection", "property": "data", "value": query}],
        "changedPropIds": ["footfall-daily-table-button.n_clicks"],
    }
    response = client.post("/_dash-update-component", json=body)
    assert response.status_code == 200, response.text
    return response.get_json()["response"]
