"""What of water a territory, a service or a sector holds."""

from sqlalchemy import ColumnElement, Table, and_, select, true

from data import db, schema

PLACES = ("departement", "epci", "commune")


def within_sectors(scope: str) -> ColumnElement[bool]:
    """The sectors (core_water_sector) of a scope; none for a scope of another theme."""
    sector = schema.water_sector.c
    own = {"secteur": sector.sector_id, "service": sector.service_id}
    return _within(schema.water_sector, sector.sector_id, own, scope)


def within_customers(scope: str) -> ColumnElement[bool]:
    """The meters of customers (core_water_customer) of a scope; none for one of another theme."""
    customer = schema.water_customer.c
    own = {"secteur": customer.sector_id, "service": customer.service_id}
    return _within(schema.water_customer, customer.meter_id, own, scope)


def shown_customers(scope: str) -> ColumnElement[bool]:
    """Those of a scope that may be shown one by one: simulated ones, or all when it is opened.

    The days of a home are personal data; the setting `customer_detail` opens them.
    """
    opened = true() if db.customer_detail() else schema.water_customer.c.simulated
    return and_(within_customers(scope), opened)


def within_services(scope: str) -> ColumnElement[bool]:
    """The services (core_water_service) of a scope; none for a sector or another theme."""
    held = schema.water_scope_service.c
    return schema.water_service.c.service_id.in_(select(held.service_id).where(held.scope == scope))


def own_id(scope: str, kind: str) -> str:
    """The identifier of a scope of this kind (`secteur`, `service`); empty for another."""
    found, _, identifier = scope.partition(":")
    return identifier if found == kind else ""


def _within(
    table: Table, identifier: ColumnElement[str], own: dict[str, ColumnElement[str]], scope: str
) -> ColumnElement[bool]:
    kind, _, code = scope.partition(":")
    columns = {**{place: table.c[f"{place}_code"] for place in PLACES}, **own}
    if kind == "syndicat":
        return identifier.is_not(None)
    return columns[kind] == code if kind in columns else identifier.is_(None)
