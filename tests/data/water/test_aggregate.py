"""Services together: volumes are added, never ratios averaged; and those to compare with."""

import numpy as np
import pandas as pd
import pytest

from data.water.aggregate import INDICATORS, together
from data.water.similar import peer_medians, size_class

NAN = float("nan")
COLUMNS = (
    "service_id",
    "produced_m3",
    "imported_m3",
    "exported_m3",
    "metered_m3",
    "unmetered_m3",
    "service_m3",
    "pipe_km",
    "renewed_km",
)
SERVICES = pd.DataFrame(
    [
        ("town", 1_000_000, 0, 0, 900_000, 0, 0, 100, 5),
        ("hamlet", 10_000, 0, 0, 4_000, 0, 0, 20, 0),
        ("no V9", 500_000, 0, 0, 100_000, 0, NAN, 50, 1),
        ("no length", 200_000, 0, 0, 150_000, 0, 0, NAN, NAN),
        ("zero length", 200_000, 0, 0, 150_000, 0, 0, 0, 1),
    ],
    columns=COLUMNS,
)


def test_volumes_are_added_and_ratios_are_not_averaged():
    two = together(SERVICES.head(2), "yield_pct")
    assert two.value == pytest.approx(100 * 904_000 / 1_010_000)
    assert two.value != pytest.approx((90 + 40) / 2)
    losses = together(SERVICES.head(2), "loss_index_m3_km_day")
    assert losses.value == pytest.approx((100_000 + 6_000) / 365 / 120)
    assert together(SERVICES.head(2), "renewal_pct").value == pytest.approx(100 * (5 / 5) / 120)


def test_an_incomplete_service_is_left_out_of_both_sides_and_named():
    found = together(SERVICES, "yield_pct")
    assert found.left_out == ["no V9"]
    assert found.value == pytest.approx(100 * (904_000 + 300_000) / (1_010_000 + 400_000))
    losses = together(SERVICES, "loss_index_m3_km_day")
    assert losses.left_out == ["no V9", "no length", "zero length"]
    assert losses.value == together(SERVICES.head(2), "loss_index_m3_km_day").value
    # P105.3 needs no V9.
    unmetered = together(SERVICES, "unmetered_index_m3_km_day")
    assert unmetered.kept == ["town", "hamlet", "no V9"]
    assert unmetered.value == pytest.approx((100_000 + 6_000 + 400_000) / 365 / 170)


@pytest.mark.parametrize("indicator", list(INDICATORS))
def test_one_service_is_itself_and_none_is_nothing(indicator):
    alone = together(SERVICES.head(1), indicator)
    assert np.isfinite(alone.value)
    none = together(SERVICES.iloc[:0], indicator)
    assert np.isnan(none.value)
    assert (none.kept, none.left_out) == ([], [])


def test_peers_are_the_others_of_the_same_density_and_size():
    services = pd.DataFrame(
        {
            "density_class": ["rural"] * 5 + ["urban", None],
            "customers": [200, 300, 400, 999, 1000, 300, 300],
            "yield_pct": [60.0, 70.0, 80.0, 90.0, 10.0, 99.0, 50.0],
            "loss": [1.0, NAN, 3.0, 5.0, 9.0, 9.0, 9.0],
        }
    )
    assert size_class(services["customers"]).tolist() == [0, 0, 0, 0, 1, 0, 0]
    assert size_class(pd.Series([NAN, 25_000])).isna().tolist() == [True, False]
    medians = peer_medians(services, ["yield_pct", "loss"])
    assert medians["yield_pct"].tolist()[:4] == [80, 80, 70, 70]
    assert medians["yield_pct"].isna().tolist()[4:] == [True] * 3
    assert medians["peers"].tolist() == [3, 3, 3, 3, 0, 0, 0]
    # Two known others are no reference; the one that is missing has three.
    assert medians["loss"].isna().tolist()[:4] == [True, False, True, True]
    assert medians["loss"][1] == 3
