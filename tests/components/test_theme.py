"""Contrast of the colours, configuration of graphs, base layout."""

import re
from pathlib import Path

import plotly.graph_objects as go
import pytest

from components import theme

STYLE = Path(__file__).parents[2] / "assets" / "gabare.css"


def luminance(colour: str) -> float:
    """The relative luminance of WCAG 2.2, from 0 (black) to 1 (white)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def style_colours() -> dict[str, str]:
    """The named colours of the style sheet."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", STYLE.read_text(encoding="utf-8")))


def test_the_ratio_is_that_of_the_norm() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", theme.TEXTS)
@pytest.mark.parametrize("ground", [theme.SURFACE, theme.PAGE, theme.HOLIDAY_FILL])
def test_texts_are_legible(name: str, ground: str) -> None:
    assert contrast(theme.TEXTS[name], ground) >= 4.5


@pytest.mark.parametrize("name", theme.MARKS)
def test_lines_and_bars_stand_out(name: str) -> None:
    assert contrast(theme.MARKS[name], theme.SURFACE) >= 3


def test_lines_stand_out_on_the_holidays_too() -> None:
    assert min(contrast(c, theme.HOLIDAY_FILL) for c in (theme.FOCUS, theme.COMPARISON)) >= 3


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "page"),
        ("muted", "page"),
        ("muted", "surface"),
        ("muted", "sand"),
        ("river", "surface"),
        ("river", "page"),
        ("good", "surface"),
        ("alert", "surface"),
        ("ink", "alert-light"),
        ("muted", "alert-light"),
        ("river-deep", "river-light"),
    ],
)
def test_the_style_sheet_is_legible(text: str, ground: str) -> None:
    colours = style_colours()
    assert contrast(colours[text], colours[ground]) >= 4.5


def test_style_sheet_and_figures_share_their_colours() -> None:
    colours = style_colours()
    assert colours["river"] == theme.FOCUS
    assert colours["ink"] == theme.INK
    assert colours["muted"] == theme.MUTED
    assert colours["alert"] == theme.ALERT
    assert colours["good"] == theme.GOOD
    assert colours["sand-dark"] == theme.COMPARISON


def test_the_sequential_scale_darkens_at_each_step() -> None:
    steps = [luminance(colour) for colour in theme.SEQUENTIAL]
    assert steps == sorted(steps, reverse=True)
    assert theme.SEQUENTIAL_SCALE[0][0] == 0
    assert theme.SEQUENTIAL_SCALE[-1][0] == 1


def test_graphs_send_nothing_away() -> None:
    assert theme.GRAPH_CONFIG["showSendToCloud"] is False
    assert theme.GRAPH_CONFIG["plotlyServerURL"] == ""
    assert theme.GRAPH_CONFIG["displaylogo"] is False
    assert theme.GRAPH_CONFIG["locale"] == "fr"


def test_a_layout_is_laid_over_the_base_without_changing_it() -> None:
    changed = theme.layout(xaxis={"type": "date"}, height=100)
    assert changed["xaxis"] == {**theme.layout()["xaxis"], "type": "date"}
    assert changed["height"] == 100
    assert "type" not in theme.layout()["xaxis"]
    assert changed["separators"] == ",\u202f"
    go.Figure({"data": [], "layout": changed})
