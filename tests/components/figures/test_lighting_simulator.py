"""The figures of the simulator: valid, equal to their frames, told apart without colour."""

import plotly.graph_objects as go
import pytest

from components.figures import lighting_simulator as figures
from components.legends import legend
from components.tables import values
from tests.components import simulator_frames as frames

SELECTION = frames.selection()


@pytest.mark.parametrize(
    ("build", "frame"),
    [
        (figures.bill, frames.years("Scénario A", "Scénario B")),
        (figures.bill, frames.years()),
        (figures.cash, frames.cash()),
        (figures.cash, frames.cash(fund=True)),
    ],
)
@pytest.mark.parametrize("rows", [None, 1, 0])
def test_a_figure_is_valid_whatever_its_frame_holds(build, frame, rows):
    for content in (frame, frame.assign(eur=float("nan"), cumulated_eur=float("nan"))):
        figure = build(content if rows is None else content.head(rows), SELECTION)
        go.Figure(figure)
        assert "nan" not in repr(figure).lower()


def test_the_bill_draws_each_line_of_its_frame_with_dashes_of_its_own():
    frame = frames.years("Scénario A", "Scénario B")
    traces = figures.bill(frame, SELECTION)["data"]
    assert [one["name"] for one in traces] == ["Sans décision", "Scénario A", "Scénario B"]
    assert [eur for one in traces for eur in one["y"]] == values(frame, "eur")
    assert len({one["line"].get("dash") for one in traces}) == 3
    assert len(legend({"data": traces})) == 3


def test_a_scenario_keeps_its_line_from_one_chart_to_the_other():
    bill = figures.bill(frames.years("Scénario A", "Scénario B"), SELECTION)["data"]
    cash = figures.cash(frames.cash(), SELECTION)["data"]
    assert [one["line"] for one in cash] == [one["line"] for one in bill[1:]]


def test_a_fund_has_a_drawing_of_its_own_with_what_it_cannot_pay():
    alone, with_fund = (figures.cash(frames.cash(fund=fund), SELECTION) for fund in (False, True))
    assert {one["yaxis"] for one in alone["data"]} == {"y"}
    assert {one["yaxis"] for one in with_fund["data"]} == {"y", "y2"}
    unmet = with_fund["data"][-1]
    assert (unmet["x"], unmet["y"]) == ([2027], [500.0])
    assert unmet["marker"]["symbol"] == "x"
