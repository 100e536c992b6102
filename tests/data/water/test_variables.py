"""What the official variables of a service say, and what in them cannot be."""

import math

import pytest

from data.water.official import Volumes, yield_pct
from data.water.stake import LevyBasis
from data.water.variables import checks, declared, levy_basis

YEAR = {
    "VP.059": 900_000,
    "VP.060": 100_000,
    "VP.061": 50_000,
    "VP.063": 500_000,
    "VP.201": 200_000,
    "VP.221": 20_000,
    "VP.220": 10_000,
    "VP.077": 120.0,
    "VP.140": 4.5,
    "VP.056": 6_000,
}


def _codes(values: dict[str, float]) -> list[str]:
    return [notice.code for notice in checks(declared(values))]


def test_codes_are_read_as_their_volumes():
    year = declared(YEAR)
    assert year.volumes == Volumes(900_000, 100_000, 50_000, 700_000, 20_000, 10_000)
    assert (year.pipe_km, year.renewed_km, year.customers) == (120, 4.5, 6_000)
    assert yield_pct(year.volumes) == pytest.approx(78)
    assert checks(year) == []


def test_the_total_of_meters_stands_for_parts_not_declared():
    total = {code: value for code, value in YEAR.items() if code != "VP.201"}
    assert math.isnan(declared(total).volumes.metered_m3)
    assert declared(total | {"VP.232": 690_000}).volumes.metered_m3 == 690_000
    # The parts go first.
    assert declared(YEAR | {"VP.232": 690_000}).volumes.metered_m3 == 700_000


def test_the_basis_of_the_levy_is_what_the_agency_tells():
    told = {"RED.FACTURE": 690_000, "RED.PATRIMOINE": 0.15, "RED.VOIE2": 0.3}
    assert levy_basis(YEAR | told, 0.10) == LevyBasis(690_000, 0.10, 0.15, 0.3)
    basis = levy_basis(YEAR, None)
    assert (basis.billed_m3, basis.rate_eur_m3) == (700_000, None)
    assert math.isnan(basis.assets_part)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"VP.221": None}, "VOLUMES_MANQUANTS"),
        ({"VP.059": -1}, "VOLUMES_NEGATIFS"),
        ({"VP.077": 0}, "SERVICE_SANS_LONGUEUR"),
        ({"VP.077": None}, "SERVICE_SANS_LONGUEUR"),
        ({"VP.063": 800_000}, "COMPTE_PLUS_QUE_DISTRIBUE"),
        ({"VP.220": 400_000}, "RENDEMENT_IMPOSSIBLE"),
        ({"VP.061": 2_000_000}, "DISTRIBUE_NEGATIF"),
        ({"VP.234": 900_000}, "TOTAL_INCOHERENT"),
        ({"VP.233": 700_000}, "TOTAL_INCOHERENT"),
    ],
)
def test_what_cannot_be_is_named(change, code):
    assert code in _codes(YEAR | change)


def test_totals_that_agree_but_for_roundings_are_not_named():
    assert _codes(YEAR | {"VP.234": 951_000, "VP.233": 730_400}) == []


def test_notices_name_the_volumes():
    missing = {code: value for code, value in YEAR.items() if code not in ("VP.221", "VP.061")}
    notice = checks(declared(missing))[0]
    assert "volume exporté (V3), volume sans comptage (V8)" in notice.text
    impossible = checks(declared(YEAR | {"VP.220": 400_000}))[0]
    # 100 × (700 + 20 + 400 + 50) ÷ 1,000.
    assert "117,0" in impossible.text
