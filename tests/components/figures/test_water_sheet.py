"""Every figure of the sheets of water: valid, gaps kept, told apart without colour."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import theme
from components.figures import water_service, water_sheet
from components.legends import legend
from components.tables import values
from components.water import water_sheet_frames as shown
from tests.components import building_frames, water_frames
from tests.components import water_sheet_frames as frames

SELECTION = building_frames.selection()
BUILDERS = {
    "nights": (water_sheet.nights, frames.nights()),
    "evidence": (water_sheet.evidence, frames.evidence()),
    "hours": (water_sheet.hours, shown.last_weeks(frames.hours())),
    "mean_day": (water_sheet.mean_day, shown.mean_day(frames.hours())),
    "repairs": (water_sheet.repairs, frames.repairs()),
    "leaks": (water_sheet.leaks, water_frames.tonight()),
    "official": (water_service.official, frames.official()),
    "knowledge": (water_service.knowledge, frames.parts()),
}
CASES = pytest.mark.parametrize(("build", "frame"), BUILDERS.values(), ids=BUILDERS)
KEPT = ("year", "hour", "flow_m3_h", "lost_m3")


def named(figure: dict[str, Any], name: str) -> dict[str, Any]:
    """The trace of a figure that has this name."""
    return next(trace for trace in figure["data"] if trace.get("name") == name)


@CASES
@pytest.mark.parametrize("rows", [None, 1], ids=["all", "one"])
def test_a_figure_is_valid_whatever_its_frame_holds(
    build: Callable[[Any, Any], dict[str, Any]], frame: pd.DataFrame, rows: int | None
) -> None:
    measured = [one for one in frame.select_dtypes("number").columns if one not in KEPT]
    blank = frame.assign(**{column: float("nan") for column in measured})
    for content in (frame, blank):
        figure = build(content.head(rows) if rows else content, SELECTION)
        go.Figure(figure)
        legend(figure)
        assert "title" not in figure["layout"]
        assert "nan" not in repr(figure).lower()


@pytest.mark.parametrize(
    ("figure", "drawn"),
    [
        (water_sheet.nights, {"Débit de nuit": "night_m3_h", "Attendu": "expected_m3_h",
                              "Usage normal": "night_use_m3_h",
                              "Terminaux connectés": "footfall"}),
        (water_sheet.evidence, {"Score": "score", "Seuil d’alerte": "threshold"}),
        (water_sheet.hours, {"Mesuré": "inflow_m3_h", "Habituel": "usual_m3_h"}),
    ],
)  # fmt: skip
def test_lines_are_the_columns_of_the_table(figure: Any, drawn: dict[str, str]) -> None:
    frame = dict(BUILDERS.values())[figure]
    lines = figure(frame, SELECTION)
    for name, column in drawn.items():
        assert named(lines, name)["y"] == values(frame, column)
    # A gap stays one.
    assert None in named(lines, next(iter(drawn)))["y"]


def test_nights_in_alert_are_marked_shaded_and_named() -> None:
    figure = water_sheet.nights(frames.nights(), SELECTION)
    marks = named(figure, "Nuit en alerte")
    assert marks["marker"]["symbol"] == "triangle-up"
    assert marks["x"] == [f"{day}" for day in frames.DAYS[15:]]
    (span,) = figure["layout"]["shapes"]
    assert (span["x0"], span["x1"]) == (f"{frames.DAYS[15]}", f"{frames.DAYS[19]}")
    assert "Fuite" in [note["text"] for note in figure["layout"]["annotations"]]
    styles = {name: named(figure, name)["line"].get("dash") for name in ("Attendu", "Usage normal")}
    assert len({*styles.values(), None}) == 3


def test_a_commune_without_footfall_has_no_drawing_of_it() -> None:
    unknown = frames.nights().assign(footfall=float("nan"))
    figure = water_sheet.nights(unknown, SELECTION)
    assert "yaxis2" not in figure["layout"]
    assert "Terminaux connectés" not in [trace["name"] for trace in figure["data"]]


def test_days_over_the_threshold_are_marked() -> None:
    marks = named(water_sheet.evidence(frames.evidence(), SELECTION), "Jour au-dessus du seuil")
    # 8.0 itself is not over 8.
    assert marks["y"] == [8.5, 9.0, 9.5]


def test_a_repair_has_its_interval_and_a_gain_that_is_not_proven_is_hollow() -> None:
    figure = water_sheet.repairs(frames.repairs(), SELECTION)
    dots = figure["data"][0]
    assert dots["x"] == [2.0, 0.4, None]
    assert len(set(dots["marker"]["color"])) == 2
    assert "M1.6,0 L2.4,0" in figure["layout"]["shapes"][1]["path"]
    said = " ".join(figure["data"][1]["text"]).replace("\u202f", " ").replace("\u00a0", " ")
    assert "2,0 rendus (1,6 à 2,4 m³/h), 8 760 €/an" in said
    assert "gain non démontré (−0,1 à 0,9 m³/h)" in said
    assert "gain inconnu" in said


def test_an_indicator_that_nobody_can_compute_has_no_drawing() -> None:
    frame = frames.official()
    titles = [note["text"] for note in water_service.official(frame, SELECTION)["layout"][
        "annotations"]]  # fmt: skip
    assert len(titles) == 4
    only = frame[frame["year"] == 2025]
    left = water_service.official(only, SELECTION)["layout"]["annotations"]
    assert [note["text"][:5] for note in left] == ["Renou", "Conna"]
    years = named(water_service.official(frame, SELECTION), "Rendement (%)")
    assert (years["x"], years["y"]) == (["2024", "2025"], [80.0, None])
    assert [note.endswith("niveau demandé en tirets") for note in titles] == [
        True, False, False, True,
    ]  # fmt: skip


def test_parts_say_whether_they_are_done_and_what_they_bring() -> None:
    possible, bars, labels = water_service.knowledge(frames.parts(), SELECTION)["data"]
    assert possible["x"] == [10, None, 10, 5]
    assert bars["x"] == [10, None, 0, None]
    edges = possible["marker"]["line"]["color"]
    assert edges == [theme.FOCUS, theme.FOCUS, theme.ALERT, theme.ALERT]
    words = [
        "oui · 10\u00a0points sur 10",
        "oui (condition)",
        "non · 0\u00a0point sur 10",
        "non déclaré · 5\u00a0points au plus",
    ]
    assert bars["text"] == words
    assert all(one in said for one, said in zip(words[1:], labels["text"][1:], strict=True))
