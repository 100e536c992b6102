"""Months of a territory by energy, and the same perimeter in the months compared with."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Row, Select, and_, func, or_, select

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.shown_months import compared_with, months_back
from data.buildings.vocabulary import COMPLETE_SHARE, ENERGIES
from data.buildings.years import within

Line = tuple[date, str]
MONTH = schema.building_scope_month.c


@dataclass(frozen=True)
class Pair:
    """A sum and its counterpart over the same buildings; None without any."""

    comparable: float | None = None
    before: float | None = None

    def scaled(self, factor: float) -> "Pair":
        """Both in another unit."""
        if self.comparable is None or self.before is None:
            return self
        return Pair(self.comparable * factor, self.before * factor)


@dataclass(frozen=True)
class ScopeMonths:
    """Rows of out_building_scope_month by (month, energy), with their counterparts.

    `common` are the sums, in the unit of the energy, of buildings complete in a month and in the
    one it is compared with; `energies` those that the territory has at any time.
    """

    months: list[date]
    rows: dict[Line, Row]
    energies: frozenset[str]
    back: int
    common: dict[Line, tuple[float, float]]

    def total(self, column: str, energies: Collection[str] = tuple(ENERGIES)) -> float | None:
        """The sum of a column over the months.

        0 for energies that the territory does not have; None when they have nothing known.
        """
        lines = ((month, energy) for month in self.months for energy in energies)
        known = [getattr(self.rows[line], column) for line in lines if line in self.rows]
        known = [value for value in known if value is not None]
        if not known and self.rows and not self.energies.intersection(energies):
            return 0.0
        return sum(known) if known else None

    def paired(self, column: str, energies: Collection[str] = tuple(ENERGIES)) -> Pair:
        """The sum of a column over the constant perimeter, now and before."""
        pairs = list(self._pairs(column, energies))
        if not pairs:
            return Pair()
        return Pair(sum(now for now, _ in pairs), sum(before for _, before in pairs))

    def _pairs(self, column: str, energies: Collection[str]) -> Iterator[tuple[float, float]]:
        for (month, energy), (now, before) in self.common.items():
            line = months_before(month, self.back), energy
            factors = (
                _per_unit(self.rows, (month, energy), column),
                _per_unit(self.rows, line, column),
            )
            if energy in energies and None not in factors:
                yield now * factors[0], before * factors[1]


def _per_unit(rows: dict[Line, Row], line: Line, column: str) -> float | None:
    """What a unit of the energy is worth in a column, in that month."""
    row = rows.get(line)
    if row is None or getattr(row, column) is None:
        return None
    # Nothing used is worth nothing, at whatever price.
    return getattr(row, column) / row.value if row.value else 0.0


def scope_months(engine: Engine, scope: str, months: list[date], comparison: str) -> ScopeMonths:
    """The months of a territory and those they are compared with."""
    before = compared_with(months, comparison)
    back = months_back(months, comparison) if before else 0
    statement = (
        select(schema.building_scope_month)
        .where(MONTH.scope == scope, MONTH.month.in_({*months, *before}))
        .order_by(MONTH.month, MONTH.energy)
    )
    energies = select(MONTH.energy).where(MONTH.scope == scope).distinct()
    with engine.connect() as connection:
        rows = {(row.month, row.energy): row for row in connection.execute(statement)}
        known = frozenset(connection.scalars(energies))
        if back == YEAR_OF_MONTHS:
            common = _of_rows(rows, months)
        elif before:
            found = connection.execute(_common(scope, months, back))
            common = {(row.month, row.energy): (row.now, row.before) for row in found}
        else:
            common = {}
    return ScopeMonths(months, rows, known, back, common)


def _of_rows(rows: dict[Line, Row], months: list[date]) -> dict[Line, tuple[float, float]]:
    """The constant perimeter of one year before, summed by loaders."""
    return {
        line: (row.common_value, row.common_value_before)
        for line, row in rows.items()
        if row.common and line[0] in months
    }


def _common(scope: str, months: list[date], back: int) -> Select:
    """The same for any other distance: buildings complete in both months."""
    now, before = schema.building_month, schema.building_month.alias("before")
    # Dates are not subtracted the same way by all databases: pairs of months are spelled out.
    pairs = [and_(now.c.month == m, before.c.month == months_before(m, back)) for m in months]
    building = schema.building.c
    matched = and_(
        before.c.building_id == now.c.building_id,
        before.c.energy == now.c.energy,
    )
    return (
        select(
            now.c.month,
            now.c.energy,
            func.sum(now.c.value).label("now"),
            func.sum(before.c.value).label("before"),
        )
        .join_from(now, before, matched)
        .join(schema.building, building.building_id == now.c.building_id)
        .where(
            or_(*pairs),
            now.c.month.in_(months),
            now.c.known_days >= COMPLETE_SHARE * now.c.days,
            before.c.known_days >= COMPLETE_SHARE * before.c.days,
            within(scope),
        )
        .group_by(now.c.month, now.c.energy)
    )
