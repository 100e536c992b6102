"""The yield asked by the decree of 2012, and the judgement of losses by density, by hand."""

import pytest

from data.water.decree import threshold_pct
from data.water.density import density_class, judgement
from tests.data.water.water_rules import in_force

DECREE, LIMITS = in_force().decree, in_force().density
NAN = float("nan")


@pytest.mark.parametrize(
    ("index", "short", "taken", "asked"),
    [
        (17.8, False, None, 65 + 0.2 * 17.8),
        (17.8, True, 2_500_000, 70 + 0.2 * 17.8),
        (17.8, True, 2_000_000, 65 + 0.2 * 17.8),
        # 65 + 0.2 × 120 = 89: 85 is enough.
        (120, False, None, 85),
        (0, False, None, 65),
        # Whether the zone is short of water changes nothing under 2 Mm³, and decides above.
        (17.8, None, 900_000, 65 + 0.2 * 17.8),
        (17.8, None, 2_500_000, NAN),
        (17.8, True, None, NAN),
        (None, False, None, NAN),
    ],
)
def test_the_threshold_by_hand(index, short, taken, asked):
    assert threshold_pct(index, short, taken, DECREE) == pytest.approx(asked, nan_ok=True)


@pytest.mark.parametrize(
    ("customers_km", "index", "density"),
    [
        (24.9, 50, "rural"),
        (25, NAN, "intermediate"),
        (50, NAN, "intermediate"),
        (50.1, 1, "urban"),
        (NAN, 9.9, "rural"),
        (NAN, 10, "intermediate"),
        (NAN, 30.1, "urban"),
        (NAN, NAN, None),
    ],
)
def test_density_by_customers_then_by_consumption(customers_km, index, density):
    assert density_class(customers_km, index, LIMITS) == density


@pytest.mark.parametrize(
    ("loss", "density", "word"),
    [
        (2.5, "rural", "fair"),
        (2.5, "urban", "good"),
        (4.1, "rural", "bad"),
        (4.1, "intermediate", "fair"),
        (8, "intermediate", "poor"),
        (0, "rural", "good"),
        (NAN, "rural", None),
        (-1, "rural", None),
        (2, None, None),
    ],
)
def test_the_same_losses_are_judged_by_density(loss, density, word):
    assert judgement(loss, density, LIMITS) == word
