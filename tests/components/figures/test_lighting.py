"""Every figure of public lighting: valid, gaps kept, and equal to the frame behind its table."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import maps
from components.figures import lighting, lighting_cabinets, lighting_sheet
from components.figures.ranked import SHOWN
from components.legends import legend
from components.lighting import light_marks
from components.tables import values
from tests.components import building_frames
from tests.components import lighting_frames as frames

SELECTION = building_frames.selection()
BUILDERS = {
    "monthly": (lighting.monthly, frames.monthly()),
    "split_bill": (lighting.split_bill, frames.split_bill()),
    "split_kwh": (lighting.split_kwh, frames.split_kwh()),
    "lamps": (lighting.lamps, frames.lamps()),
    "ages": (lighting.ages, frames.ages()),
    "rules": (lighting.rules, frames.rules()),
    "decisions": (lighting.decisions, frames.decisions()),
    "communes": (lighting.communes, frames.communes()),
    "cabinets": (lighting_cabinets.cabinets, frames.cabinets()),
    "anomalies": (lighting_cabinets.anomalies, frames.anomalies()),
    "renewal": (lighting_cabinets.renewal, frames.renewal()),
    "nights": (lighting_sheet.nights, frames.nights()),
    "hourly": (lighting_sheet.hourly, frames.hourly()),
}
CASES = pytest.mark.parametrize(("build", "frame"), BUILDERS.values(), ids=BUILDERS)
KEYS = ("year", "decade")


def without_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows, every measured cell missing."""
    measured = [c for c in frame.select_dtypes("number").columns if c not in KEYS]
    return frame.assign(**{column: float("nan") for column in measured})


def named(figure: dict[str, Any], name: str) -> dict[str, Any]:
    """The trace of a figure that has this name."""
    return next(trace for trace in figure["data"] if trace.get("name") == name)


@CASES
@pytest.mark.parametrize("rows", [None, 1, 0], ids=["all", "one", "none"])
def test_a_figure_is_valid_whatever_its_frame_holds(
    build: Callable[[Any, Any], dict[str, Any]], frame: pd.DataFrame, rows: int | None
) -> None:
    for content in (frame, without_numbers(frame)):
        figure = build(content.head(rows) if rows is not None else content, SELECTION)
        go.Figure(figure)
        legend(figure)
        assert "title" not in figure["layout"]
        assert "nan" not in repr(figure).lower()


def test_months_are_bars_under_what_schedules_expect_and_a_missing_month_is_a_gap() -> None:
    frame = frames.monthly()
    figure = lighting.monthly(frame, SELECTION)
    for name, column in (
        (lighting.MEASURED, "measured_kwh"),
        (lighting.EXPECTED, "expected_kwh"),
        (lighting.FULL, "full_kwh"),
    ):
        assert named(figure, name)["y"] == values(frame, column)
        assert named(figure, name)["y"][10] is None
    dashes = {named(figure, name)["line"]["dash"] for name in (lighting.EXPECTED, lighting.FULL)}
    assert len(dashes) == 2


def test_without_any_switch_off_there_is_one_expectation_and_without_bills_no_bar() -> None:
    frame = frames.monthly().assign(full_kwh=frames.monthly()["expected_kwh"])
    figure = lighting.monthly(frame.assign(measured_kwh=None), SELECTION)
    assert {trace["name"] for trace in figure["data"]} == {"", lighting.EXPECTED}


def test_what_raises_and_what_lowers_are_told_apart_without_colour_and_add_up() -> None:
    lower, higher, total, labels = lighting.split_bill(frames.split_bill(), SELECTION)["data"]
    assert lower["x"] == [-1500, -3000, None, 0, None]
    assert higher["x"] == [None, None, 9000, None, 500]
    assert lower["marker"]["color"] != higher["marker"]["color"]
    assert lower["marker"]["pattern"]["shape"] != higher["marker"]["pattern"]["shape"]
    assert total["x"] == [-1500 - 3000 + 9000 + 500]
    assert labels["text"][2] == "Prix du kWh\u00a0: +9\u202f000\u00a0€"
    assert labels["text"][5] == "Au total\u00a0: +5\u202f000\u00a0€"
    # Words begin at the left edge, wherever zero stands.
    assert set(labels["x"]) == {-3000}


def test_every_part_of_a_change_has_its_words() -> None:
    from components.findings.lighting import PART_WORDS
    from data.lighting.splits import PART_LABELS

    assert set(PART_LABELS.values()) <= set(lighting.PART_LABELS) == set(PART_WORDS)


def test_ages_stack_led_and_others_and_unknown_years_come_last() -> None:
    frame = frames.ages()
    led, others = lighting.ages(frame, SELECTION)["data"]
    assert led["x"] == ["1980", "1990", "2010", "n.d."]
    assert led["y"] == values(frame, "led_points")
    assert others["y"] == [150, 250, 50, 90]
    assert led["marker"]["pattern"] != others["marker"]["pattern"]


def test_rules_are_shares_of_the_points_concerned() -> None:
    figure = lighting.rules(frames.rules(), SELECTION)
    kept, broken, unknown, labels = figure["data"]
    assert (kept["x"], broken["x"], unknown["x"]) == ([900, 0], [100, 0], [0, 30])
    assert figure["layout"]["barnorm"] == "percent"
    assert labels["text"][0].endswith("100 hors la règle sur 1\u202f000\u00a0points")
    assert labels["text"][1].endswith("30\u00a0points, non vérifiable")
    assert "&lt;de&gt;" in labels["text"][0]


def test_decisions_are_dated_the_newest_on_top() -> None:
    bars, labels = lighting.decisions(frames.decisions(), SELECTION)["data"]
    assert bars["x"] == [8000, None, 12_000]
    assert labels["text"] == [
        "16 sept. 2024\u00a0: Amboise",
        "1er oct. 2023\u00a0: rallumé, Sasnières  ",
        "10 oct. 2022\u00a0: 12 communes",
    ]
    assert bars["text"][0] == "8\u202f000\u00a0€ par an"


def test_communes_come_by_their_ratio_to_the_median_of_their_size() -> None:
    figure = lighting.communes(frames.communes(), SELECTION)
    assert figure["data"][0]["x"] == [300, 120, None]
    assert "M200.0,-0.24" in figure["layout"]["shapes"][0]["path"]


def test_cabinets_and_anomalies_lead_to_their_sheet() -> None:
    bars, labels = lighting_cabinets.cabinets(frames.cabinets(24), SELECTION)["data"]
    assert len(bars["x"]) == SHOWN
    assert bars["customdata"][:2] == ["/eclairage/a%2F0", "/eclairage/a%2F1"]
    assert labels["text"][0] == "Armoire &lt;0&gt; (Tours)"
    bars, labels = lighting_cabinets.anomalies(frames.anomalies(), SELECTION)["data"]
    # 2,700 twice, 800, then the one that costs nothing.
    assert bars["x"] == [2700, 2700, 800, None]
    assert labels["text"][3].endswith("à vérifier")


def test_the_plan_says_millions_and_thousands() -> None:
    cost, saved = lighting_cabinets.renewal(frames.renewal(), SELECTION)["data"]
    assert cost["text"] == ["80\u00a0k€", "1,2\u00a0M€"]
    assert saved["text"] == ["30\u00a0MWh", "10\u00a0MWh"]


def test_nights_are_outlined_and_a_night_without_switch_off_is_a_gap() -> None:
    lit, off = lighting_sheet.nights(frames.nights(), SELECTION)["data"]
    assert lit["y"] == [17.5, 17.5, 22.5, 29.5, 31.5, 32.5]
    # Before dusk there is nothing to switch off: 22 h 30, not 22 h.
    assert off["y"] == [23, 28, None, 22.5, 28]
    assert off["x"][2] is None


def test_a_point_on_the_map_says_its_lamp_and_leads_to_its_cabinet() -> None:
    about = [f["properties"] for f in light_marks.light_points(frames.map_points(), 0)["features"]]
    # What a group of marks is a share of: the points whose schedule is known.
    assert [one["told"] for one in about] == [1, 1, 0]
    assert [one["shape"] for one in about] == ["off", "lit", "absent"]
    assert [one.get("href") for one in about] == ["/eclairage/a%2F1", "/eclairage/a%2F2", None]
    assert about[0]["lines"] == ["LED", "40\u00a0W, éteint à 2\u00a0h"]
    assert about[2]["lines"] == ["LED", ""]


def test_a_square_of_the_map_says_its_shares_and_counts_its_points() -> None:
    first, second = light_marks.light_points(frames.map_cells(), SELECTION)["features"]
    assert first["geometry"]["coordinates"] == [0.5, 47.12346]
    assert [f["properties"]["shape"] for f in (first, second)] == ["off", "partly"]
    assert [f["properties"]["part"] for f in (first, second)] == [400, 25]
    assert first["properties"]["size_px"] == maps.LARGEST_PX
    assert second["properties"]["lines"] == [
        "100\u00a0points",
        "LED 10\u202f%, éteints à 2\u00a0h 25\u202f%",
    ]


def test_every_shape_of_the_map_is_in_its_legend_and_in_the_style_sheet() -> None:
    style = (building_frames.ROOT / "assets" / "gabare.css").read_text(encoding="utf-8")
    for shape, _words in maps.LIGHTING_POINTS.legend:
        assert f".gb-mark--{shape}::before" in style
