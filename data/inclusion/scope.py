"""What of digital inclusion a territory holds."""

from sqlalchemy import ColumnElement, Table, false, true

from data.selection import SYNDICAT

LEVELS = ("departement", "epci", "commune")


def within(table: Table, scope: str) -> ColumnElement[bool]:
    """The rows of a table, which names commune, EPCI and département, that a scope holds.

    None for a scope of another theme.
    """
    kind, _, code = scope.partition(":")
    if kind == SYNDICAT:
        return true()
    return table.c[f"{kind}_code"] == code if kind in LEVELS else false()
