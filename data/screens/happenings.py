"""What happens in a territory in the coming days."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, literal, or_, select

from data import schema
from data.footfall.sites import within


@dataclass(frozen=True)
class Happening:
    """An event of the store."""

    label: str
    first_day: date
    last_day: date
    scope: str


def happenings(engine: Engine, scopes: Sequence[str], first: date, last: date) -> list[Happening]:
    """The events of some days in a territory, in what holds it and on its sites.

    `scopes`: the territory first, then wider and wider. Soonest first, then nearest, then those
    that end first.
    """
    event = schema.event.c
    inside = within(scopes[0])
    here = select("site:" + schema.site.c.site_id).where(inside)
    communes = select("commune:" + schema.site.c.commune_code).where(
        inside, literal(not scopes[0].startswith("site:"))
    )
    statement = select(event.label, event.first_day, event.last_day, event.scope).where(
        event.first_day <= last,
        event.last_day >= first,
        or_(event.scope.in_(scopes), event.scope.in_(here), event.scope.in_(communes)),
    )
    with engine.connect() as connection:
        found = [Happening(*row) for row in connection.execute(statement)]

    def order(one: Happening) -> tuple[object, ...]:
        width = scopes.index(one.scope) if one.scope in scopes else 0
        return max(one.first_day, first), width, one.last_day, one.label

    return sorted(found, key=order)
