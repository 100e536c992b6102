"""The reference values of water in force on a day, as the methods take them."""

from dataclasses import fields
from datetime import date
from typing import NamedTuple

from data.reference_values import ReferenceValue, ReferenceValues
from data.water.decree import Decree
from data.water.density import FAIR, GOOD, INTERMEDIATE, POOR, RURAL, URBAN, DensityLimits
from data.water.night_use import NightRules
from data.water.official import Volumes
from data.water.redevance import LevyRules
from data.water.stake import cost_eur_m3

ALL = "tous"
WORDS = (GOOD, FAIR, POOR)


class Rules(NamedTuple):
    """What every service shares; `unverified` names the sources of what is said "indicatif"."""

    decree: Decree
    density: DensityLimits
    levy: LevyRules
    night: NightRules
    abnormal_factor: float
    unverified: tuple[str, ...]


def rules(values: ReferenceValues, day: date) -> Rules:
    """The rules in force on a day; a value that is not known is NaN, as is all that needs it.

    The items of a kind are the names of the fields.
    """
    read: list[ReferenceValue] = []

    def value(kind: str, item: str) -> float:
        known = values.at(kind, item, day)
        read.extend([known] if known else [])
        return known.value if known else float("nan")

    def values_of(kind: str, rule: type) -> dict[str, float]:
        names = [field.name for field in fields(rule) if field.name != "losses"]
        return {name: value(kind, name) for name in names}

    losses = {
        density: tuple(value("water_loss_limit_m3_km_day", f"{density}_{word}") for word in WORDS)
        for density in (RURAL, INTERMEDIATE, URBAN)
    }
    found = Rules(
        Decree(**values_of("water_decree", Decree)),
        DensityLimits(**values_of("water_density", DensityLimits), losses=losses),
        LevyRules(**values_of("water_levy", LevyRules)),
        NightRules(
            l_per_h_customer=value("water_night_use_l_per_h", "customer"),
            hours_per_day=value("water_night_hours_per_day", "leak"),
        ),
        value("water_abnormal_factor", "customer"),
        (),
    )
    return found._replace(unverified=_unverified(read))


def _unverified(read: list[ReferenceValue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value.source for value in read if not value.verified))


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
