"""Which prices of water nobody has checked: money that rests on one is only indicative."""

from sqlalchemy import Engine, select

from data import schema
from data.reference_values import ReferenceValue, ReferenceValues, read_values
from data.selection import Selection
from data.viewing import today
from data.water.rules import ALL
from data.water.scope import within_services

COST = "water_cost_eur_per_m3"


def indicative_prices(engine: Engine, selection: Selection) -> list[tuple[float, str]]:
    """Each unchecked price of a m³ (€/m³) that services of a scope are reckoned at, its source.

    Empty when every service has a checked price; a territory without service uses that for all.
    """
    statement = select(schema.water_service.c.service_id).where(within_services(selection.scope))
    with engine.connect() as connection:
        services = list(connection.scalars(statement)) or [ALL]
        values = read_values(connection)
    used = [price for service in services for price in _prices(values, service)]
    unchecked = {(price.value, price.source): None for price in used if not price.verified}
    return list(unchecked)


def _prices(values: ReferenceValues, service_id: str) -> list[ReferenceValue]:
    """Its own price, else those of production and purchase, else the one for all services."""
    own, everyone = (values.at(COST, item, today()) for item in (service_id, ALL))
    sides = [values.at(COST, item, today()) for item in ("production", "achat")]
    if own:
        return [own]
    return [side for side in sides if side] if all(sides) else [everyone] if everyone else []
