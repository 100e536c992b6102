"""The official variables of a service of water (codes of SISPEA), and what they do not agree on."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from data.quality import Notice
from data.water.official import (
    VOLUMES,
    YEAR_DAYS,
    Volumes,
    authorised_m3,
    distributed_m3,
    yearly,
    yield_pct,
)
from data.water.stake import LevyBasis

# Code -> what it measures. VP.063 (homes) and VP.201 (others) add up to VP.232.
CODES = {
    "VP.059": "produced_m3",
    "VP.060": "imported_m3",
    "VP.061": "exported_m3",
    "VP.221": "unmetered_m3",
    "VP.220": "service_m3",
}
HOMES, OTHERS, METERED = "VP.063", "VP.201", "VP.232"
DISTRIBUTED, AUTHORISED = "VP.234", "VP.233"
# Own codes, beside those of SISPEA: what the levy is computed on, as the agency tells it.
BILLED, ASSETS_PART, SECOND_WAY = "RED.FACTURE", "RED.PATRIMOINE", "RED.VOIE2"
CUSTOMERS, PIPE_KM, RENEWED_KM = "VP.056", "VP.077", "VP.140"
# What the screens call each volume.
LABELS = {
    "produced_m3": "volume produit (V1)",
    "imported_m3": "volume importé (V2)",
    "exported_m3": "volume exporté (V3)",
    "metered_m3": "volume compté (V7)",
    "unmetered_m3": "volume sans comptage (V8)",
    "service_m3": "volume de service (V9)",
}
# Two declarations of one volume further apart than this do not agree.
TOLERANCE = 0.005


class Declared(NamedTuple):
    """A service in a year: its volumes and lengths, and the totals it declares itself (NaN: no)."""

    volumes: Volumes
    pipe_km: float
    renewed_km: float
    customers: float
    distributed_m3: float
    authorised_m3: float


def declared(values: Mapping[str, float]) -> Declared:
    """What the variables of one year of a service say; a code not declared is unknown, not 0.

    V7 is VP.063 + VP.201, or VP.232 when one of the two is not declared.
    """
    metered = _value(values, HOMES) + _value(values, OTHERS)
    if np.isnan(metered):
        metered = _value(values, METERED)
    volumes = {name: _value(values, code) for code, name in CODES.items()}
    return Declared(
        Volumes(**volumes, metered_m3=metered),
        *(_value(values, code) for code in (PIPE_KM, RENEWED_KM, CUSTOMERS)),
        *(_value(values, code) for code in (DISTRIBUTED, AUTHORISED)),
    )


def levy_basis(values: Mapping[str, float], rate_eur_m3: float | None) -> LevyBasis:
    """What the levy of a service is computed on; what is metered stands for a volume not billed."""
    billed = _value(values, BILLED)
    metered = float(yearly(declared(values).volumes).metered_m3)
    return LevyBasis(
        metered if np.isnan(billed) else billed,
        rate_eur_m3,
        _value(values, ASSETS_PART),
        _value(values, SECOND_WAY),
    )


def checks(year: Declared) -> list[Notice]:
    """What in the declaration of a service cannot be, or lacks for its indicators."""
    return [
        *_missing(year.volumes),
        *_periods(year.volumes),
        *_impossible(year.volumes),
        *_disagreeing("V4", year.distributed_m3, distributed_m3(year.volumes)),
        *_disagreeing("V6", year.authorised_m3, authorised_m3(year.volumes)),
        *([] if year.pipe_km > 0 else [Notice("SERVICE_SANS_LONGUEUR")]),
    ]


def _missing(volumes: Volumes) -> list[Notice]:
    figures = {name: np.asarray(getattr(volumes, name), dtype=float) for name in VOLUMES}
    negative = [LABELS[name] for name, figure in figures.items() if figure < 0]
    missing = [LABELS[name] for name, figure in figures.items() if np.isnan(figure)]
    found = [Notice("VOLUMES_NEGATIFS", {"names": ", ".join(negative)})] if negative else []
    return found + ([Notice("VOLUMES_MANQUANTS", {"names": ", ".join(missing)})] if missing else [])


def _periods(volumes: Volumes) -> list[Notice]:
    periods = [np.asarray(days, dtype=float) for days in (volumes.days, volumes.reading_days)]
    if not all(days > 0 for days in periods):
        return [Notice("DUREE_INCONNUE")]
    other = [days for days in periods if days != YEAR_DAYS]
    return [Notice("RAMENE_A_365_JOURS", {"days": f"{other[0]:.0f}"})] if other else []


def _impossible(volumes: Volumes) -> list[Notice]:
    found, year = [], yearly(volumes)
    if distributed_m3(volumes) < 0:
        found.append(Notice("DISTRIBUE_NEGATIF"))
    if year.metered_m3 > distributed_m3(volumes):
        found.append(Notice("COMPTE_PLUS_QUE_DISTRIBUE"))
    if yield_pct(volumes) > 100:
        found.append(Notice("RENDEMENT_IMPOSSIBLE", {"pct": _french(float(yield_pct(volumes)))}))
    return found


def _disagreeing(name: str, said: float, computed: np.ndarray) -> list[Notice]:
    if not abs(said - computed) > TOLERANCE * abs(computed):
        return []
    facts = {"name": name, "said": _thousands(said), "computed": _thousands(float(computed))}
    return [Notice("TOTAL_INCOHERENT", facts)]


def _value(values: Mapping[str, float], code: str) -> float:
    value = values.get(code)
    return float("nan") if value is None else float(value)


def _french(value: float) -> str:
    return f"{value:.1f}".replace(".", ",")


def _thousands(value: float) -> str:
    return f"{value:,.0f}".replace(",", "\u202f")
