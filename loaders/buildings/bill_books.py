"""The bills of meters, side by side: which one replaces which, which one is refused."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from sqlalchemy import Connection, select

from data import schema

BILL = {
    "meter_id": pl.String,
    "first_day": pl.Date,
    "last_day": pl.Date,
    "value": pl.Float64,
    "amount_eur": pl.Float64,
    "estimated": pl.Boolean,
    "simulated": pl.Boolean,
}


@dataclass(frozen=True)
class Bill:
    first_day: date
    last_day: date
    value: float
    amount_eur: float | None
    estimated: bool
    simulated: bool

    def shares_days_with(self, other: "Bill") -> bool:
        return self.first_day <= other.last_day and other.first_day <= self.last_day

    def covers(self, other: "Bill") -> bool:
        return self.first_day <= other.first_day and other.last_day <= self.last_day

    def same_period(self, other: "Bill") -> bool:
        return (self.first_day, self.last_day) == (other.first_day, other.last_day)


@dataclass(frozen=True)
class Books:
    """The bills of some meters, as stored and as they become."""

    stored: dict[str, list[Bill]]
    bills: dict[str, list[Bill]]
    replaced: list[str]

    @classmethod
    def of(cls, connection: Connection, meters: list[str]) -> "Books":
        bill = schema.bill.c
        stored: dict[str, list[Bill]] = {meter: [] for meter in meters}
        found = connection.execute(
            select(*(bill[name] for name in BILL)).where(bill.meter_id.in_(meters))
        )
        for meter, *rest in found:
            stored[meter].append(Bill(*rest))
        return cls(stored, {meter: list(bills) for meter, bills in stored.items()}, [])

    def enter(self, meter: str, bill: Bill) -> str | None:
        """Add a bill, or replace those that it corrects; the code of what forbids it."""
        bills = self.bills[meter]
        touching = [other for other in bills if bill.shares_days_with(other)]
        if bill in touching:
            return None if bill in self.stored[meter] else "FACTURE_EN_DOUBLE"
        real = [other for other in touching if not other.estimated]
        if bill.estimated and any(other.covers(bill) for other in real):
            return "FACTURE_DEJA_REELLE"
        same = len(touching) == 1 and bill.same_period(touching[0])
        covered = not (bill.estimated or real) and all(map(bill.covers, touching))
        if touching and not (same or covered):
            return "FACTURE_CHEVAUCHE"
        if touching:
            self.replaced.append(f"{meter}, {bill.first_day:%d/%m/%Y}")
        self.bills[meter] = [other for other in bills if other not in touching] + [bill]
        return None
