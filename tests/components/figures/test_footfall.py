"""Every footfall figure: valid, gaps kept, and equal to the frame behind its table."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import maps
from components.figures import footfall, footfall_profiles
from components.figures.ranked import SHOWN, shortened
from components.tables import values
from tests.components import footfall_frames as frames

SELECTION = frames.selection()
BUILDERS = {
    "daily": (footfall.daily, frames.daily()),
    "index": (footfall.index, frames.daily()),
    "counters": (footfall.counters, frames.counters()),
    "heat_map": (footfall_profiles.heat_map, frames.week_hours()),
    "ranking": (footfall_profiles.ranking, frames.sites()),
    "kinds": (footfall_profiles.kinds, frames.kinds()),
    "dwell": (footfall_profiles.dwell, frames.dwell()),
    "languages": (footfall_profiles.languages, frames.languages()),
    "flows": (footfall_profiles.flows, frames.flows()),
}
CASES = pytest.mark.parametrize(("build", "frame"), BUILDERS.values(), ids=BUILDERS)
Build = Callable[[Any, Any], dict[str, Any]]


def without_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows, every measured cell missing."""
    places = {"weekday", "hour", "class_start_min"}
    measured = [c for c in frame.select_dtypes("number").columns if c not in places]
    return frame.assign(**{column: float("nan") for column in measured})


def named(figure: dict[str, Any], name: str) -> dict[str, Any]:
    """The trace of a figure that has this name."""
    return next(trace for trace in figure["data"] if trace.get("name") == name)


@CASES
@pytest.mark.parametrize("rows", [None, 1, 0], ids=["all", "one", "none"])
def test_a_figure_is_valid_whatever_its_frame_holds(
    build: Build, frame: pd.DataFrame, rows: int | None
) -> None:
    for content in (frame, without_numbers(frame)):
        figure = build(content.head(rows) if rows is not None else content, SELECTION)
        go.Figure(figure)
        assert "title" not in figure["layout"]
        assert "NaN" not in repr(figure)


@CASES
def test_a_figure_is_a_plain_dict_without_pandas_in_it(build: Build, frame: pd.DataFrame) -> None:
    def plain(node: object) -> bool:
        if isinstance(node, dict):
            return all(map(plain, node.values()))
        if isinstance(node, list | tuple):
            return all(map(plain, node))
        return node is None or type(node) in (str, int, float, bool)

    assert plain(build(frame, SELECTION))


def test_the_daily_line_has_the_complete_days_and_gaps_elsewhere() -> None:
    frame = frames.daily()
    figure = footfall.daily(frame, SELECTION)
    line = named(figure, "Terminaux connectés")
    expected = [
        value if whole else None
        for value, whole in zip(values(frame, "terminals"), frame["complete"], strict=True)
    ]
    assert line["y"] == expected
    assert expected.count(None) == 2
    assert line["connectgaps"] is False
    partial = named(figure, "Journée incomplète")
    assert (partial["x"], partial["y"]) == (["2026-06-10"], [frame["terminals"][9]])
    assert named(figure, "Année précédente")["y"] == values(frame, "terminals_before")


def test_without_comparison_no_dashed_line() -> None:
    figure = footfall.daily(frames.daily(), frames.selection(comparison="aucune"))
    assert "Année précédente" not in {trace.get("name") for trace in figure["data"]}


def test_a_day_between_two_gaps_is_marked() -> None:
    frame = frames.daily().assign(complete=[n == 2 for n in range(30)])
    figure = footfall.daily(frame, SELECTION)
    lone = [t for t in figure["data"] if t["mode"] == "markers" and not t.get("showlegend", True)]
    assert [t["x"] for t in lone] == [["2026-06-03"]]


def test_holidays_and_events_are_marked_once_each_and_escaped() -> None:
    figure = footfall.daily(frames.daily(), SELECTION)
    (band,) = figure["layout"]["shapes"]
    assert (band["x0"], band["x1"]) == ("2026-06-21T00:00", "2026-06-30T23:59")
    assert named(figure, "Jour férié")["x"] == ["2026-06-17"]
    event = named(figure, "Événement")
    assert event["x"] == ["2026-06-14"]
    assert event["hovertemplate"] == ["Jazz &amp; &lt;b&gt;Touraine&lt;/b&gt;<extra></extra>"]


def test_the_index_has_its_reference_at_100() -> None:
    figure = footfall.index(frames.daily(), SELECTION)
    assert named(figure, "Indice")["y"] == values(frames.daily(), "index")
    assert set(named(figure, "100 = un an avant")["y"]) == {100}


def test_counters_are_three_drawings_on_one_time_axis() -> None:
    frame = frames.counters()
    figure = footfall.counters(frame, SELECTION)
    lines = [trace for trace in figure["data"] if trace["mode"] == "lines"]
    assert [line["yaxis"] for line in lines] == ["y", "y2", "y3"]
    names = ("passages", "terminals", "terminals_per_passage")
    assert [line["y"] for line in lines] == [values(frame, name) for name in names]
    assert not any("overlaying" in figure["layout"][axis] for axis in ("yaxis", "yaxis2", "yaxis3"))


def test_the_heat_map_has_each_hour_in_its_place_and_blanks_elsewhere() -> None:
    frame = frames.week_hours()
    grid = footfall_profiles.heat_map(frame, SELECTION)["data"][0]["z"]
    for row in frame.itertuples():
        assert grid[row.weekday][row.hour] == row.sessions_per_day
    assert grid[0][8] is None
    assert sum(cell is not None for line in grid for cell in line) == len(frame)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("ranking", "terminals"),
        ("kinds", "terminals"),
        ("dwell", "share_pct"),
        ("languages", "sessions"),
    ],
)
def test_bars_start_at_zero_and_equal_the_table(name: str, column: str) -> None:
    build, frame = BUILDERS[name]
    figure = build(frame, SELECTION)
    assert figure["data"][0]["x"] == values(frame, column)
    assert figure["layout"]["xaxis"]["rangemode"] == "tozero"


def test_a_long_ranking_is_cut_and_its_names_stay_text() -> None:
    frame = frames.sites(24)
    figure = footfall_profiles.ranking(frame.assign(site="<a>" + "x" * 60), SELECTION)
    assert figure["data"][0]["x"] == values(frame, "terminals")[:SHOWN]
    assert figure["data"][1]["text"][0].startswith("&lt;a&gt;")
    assert shortened("x" * 60).endswith("…")


def test_labels_say_the_change_with_a_shape() -> None:
    figure = footfall_profiles.kinds(frames.kinds(), SELECTION)
    texts = figure["data"][0]["text"]
    assert "▲\u00a0+20,0\u202f%" in texts[0]
    assert "▼\u00a0\u221225,0\u202f%" in texts[1]
    assert texts[2] == "1\u202f000"


def test_a_hidden_class_has_no_bar_but_says_secret() -> None:
    figure = footfall_profiles.dwell(frames.dwell(), SELECTION)
    assert figure["data"][0]["x"][2] is None
    assert "secret" in figure["data"][1]["text"][2]


def test_flows_equal_the_table() -> None:
    figure = footfall_profiles.flows(frames.flows(), SELECTION)
    assert figure["data"][0]["x"] == values(frames.flows(), "lift")
    assert figure["data"][1]["text"] == [
        "Chenonceau<br>– Amboise<br>× 2,3 · 145",
        "Amboise<br>– Halte vélo<br>× 0,5 · 1",
    ]


def test_the_map_has_each_site_with_its_shape_and_size() -> None:
    frame = frames.sites().assign(
        terminals=pd.array([400, 100, None, None], "Float64"),
        change_pct=[10.0, None, None, None],
        status=["publié", "publié", "sous le seuil", "sans donnée"],
    )
    features = maps.points(frame, SELECTION)["features"]
    about = [feature["properties"] for feature in features]
    assert [a["shape"] for a in about] == ["up", "alone", "hidden", "absent"]
    span = maps.LARGEST_PX - maps.SMALLEST_PX
    half_width = round(maps.SMALLEST_PX + span * 0.5)  # the root of 100 / 400
    smallest = maps.SMALLEST_PX
    assert [a["size_px"] for a in about] == [maps.LARGEST_PX, half_width, smallest, smallest]
    assert about[0]["lines"][2] == "400\u00a0terminaux (+10,0\u202f%)"
    assert about[2]["lines"][2] == "sous le seuil"
    assert features[0]["geometry"]["coordinates"] == [0.4, 47.1]


def test_a_site_without_place_is_left_to_the_table() -> None:
    frame = frames.sites().assign(latitude_deg=[47.1, None, 47.2, 47.3])
    assert len(maps.points(frame, SELECTION)["features"]) == 3
    assert maps.points(frame.head(0), SELECTION)["features"] == []
