"""Ranked bars: what is written of each value is never cut, however narrow the screen."""

from components.figures.ranked import (
    NARROWEST_PX,
    ROW_HEIGHT_PX,
    SIGN_PX,
    TALL_ROW_PX,
    ranked_bars,
)

NAMES = ("Descartes", "Beaumont-en-Véron", "Tours")


def test_short_words_are_in_their_bar_or_after_it() -> None:
    bars, labels = (figure := ranked_bars(NAMES, [100, 50, 0], ["100 L/h", "50 L/h", "0"]))["data"]
    assert bars["textposition"] == "auto"
    assert labels["text"] == ["Descartes", "Beaumont-en-Véron", "Tours  0"]
    assert figure["layout"]["height"] == 3 * ROW_HEIGHT_PX + 8


def test_words_that_would_be_cut_stand_under_every_label() -> None:
    # At half of the scale they have neither half of the screen.
    long = "x" * (NARROWEST_PX // 2 // SIGN_PX + 1)
    bars, labels = (figure := ranked_bars(NAMES, [100, 50, None], ["a", long, "inconnu"]))["data"]
    assert bars["textposition"] == "none"
    assert labels["text"] == ["Descartes<br>a", f"Beaumont-en-Véron<br>{long}", "Tours<br>inconnu"]
    assert figure["layout"]["height"] == 3 * TALL_ROW_PX + 8


def test_long_words_fit_in_a_long_bar_or_after_a_short_one() -> None:
    long = "x" * (NARROWEST_PX // 2 // SIGN_PX + 1)
    assert ranked_bars(NAMES, [100, 10, 1], [long] * 3)["data"][0]["textposition"] == "auto"
