"""Months of public lighting of a territory or a cabinet, and what they are compared with."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Row, Select, and_, case, func, literal, select

from data import schema
from data.buildings.months import energy_months
from data.buildings.shown_months import compared_with, months_back, twelve_months
from data.lighting.scope import within
from data.selection import SYNDICAT, Selection

MONTH = schema.light_scope_month.c
OWN = schema.light_cabinet_month.c


@dataclass(frozen=True)
class ScopeMonths:
    """Rows of out_light_scope_month by month; those of a cabinet have the same columns."""

    rows: dict[date, Row]

    def known(self, column: str, months: Iterable[date]) -> list[float]:
        """The values of a column that these months have."""
        values = (getattr(self.rows[month], column) for month in months if month in self.rows)
        return [value for value in values if value is not None]

    def total(self, column: str, months: Iterable[date]) -> float | None:
        """The sum of a column over some months; None when nothing is known."""
        known = self.known(column, months)
        return sum(known) if known else None

    def most(self, column: str, months: Iterable[date]) -> int:
        """The largest count of a column; 0 when nothing is known."""
        return int(max(self.known(column, months), default=0))

    def price_eur_kwh(self, months: Iterable[date]) -> float | None:
        """Euros without subscription ÷ kWh, of the months where both are known."""
        both = [
            (row.eur - (row.subscription_eur or 0), row.measured_kwh)
            for month in months
            if (row := self.rows.get(month)) and None not in (row.eur, row.measured_kwh)
        ]
        eur, kwh = sum(pair[0] for pair in both), sum(pair[1] for pair in both)
        return eur / kwh if kwh > 0 else None


def is_cabinet(scope: str) -> bool:
    """Whether a scope is one cabinet."""
    return scope.startswith("armoire:")


def shown_months(engine: Engine, selection: Selection) -> list[date]:
    """The whole months of the period; later than the last one billed, that one stands.

    A rolling year is then the twelve months that end with it. Without any bill in the store, the
    last month of the schedules stands. Never empty.
    """
    months, last = energy_months(selection), last_known_month(engine)
    if last is None or months[-1] <= last:
        return months
    if selection.period == "glissante":
        return twelve_months(last)
    return [month for month in months if month <= last] or [last]


def last_known_month(engine: Engine) -> date | None:
    """The last month billed, else the last one scheduled; None without any."""
    billed = case((MONTH.billed > 0, MONTH.month))
    statement = select(func.max(billed), func.max(MONTH.month)).where(MONTH.scope == SYNDICAT)
    with engine.connect() as connection:
        last_billed, last = connection.execute(statement).one()
    return last_billed or last


def months_drawn(engine: Engine, selection: Selection) -> list[date]:
    """The months of a drawing: those shown, or the twelve that end with them when fewer."""
    months = shown_months(engine, selection)
    return months if len(months) >= len(twelve_months(months[-1])) else twelve_months(months[-1])


def compared_back(months: list[date], comparison: str) -> int:
    """How many months before are compared; 0 without comparison."""
    return months_back(months, comparison) if compared_with(months, comparison) else 0


def scope_months(engine: Engine, scope: str, months: Iterable[date]) -> ScopeMonths:
    """These months of a territory or of a cabinet."""
    wanted = set(months)
    if is_cabinet(scope):
        statement = _cabinet_months(scope).where(OWN.month.in_(wanted))
    else:
        statement = select(schema.light_scope_month).where(
            MONTH.scope == scope, MONTH.month.in_(wanted)
        )
    with engine.connect() as connection:
        return ScopeMonths({row.month: row for row in connection.execute(statement)})


def _cabinet_months(scope: str) -> Select:
    """The months of a cabinet, in the columns of a territory."""
    cabinet, state, bill = schema.light_cabinet.c, schema.light_cabinet_state.c, schema.light_bill.c
    is_billed = OWN.measured_kwh.is_not(None) | OWN.eur.is_not(None)
    billed = case((is_billed, 1), else_=0)
    of_bills = {
        f"billed_{name}": case((is_billed, OWN[name]))
        for name in ("expected_kwh", "full_kwh", "power_kw")
    }
    own = func.coalesce(cabinet.supply_point, cabinet.cabinet_id)
    return (
        select(
            *(column for column in OWN if column.name != "cabinet_id"),
            literal(1).label("cabinets"),
            billed.label("billed"),
            *(value.label(name) for name, value in of_bills.items()),
            case((OWN.measured_kwh.is_not(None), state.points)).label("billed_points"),
            literal(None).label("billed_population"),
            case((and_(is_billed, bill.prorated), 1), else_=0).label("prorated"),
        )
        .join_from(
            schema.light_cabinet_month,
            schema.light_cabinet,
            cabinet.cabinet_id == OWN.cabinet_id,
        )
        .join(schema.light_cabinet_state, state.cabinet_id == OWN.cabinet_id)
        .outerjoin(schema.light_bill, and_(bill.supply_point == own, bill.month == OWN.month))
        .where(within(scope))
    )
