"""Every figure of public buildings: valid, gaps kept, and equal to the frame behind its table."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import maps, theme
from components.figures import buildings
from components.figures.energy_months import PALE, PARTIAL, energy_axis
from components.figures.ranked import SHOWN
from components.legends import legend
from components.tables import values
from tests.components import building_frames as frames

SELECTION = frames.selection()
BUILDERS = {
    "monthly": (buildings.monthly, frames.monthly()),
    "ranking": (buildings.ranking, frames.building_list()),
    "categories": (buildings.categories, frames.categories()),
    "alerts": (buildings.alerts, frames.open_alerts()),
    "rehearsal": (buildings.rehearsal, frames.rehearsal()),
}
CASES = pytest.mark.parametrize(("build", "frame"), BUILDERS.values(), ids=BUILDERS)
Build = Callable[[Any, Any], dict[str, Any]]


def without_numbers(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows, every measured cell missing."""
    measured = [c for c in frame.select_dtypes("number").columns if c != "threshold"]
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
        assert "nan" not in repr(figure).lower()


def test_bars_are_stacked_by_energy_and_a_missing_month_is_a_gap() -> None:
    frame = frames.monthly()
    figure = buildings.monthly(frame, SELECTION)
    bars = [trace for trace in figure["data"] if trace["type"] == "bar"]
    assert [bar["name"] for bar in bars] == ["Électricité", "Gaz naturel"]
    assert [bar["y"] for bar in bars] == [values(frame, c) for c in ("electricity_kwh", "gas_kwh")]
    assert figure["layout"]["barmode"] == "stack"
    assert bars[0]["y"][10] is None


def test_an_incomplete_month_is_pale_under_a_hollow_mark() -> None:
    frame = frames.monthly()
    figure = buildings.monthly(frame, SELECTION)
    assert named(figure, "Gaz naturel")["marker"]["opacity"] == [1] * 10 + [PALE] * 2
    partial = named(figure, PARTIAL)
    assert (partial["x"], partial["y"]) == (["2026-10-01"], [values(frame, "total_kwh")[11]])


def test_energies_are_told_apart_without_colour() -> None:
    patterns = [pattern for _, pattern in theme.ENERGIES.values()]
    assert len(set(patterns)) == len(patterns)
    figure = buildings.monthly(frames.monthly().assign(heat_kwh=1.0, oil_kwh=1.0), SELECTION)
    drawn = [t["marker"]["pattern"]["shape"] for t in figure["data"] if t["type"] == "bar"]
    assert drawn == patterns
    keys = [entry.className for entry in legend(figure)]
    assert len(set(keys)) == len(keys) == 6


def test_the_months_compared_with_are_a_dashed_line_and_nothing_without_comparison() -> None:
    frame = frames.monthly()
    before = named(buildings.monthly(frame, SELECTION), "Année précédente")
    assert before["y"] == values(frame, "before_kwh")
    assert before["line"]["dash"] == theme.COMPARISON_DASH
    alone = buildings.monthly(frame, frames.selection("aucune"))
    assert "Année précédente" not in {trace.get("name") for trace in alone["data"]}


@pytest.mark.parametrize(
    ("largest", "ticks", "top"),
    [
        (900_000, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000], "1\u202f000\u00a0MWh"),
        (450, [0, 100, 200, 300, 400, 500], "500\u00a0kWh"),
    ],
)
def test_the_axis_of_energy_has_round_marks_and_says_its_unit_once(
    largest: float, ticks: list[float], top: str
) -> None:
    axis = energy_axis(largest)
    assert axis["tickvals"] == ticks
    assert axis["ticktext"][-1] == top
    assert sum("Wh" in text for text in axis["ticktext"]) == 1


@pytest.mark.parametrize(
    ("name", "column"),
    [("ranking", "potential_eur"), ("categories", "kwh_m2"), ("alerts", "eur_year")],
)
def test_bars_start_at_zero_and_equal_the_table(name: str, column: str) -> None:
    build, frame = BUILDERS[name]
    figure = build(frame, SELECTION)
    assert figure["data"][0]["x"] == values(frame, column)
    assert figure["layout"]["xaxis"]["rangemode"] == "tozero"


def test_ranked_buildings_say_how_far_from_the_median_and_lead_to_their_sheet() -> None:
    bars, labels = buildings.ranking(frames.building_list(24), SELECTION)["data"]
    assert len(bars["x"]) == SHOWN
    # 150 ÷ 100, then a building without median.
    assert bars["text"][0] == "7\u202f500\u00a0€ (×\u00a01,50)"
    assert bars["text"][3] == "7\u202f200\u00a0€"
    assert bars["customdata"][:2] == ["/batiments/b%2F0", "/batiments/b%2F1"]
    assert labels["text"][0] == "Gymnase &lt;du Lac&gt; 0"


def test_alerts_lead_to_their_evidence() -> None:
    bars = buildings.alerts(frames.open_alerts(), SELECTION)["data"][0]
    assert bars["customdata"][0] == "/batiments/b%2F0/suivi"
    assert bars["text"][1] == "1\u202f050\u00a0€ · fuite"


def test_a_category_without_area_has_words_and_the_median_an_upright() -> None:
    figure = buildings.categories(frames.categories(), SELECTION)
    assert figure["data"][0]["x"][1] is None
    assert "n.d." in figure["data"][1]["text"][1]
    assert figure["layout"]["shapes"][0]["path"] == "M480.0,-0.24 L480.0,0.24"


def test_the_rehearsal_has_one_scale_by_drawing_and_carries_its_sentences() -> None:
    frame = frames.rehearsal()
    figure = buildings.rehearsal(frame, SELECTION)
    counts, worth = figure["data"]
    assert (counts["y"], worth["y"]) == (values(frame, "alerts"), values(frame, "eur"))
    assert counts["x"] == ["4", "5", "6", "8", "10", "12"]
    assert (counts["yaxis"], worth["yaxis"]) == ("y", "y2")
    told = figure["layout"]["meta"]
    assert told["8"] == ("Avec ce seuil, 12\u00a0alertes en douze mois, pour 12\u202f300\u00a0€.")
    assert told["10"].startswith("Avec ce seuil, 1\u00a0alerte en")
    assert told["12"] == "Avec ce seuil, aucune alerte en douze mois."


def test_the_map_has_each_building_with_its_shape_size_and_address() -> None:
    frame = frames.building_list()
    features = maps.building_points(frame, SELECTION)["features"]
    about = [feature["properties"] for feature in features]
    # 150, 109 and 80 against 100; no median; no complete year.
    assert [a["shape"] for a in about] == ["above", "near", "below", "alone", "absent"]
    assert [a["count"] for a in about] == [150_000, 109_000, 80_000, 60_000, 0]
    span = maps.LARGEST_PX - maps.SMALLEST_PX
    assert about[0]["size_px"] == maps.LARGEST_PX
    assert about[3]["size_px"] == round(maps.SMALLEST_PX + span * (60 / 150) ** 0.5)
    assert about[0]["href"] == "/batiments/b%2F0"
    assert about[0]["lines"] == [
        "Gymnase <du Lac> 0",
        "Gymnase, Tours",
        "150\u202f000\u00a0kWh, 150\u00a0kWh/m², médiane 100",
        "",
    ]
    assert about[1]["lines"][3] == "1\u00a0alerte en cours"
    assert about[4]["lines"][2] == "sans donnée complète, médiane 100"


def test_a_building_without_place_is_left_to_the_table() -> None:
    frame = frames.building_list().assign(longitude_deg=[0.4, None, 0.5, 0.6, 0.7])
    assert len(maps.building_points(frame, SELECTION)["features"]) == 4
    assert maps.building_points(frame.head(0), SELECTION)["features"] == []


def test_every_shape_of_a_map_is_in_its_legend_and_in_the_style_sheet() -> None:
    style = (frames.ROOT / "assets" / "gabare.css").read_text(encoding="utf-8")
    for places in (maps.SITES, maps.BUILDINGS):
        for shape, _words in places.legend:
            assert f".gb-mark--{shape}::before" in style
