"""Which prices of water nobody has checked: money that rests on one is only indicative."""

from sqlalchemy import Engine, select

from data import schema
from data.reference_values import ReferenceValue, ReferenceValues, read_values
from data.selection import Selection
from data.viewing import today
from data.water.rules import ALL
from data.water.scope import within_sectors, within_services

COST, TARIFF = "water_cost_eur_per_m3", ("price_eur_per_unit", "water")
SERVICE, CUSTOMER = "service", "customer"


def indicative_prices(engine: Engine, selection: Selection) -> list[tuple[str, float]]:
    """Who pays an unchecked price for a m³ lost, "service" or "customer", and what, in €/m³.

    Empty when every service has a checked price and the tariff of customers is checked; a
    territory without service uses the price for all.
    """
    sector = schema.water_sector.c
    of_sectors = select(sector.service_id).where(
        within_sectors(selection.scope), sector.service_id.is_not(None)
    )
    statement = select(schema.water_service.c.service_id).where(within_services(selection.scope))
    with engine.connect() as connection:
        services = list(connection.scalars(statement.union(of_sectors))) or [ALL]
        values = read_values(connection)
    used = [(SERVICE, price) for service in services for price in _costs(values, service)]
    tariff = values.at(*TARIFF, today())
    used += [(CUSTOMER, tariff)] if tariff else []
    return list(dict.fromkeys((who, one.value) for who, one in used if not one.verified))


def _costs(values: ReferenceValues, service_id: str) -> list[ReferenceValue]:
    """Its own price, else those of production and purchase, else the one for all services."""
    own, everyone = (values.at(COST, item, today()) for item in (service_id, ALL))
    sides = [values.at(COST, item, today()) for item in ("production", "achat")]
    if own:
        return [own]
    return [side for side in sides if side] if all(sides) else [everyone] if everyone else []
