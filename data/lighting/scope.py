"""Which cabinets a territory holds."""

from sqlalchemy import ColumnElement

from data import schema


def within(scope: str) -> ColumnElement[bool]:
    """The cabinets (core_light_cabinet) of a scope; none for a scope of another kind."""
    kind, _, code = scope.partition(":")
    cabinet = schema.light_cabinet.c
    columns = {
        "departement": cabinet.departement_code,
        "epci": cabinet.epci_code,
        "commune": cabinet.commune_code,
        "armoire": cabinet.cabinet_id,
    }
    if kind == "syndicat":
        return cabinet.cabinet_id.is_not(None)
    return columns[kind] == code if kind in columns else cabinet.cabinet_id.is_(None)
