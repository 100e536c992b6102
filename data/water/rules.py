"""The reference values of water in force on a day, as the methods take them."""

from datetime import date
from typing import NamedTuple

from data.reference_values import ReferenceValue, ReferenceValues
from data.water.decree import Decree
from data.water.density import INTERMEDIATE, RURAL, URBAN, DensityLimits
from data.water.night_use import NightRules
from data.water.official import Volumes
from data.water.redevance import LevyRules
from data.water.stake import cost_eur_m3

ALL = "tous"


class Rules(NamedTuple):
    """What every service shares; `unverified` names the sources of what is said "indicatif"."""

    decree: Decree
    density: DensityLimits
    levy: LevyRules
    night: NightRules
    abnormal_factor: float
    unverified: tuple[str, ...]


def rules(values: ReferenceValues, day: date) -> Rules:
    """The rules in force on a day; a value that is not known is NaN, as is all that needs it."""
    read: list[ReferenceValue] = []

    def value(kind: str, item: str) -> float:
        known = values.at(kind, item, day)
        read.extend([known] if known else [])
        return known.value if known else float("nan")

    def losses(density: str) -> tuple[float, float, float]:
        good, fair, poor = (
            value("water_loss_limit_m3_km_day", f"{density}_{word}")
            for word in ("good", "fair", "poor")
        )
        return good, fair, poor

    return Rules(
        Decree(
            enough_pct=value("water_decree", "enough_pct"),
            base_pct=value("water_decree", "base_pct"),
            short_base_pct=value("water_decree", "short_base_pct"),
            short_taken_m3=value("water_decree", "short_taken_m3"),
            points_per_index=value("water_decree", "points_per_index"),
        ),
        DensityLimits(
            rural_customers_km=value("water_density", "rural_customers_km"),
            urban_customers_km=value("water_density", "urban_customers_km"),
            rural_index=value("water_density", "rural_index"),
            urban_index=value("water_density", "urban_index"),
            losses={density: losses(density) for density in (RURAL, INTERMEDIATE, URBAN)},
        ),
        LevyRules(
            per_point=value("water_levy", "per_point"),
            from_pct=value("water_levy", "from_pct"),
            most_performance=value("water_levy", "most_performance"),
            most_assets=value("water_levy", "most_assets"),
            points_per_index=value("water_levy", "points_per_index"),
            first_modulated_year=value("water_levy", "first_modulated_year"),
            flat_modulation=value("water_levy", "flat_modulation"),
        ),
        NightRules(
            l_per_h_customer=value("water_night_use_l_per_h", "customer"),
            hours_per_day=value("water_night_hours_per_day", "leak"),
        ),
        value("water_abnormal_factor", "customer"),
        tuple(dict.fromkeys(one.source for one in read if not one.verified)),
    )


def levy_rate(values: ReferenceValues, agency: str | None, day: date) -> ReferenceValue | None:
    """The rate of an agency in €/m³; None without an agency or a rate known for it."""
    return values.at("water_levy_eur_per_m3", agency, day) if agency else None


def unit_cost_eur_m3(
    values: ReferenceValues, service_id: str | None, volumes: Volumes | None, day: date
) -> float | None:
    """What a m³ not lost saves a service.

    Its own price if given, else prices of production and purchase by its volumes where both are
    given, else the price for all; None without any.
    """
    kind = "water_cost_eur_per_m3"
    own = values.at(kind, service_id, day) if service_id else None
    if own:
        return own.value
    sides = [values.at(kind, item, day) for item in ("production", "achat")]
    if volumes is not None and all(sides):
        mixed = cost_eur_m3(volumes, *(side.value for side in sides if side))
        if mixed == mixed:
            return mixed
    everyone = values.at(kind, ALL, day)
    return everyone.value if everyone else None
