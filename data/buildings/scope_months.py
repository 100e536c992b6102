"""Months of a territory or building by energy, and the same perimeter in those compared with."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Engine, Row, Select, and_, case, func, literal, or_, select

from data import schema
from data.buildings.months import YEAR_OF_MONTHS, months_before
from data.buildings.shown_months import compared_with, months_back
from data.buildings.vocabulary import COMPLETE_SHARE, ENERGIES, FINAL_ENERGIES
from data.buildings.years import within

Line = tuple[date, str]
# Now, and before.
Values = tuple[float, float]
MONTH = schema.building_scope_month.c
BUILDING = "batiment:"


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

    Those of a building are of out_building_month. `common` are the sums, in the unit of the
    energy, of buildings complete in a month and in the one it is compared with; `energies` those
    that the territory has at any time.
    """

    months: list[date]
    rows: dict[Line, Row]
    energies: frozenset[str]
    back: int
    common: dict[Line, Values]

    def total(self, column: str, energies: Collection[str] = tuple(ENERGIES)) -> float | None:
        """The sum of a column over the months.

        0 for energies that the territory does not have; None when they have nothing known.
        """
        known = self.known(column, energies, self.months)
        if not known and self.rows and not self.energies.intersection(energies):
            return 0.0
        return sum(known) if known else None

    def known(self, column: str, energies: Collection[str], months: Sequence[date]) -> list[float]:
        """The values of a column that these months have."""
        lines = ((month, energy) for month in months for energy in energies)
        values = (getattr(self.rows[line], column) for line in lines if line in self.rows)
        return [value for value in values if value is not None]

    def kwh(self, month: date, energies: Collection[str] = FINAL_ENERGIES) -> float | None:
        """The final energy of one month; None when nothing is known."""
        known = self.known("final_kwh", energies, [month])
        return sum(known) if known else None

    def paired(
        self,
        column: str,
        energies: Collection[str] = tuple(ENERGIES),
        months: Sequence[date] | None = None,
    ) -> Pair:
        """The sum of a column over the constant perimeter, now and before; of some months only."""
        pairs = list(self._pairs(column, energies, self.months if months is None else months))
        if not pairs:
            return Pair()
        return Pair(sum(now for now, _ in pairs), sum(before for _, before in pairs))

    def _pairs(
        self, column: str, energies: Collection[str], months: Sequence[date]
    ) -> Iterator[tuple[float, float]]:
        for month in months:
            earlier = months_before(month, self.back)
            for energy in energies:
                now, before = self.common.get((month, energy), (None, None))
                per_unit = _per_unit(self.rows, (month, energy), column)
                per_unit_before = _per_unit(self.rows, (earlier, energy), column)
                if None not in (now, before, per_unit, per_unit_before):
                    yield now * per_unit, before * per_unit_before


def _per_unit(rows: dict[Line, Row], line: Line, column: str) -> float | None:
    """What a unit of the energy is worth in a column, in that month."""
    row = rows.get(line)
    if row is None or getattr(row, column) is None:
        return None
    # Nothing used is worth nothing, at whatever price.
    return getattr(row, column) / row.value if row.value else 0.0


def energy_month(sums: ScopeMonths, month: date) -> dict[str, date | float | None]:
    """What the drawings and sentences by month read of one.

    month, electricity_kwh, gas_kwh, heat_kwh, oil_kwh (final energy), total_kwh, and common_kwh
    against common_before_kwh: the buildings complete both times, as the key figure compares them.
    """
    common = sums.paired("final_kwh", FINAL_ENERGIES, [month])
    return {
        "month": month,
        **{f"{energy}_kwh": sums.kwh(month, [energy]) for energy in FINAL_ENERGIES},
        "total_kwh": sums.kwh(month),
        "common_kwh": common.comparable,
        "common_before_kwh": common.before,
    }


def scope_months(engine: Engine, scope: str, months: list[date], comparison: str) -> ScopeMonths:
    """The months of a territory, or of a building, and those they are compared with."""
    before = compared_with(months, comparison)
    back = months_back(months, comparison) if before else 0
    kept, own = _kept(scope)
    month, energy = kept.selected_columns["month"], kept.selected_columns["energy"]
    statement = kept.where(own, month.in_({*months, *before})).order_by(month, energy)
    with engine.connect() as connection:
        rows = {(row.month, row.energy): row for row in connection.execute(statement)}
        known = frozenset(connection.scalars(select(energy).where(own).distinct()))
        if scope.startswith(BUILDING):
            common = _of_building(rows, months, back) if before else {}
        elif back == YEAR_OF_MONTHS:
            common = _of_rows(rows, months)
        elif before:
            found = connection.execute(_common(scope, months, back))
            common = {(row.month, row.energy): (row.now, row.before) for row in found}
        else:
            common = {}
    return ScopeMonths(months, rows, known, back, common)


def _kept(scope: str) -> tuple[Select, ColumnElement[bool]]:
    """The months as they are kept, and which are those of a scope.

    A building is counted as a territory of one.
    """
    if not scope.startswith(BUILDING):
        return select(schema.building_scope_month), MONTH.scope == scope
    row = schema.building_month.c
    is_complete = case((row.known_days >= COMPLETE_SHARE * row.days, 1), else_=0)
    counts = literal(1).label("buildings"), is_complete.label("complete")
    return (
        select(schema.building_month, *counts),
        row.building_id == scope.removeprefix(BUILDING),
    )


def _of_building(rows: dict[Line, Row], months: list[date], back: int) -> dict[Line, Values]:
    """The months of one building that are complete both times."""
    whole = {line: row.value for line, row in rows.items() if row.complete}
    earlier = {line: (months_before(line[0], back), line[1]) for line in whole if line[0] in months}
    return {line: (whole[line], whole[then]) for line, then in earlier.items() if then in whole}


def _of_rows(rows: dict[Line, Row], months: list[date]) -> dict[Line, Values]:
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
