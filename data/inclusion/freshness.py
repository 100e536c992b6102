"""How old the sheet of a place is: what is to be checked, what is out of date."""

from calendar import monthrange
from datetime import date

from data.inclusion.vocabulary import CHECK_MONTHS, OUTDATED_MONTHS

# State of a sheet -> how it is said. Without date, nobody knows: as bad as out of date.
SHEET_STATES = {
    "fresh": "À jour",
    "check": "À vérifier",
    "outdated": "À revoir",
    "undated": "Sans date",
}
TO_REDO = ("outdated", "undated")


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, the last of its month where there is none."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def sheet_state(updated: date | None, today: date) -> str:
    """One of SHEET_STATES: "check" once older than 12 months, "outdated" once older than 18."""
    if updated is None:
        return "undated"
    if updated < months_before(today, OUTDATED_MONTHS):
        return "outdated"
    return "check" if updated < months_before(today, CHECK_MONTHS) else "fresh"
