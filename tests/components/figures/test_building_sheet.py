"""Every figure of one building: valid, gaps kept, and equal to the frame behind its table."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import theme
from components.figures import building_records, building_sheet
from components.formats import NARROW
from components.tables import values
from tests.components import building_sheet_frames as frames
from tests.components.figures.test_footfall import named, without_numbers

SELECTION = frames.selection()
BUILDERS = {
    "monthly": (building_sheet.monthly, frames.monthly()),
    "daily": (building_sheet.daily, frames.followed()),
    "before_after": (building_sheet.before_after, frames.before_after()),
    "trajectory": (building_sheet.trajectory, frames.trajectory()),
    "signature": (building_sheet.signature, frames.signature()),
    "load_profile": (building_records.load_profile, frames.load_profile()),
    "loads": (building_records.loads, frames.loads()),
    "savings": (building_records.savings, frames.savings()),
    "quality": (building_records.quality, frames.quality()),
    "annual": (building_records.annual, frames.annual()),
}
CASES = pytest.mark.parametrize(("build", "frame"), BUILDERS.values(), ids=BUILDERS)
Build = Callable[[Any, Any], dict[str, Any]]


@CASES
@pytest.mark.parametrize("rows", [None, 1, 0], ids=["all", "one", "none"])
def test_a_figure_is_valid_whatever_its_frame_holds(
    build: Build, frame: pd.DataFrame, rows: int | None
) -> None:
    content = frame.head(rows) if rows is not None else frame
    figure = build(content, SELECTION)
    go.Figure(figure)
    assert "title" not in figure["layout"]
    assert "NaN" not in repr(figure)


@pytest.mark.parametrize("name", ["daily", "before_after", "trajectory", "annual", "quality"])
def test_a_missing_number_is_a_gap(name: str) -> None:
    build, frame = BUILDERS[name]
    figure = build(without_numbers(frame).assign(year=frame.get("year")), SELECTION)
    assert "nan" not in repr(figure).lower()


def test_works_stand_on_the_month_that_they_touch() -> None:
    works = named(building_sheet.monthly(frames.monthly(), SELECTION), "Travaux")
    assert (works["x"], works["y"]) == (["2026-05-01"], [3000.0])
    assert works["hovertemplate"] == ["LED &lt;partout&gt;<extra></extra>"]


def test_days_are_drawn_by_energy_with_what_was_expected() -> None:
    frame = frames.followed()
    figure = building_sheet.daily(frame, SELECTION)
    lines = [trace for trace in figure["data"] if trace.get("name") == building_sheet.MEASURED]
    assert [line["yaxis"] for line in lines] == ["y", "y2"]
    assert lines[0]["y"] == values(frame, "value")[:30]
    assert lines[0]["y"][4] is None
    assert [line.get("showlegend", True) for line in lines] == [True, False]
    assert named(figure, building_sheet.EXPECTED)["line"]["dash"] == theme.COMPARISON_DASH
    drift = named(figure, "Dérive ou fuite")["y"]
    assert [value is not None for value in drift] == [n >= 20 for n in range(30)]
    works = named(figure, "Travaux")
    assert works["x"] == ["2026-06-11"]
    assert works["hovertemplate"] == ["LED &lt;partout&gt;<extra></extra>"]


def test_the_trajectory_joins_years_that_are_known() -> None:
    figure = building_sheet.trajectory(frames.trajectory(), SELECTION)
    adjusted, target = (
        named(figure, "Corrigée du climat"),
        named(figure, "Objectif en baisse relative"),
    )
    assert (adjusted["x"], adjusted["y"]) == ([2024, 2025], [80_000, 75_000])
    assert (target["x"], target["y"]) == ([2030, 2040, 2050], [60_000, 50_000, 40_000])
    assert "Objectif en valeur absolue" not in {trace.get("name") for trace in figure["data"]}


def test_the_cloud_holds_every_usual_day_and_crosses_the_others() -> None:
    figure = building_sheet.signature(frames.signature(), SELECTION)
    cloud, odd = named(figure, "Jour"), named(figure, "Jour inhabituel")
    assert cloud["y"] == [10 + 5 * max(0, 15 - n) for n in range(30) if n != 3]
    assert (odd["x"], odd["y"]) == ([3.0], [10 + 5 * 12 + 200])


def test_the_week_is_one_heat_map_an_energy() -> None:
    figure = building_records.load_profile(frames.load_profile(), SELECTION)
    electricity, water = figure["data"]
    assert electricity["z"][6][12] == 6 + 12 / 24
    low, high = figure["layout"]["yaxis2"]["domain"]
    assert water["colorbar"]["y"] == (low + high) / 2


def test_a_saving_that_is_not_proven_says_so_and_is_hollow() -> None:
    figure = building_records.savings(frames.savings(), SELECTION)
    dots, words = figure["data"]
    assert dots["x"] == [20.0, 3.0]
    assert dots["marker"]["color"] == [theme.FOCUS, theme.SURFACE]
    assert "Éclairage à LED &lt;salle&gt;" in words["text"][0]
    assert "économie non démontrée" in words["text"][1]
    assert figure["layout"]["shapes"][1]["path"] == "M15.0,0 L25.0,0 M-2.0,1 L8.0,1"
    least, most = figure["layout"]["xaxis"]["range"]
    assert least < -2
    assert most > 25


def test_a_year_with_missing_days_is_hatched() -> None:
    whole, partial = building_records.annual(frames.annual(), SELECTION)["data"]
    assert (whole["name"], whole["y"]) == ("Année complète", [82_000, 76_000, None])
    assert (partial["name"], partial["y"]) == ("Année incomplète", [None, None, 50_000])
    assert [bars["marker"]["pattern"]["shape"] for bars in (whole, partial)] == ["", "/"]


def test_the_days_of_a_bill_are_dotted_and_named() -> None:
    frame = frames.followed().assign(spread=[n < 6 for n in range(30)] * 2)
    figure = building_sheet.daily(frame, SELECTION)
    metered, billed = named(figure, building_sheet.MEASURED), named(figure, building_sheet.BILLED)
    assert metered["y"] == [None] * 6 + values(frame, "value")[6:30]
    assert billed["y"] == [*values(frame, "value")[:6], *[None] * 24]
    assert "dash" in billed["line"]


def test_years_are_written_as_years_and_few_of_them_all() -> None:
    figure = building_sheet.trajectory(frames.trajectory().iloc[1:3], SELECTION)
    assert figure["layout"]["xaxis"]["ticktext"] == ["2024", "2025"]
    assert figure["layout"]["yaxis"]["ticktext"][-1].endswith("kWh")


def test_a_heat_map_begins_at_zero_and_ends_at_its_largest_hour() -> None:
    (electricity, _water) = building_records.load_profile(frames.load_profile(), SELECTION)["data"]
    assert (electricity["zmin"], electricity["zmax"]) == (0, 6 + 23 / 24)


def test_a_rise_and_an_unknown_saving_are_written_so() -> None:
    risen = frames.savings().assign(
        saving_pct=[-33.0, None], saving_low_pct=[-50.0, None], saving_high_pct=[-16.0, None]
    )
    figure = building_records.savings(risen.assign(proven=False), SELECTION)
    first, second = figure["data"][1]["text"]
    assert first.replace(NARROW, " ").endswith("33 % de plus (16 à 50 %)")
    assert second.endswith("économie non calculable")
    assert figure["layout"]["shapes"][1]["path"] == "M-50.0,0 L-16.0,0"


def test_meters_of_one_energy_are_told_apart() -> None:
    two = frames.quality().assign(energy_label="Électricité")
    labels = building_records.quality(two, SELECTION)["data"][1]["text"]
    assert labels == ["PRM1, 30 min, électricité", "PCE2, un jour, électricité"]
    alone = building_records.quality(frames.quality(), SELECTION)["data"][1]["text"]
    assert alone == ["Électricité, 30 min", "Gaz naturel, un jour"]


def test_an_unknown_share_has_no_bar() -> None:
    bars = building_records.loads(frames.loads(), SELECTION)["data"][0]
    assert bars["x"] == [50.0, 24.0, 21.0, 61.0, 10.0, 8.0, 12.0, None]
