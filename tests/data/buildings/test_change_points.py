"""The choice of a model, from squares written by hand."""

import numpy as np
import pytest

from data.buildings.change_points import MODELS, Candidate, chosen

POINTS = 100


def model_for(gain_3ph: float, gain_5p: float) -> str:
    """The model chosen where 100 points have 10 of squares and models explain these."""
    gains = (0.0, gain_3ph, 0.0, gain_5p)
    candidates = [Candidate(np.array([gain]), np.zeros((1, 5))) for gain in gains]
    model, residual, _ = chosen(candidates, np.array([10.0]), np.array([POINTS]))
    assert residual[0] == pytest.approx(10 - gains[model[0]])
    return MODELS[model[0]]


# Two parameters more are worth 2 ln n: the squares left must fall by a factor n^(-2/n).
WORTH_TWO = POINTS ** (-2 / POINTS)


@pytest.mark.parametrize(("left", "model"), [(WORTH_TWO * 1.001, "1P"), (WORTH_TWO * 0.999, "3PH")])
def test_two_parameters_must_explain_their_worth(left, model):
    assert model_for(10 * (1 - left), 0) == model


@pytest.mark.parametrize(("left", "model"), [(WORTH_TWO * 1.001, "3PH"), (WORTH_TWO * 0.999, "5P")])
def test_two_more_must_as_well(left, model):
    assert model_for(10 * (1 - 0.5), 10 * (1 - 0.5 * left)) == model


def test_what_is_only_rounding_needs_no_parameter():
    assert model_for(10 - 1e-13, 10) == "3PH"
