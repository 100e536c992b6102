"""Every figure of water: valid, gaps kept, and equal to the frame behind its table."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import pytest

from components.figures import water, water_alerts, water_balance, water_places
from components.legends import legend
from components.tables import values
from components.water import water_marks
from tests.components import building_frames
from tests.components import water_frames as frames

SELECTION = building_frames.selection()
BUILDERS = {
    "alerts": (water_alerts.alerts, frames.tonight()),
    "rehearsal": (water_alerts.rehearsal, frames.rehearsal()),
    "yields": (water.yields, frames.yields()),
    "losses": (water.losses, frames.losses()),
    "balance": (water_balance.balance, frames.balance()),
    "stake": (water.stake, frames.stake()),
    "customer_days": (water.customer_days, frames.customer_days()),
    "sectors": (water_places.sectors, frames.sectors()),
    "services": (water_places.services, frames.services()),
    "customer_communes": (water_places.customer_communes, frames.customer_communes()),
    "customers": (water_places.customers, frames.customers()),
    "faults": (water_places.faults, frames.faults()),
}
CASES = pytest.mark.parametrize(("build", "frame"), BUILDERS.values(), ids=BUILDERS)
# Never missing in the answers of the queries.
KEYS = (
    "year",
    "points",
    "budget",
    "flow_m3_h",
    "services",
    "all_services",
    "days",
    "meters",
    "leaks",
)


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


def test_a_yield_says_its_side_of_the_threshold_by_its_shape() -> None:
    figure = water.yields(frames.yields(), SELECTION)
    over, under, unjudged = (
        named(figure, name) for name in (water.OVER, water.UNDER, water.UNJUDGED)
    )
    assert (over["x"], over["y"]) == (["2023"], [80.0])
    assert (under["x"], under["y"]) == (["2024"], [74.0])
    assert (unjudged["x"], unjudged["y"]) == (["2025"], [78.0])
    symbols = {trace["marker"]["symbol"] for trace in (over, under, unjudged)}
    assert len(symbols) == 3
    # No service is like those: no line of theirs. 2023 counts one service fewer.
    assert water.PEERS not in {trace["name"] for trace in figure["data"]}
    assert named(figure, water.PARTIAL)["x"] == ["2023"]


def test_losses_are_bars_under_the_limits_of_their_density() -> None:
    figure = water.losses(frames.losses(), SELECTION)
    assert named(figure, water.LOSSES)["y"] == [None, 3.5, 2.75]
    assert named(figure, water.PARTIAL)["y"] == [2.0, None, None]
    assert named(figure, water.PARTIAL)["marker"]["pattern"]["shape"] == "/"
    lines = [named(figure, name) for _, name, _, _ in water.LIMITS]
    assert [one["y"][0] for one in lines] == [1.5, 2.5, 4.0]
    assert len({one["line"]["dash"] for one in lines}) == 3


def test_a_ribbon_is_as_wide_as_its_volume_and_stays_between_its_bars() -> None:
    frame = frames.balance()
    figure = water_balance.balance(frame, SELECTION)
    ribbons = [trace for trace in figure["data"] if "meta" in trace]
    assert [ribbon["meta"] for ribbon in ribbons] == values(frame, "volume_m3")
    half = water_balance.STEPS + 1
    for ribbon in ribbons:
        there, back = ribbon["x"][:half], ribbon["x"][half : 2 * half][::-1]
        widths = [right - left for left, right in zip(there, back, strict=True)]
        assert widths == pytest.approx([ribbon["meta"]] * half)
        assert len(set(ribbon["y"])) == half
    # Side by side: 900 of what is produced, 100 of what is bought; no ribbon over another.
    first, second = ribbons[0]["x"], ribbons[1]["x"]
    assert first[half - 1] + 900 == pytest.approx(second[half - 1])


def test_what_leads_to_no_bar_is_named_below_and_lost_water_is_hatched() -> None:
    figure = water_balance.balance(frames.balance(), SELECTION)
    words = [note["text"] for note in figure["layout"]["annotations"]]
    assert "Pertes<br>240\u00a0m³" in words
    assert "Eau distribuée\u00a0: 950\u00a0m³" in words
    # A flow of nothing has no bar to name.
    assert not any("Service" in one for one in words)
    lost = named(figure, "Eau distribuée → Pertes")
    assert lost["fillpattern"]["shape"] == "/"
    # Words of the same side stand at different heights.
    ends = [note["y"] for note in figure["layout"]["annotations"] if note["y"] > lost["y"][-2]]
    assert len(ends) == len(set(ends))


def test_a_point_is_worth_its_levy_and_its_water() -> None:
    figure = water.stake(frames.stake(), SELECTION)
    assert named(figure, water.LEVY)["y"][1] == 2750
    assert named(figure, water.WATER)["y"][2] == 10_000 + 9900
    said = figure["data"][-1]
    # 2,750 + 10,000; 10 x 2,750 + 10 x 10,000 - 100 x 45.
    assert (said["text"][1], said["text"][10]) == ("13\u00a0k€", "123\u00a0k€")
    assert said["text"][0] == ""


def test_services_under_their_threshold_are_hatched_on_the_left() -> None:
    figure = water_places.services(frames.services(), SELECTION)
    over, under = named(figure, water.OVER), named(figure, water.UNDER)
    assert over["x"] == [None, 6.0, None]
    assert under["x"] == [-4.0, None, None]
    assert (over["marker"]["pattern"]["shape"], under["marker"]["pattern"]["shape"]) == ("", "/")
    assert under["customdata"][0] == "/eau/services/b"
    assert figure["data"][-1]["text"] == [
        "CC du Lac<br>71,0\u202f% (\u22124,0\u00a0points)",
        "Régie &lt;a&gt;<br>80,0\u202f% (+6,0\u00a0points)",
        "Régie c<br>rendement non connu",
    ]


def test_leaks_lead_to_their_evidence_and_the_days_of_a_meter_say_its_leak() -> None:
    bars = water_alerts.alerts(frames.tonight(), SELECTION)["data"][0]
    assert bars["customdata"][0] == "/eau/secteurs/s%2F0"
    assert bars["customdata"][2] == "/eau/abonnes?detail=s%2F2"
    assert bars["text"][2] == "18\u202f000\u00a0€ · 12\u00a0L/h"
    usual, leak, least = water.customer_days(frames.customer_days(), SELECTION)["data"]
    assert (usual["y"], leak["y"]) == ([0.2, None, 0.2], [None, 0.5, None])
    assert least["y"] == [0.0, 12.0, None]
    assert least["yaxis"] == "y2"


def test_the_rehearsal_carries_its_sentences() -> None:
    frame = frames.rehearsal()
    figure = water_alerts.rehearsal(frame, SELECTION)
    counts, lost = figure["data"]
    assert (counts["y"], lost["y"]) == (values(frame, "alerts"), values(frame, "lost_m3"))
    assert counts["x"] == ["0,25", "0,5", "1", "2", "4"]
    assert lost["text"][1:3] == ["1,50", "12,0"]
    assert figure["layout"]["meta"]["0.25"] == "Avec ce budget, aucune alerte en douze mois."
    assert figure["layout"]["meta"]["1"] == (
        "Avec ce budget, 4\u00a0alertes sur 3\u00a0secteurs en douze mois, pendant lesquelles "
        "12\u202f000\u00a0m³ ont été perdus, soit 6\u202f000\u00a0€ (indicatif)."
    )


def test_the_map_has_the_shape_of_each_class_and_a_sector_without_number() -> None:
    features = water_marks.sector_points(frames.sectors(), SELECTION)["features"]
    about = [feature["properties"] for feature in features]
    shapes = [one["shape"] for one in about]
    assert shapes == ["leak-highest", "leak-high", "leak-middling", "leak-low", "absent"]
    assert [one["count"] for one in about] == [12.0, 6.0, 3.0, 1.0, 0]
    assert about[0]["href"] == "/eau/secteurs/s%2F0"
    assert about[0]["lines"][2:] == [
        "12,0\u00a0m³/km/jour",
        "1\u00a0alerte en cours, 2,0\u00a0m³/h",
    ]
    assert about[4]["lines"][2:] == ["longueur inconnue", ""]
    named_shapes = [shape for shape, _ in water_marks.SECTORS.legend]
    assert set(shapes) <= set(named_shapes)


def test_a_sector_without_place_is_left_to_the_table() -> None:
    frame = frames.sectors().assign(longitude_deg=[0.4, None, 0.5, 0.6, 0.7])
    assert len(water_marks.sector_points(frame, SELECTION)["features"]) == 4


def test_small_communes_together_fit_the_chart() -> None:
    frame = frames.customer_communes().assign(
        commune=["Autres communes, Communauté de communes Val d’Amboise", "Tours"]
    )
    _bars, labels = water_places.customer_communes(frame, SELECTION)["data"]
    assert "Autres communes, CC Val d’Amboise" in str(labels["text"])
