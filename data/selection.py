"""The viewer's choice: territory, period, comparison. It lives in the URL and nowhere else."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode

from data.quality import Notice

SYNDICAT = "syndicat"
# Longest period a link may ask for: a guard against absurd dates, not a limit of the store.
EARLIEST = date(2000, 1, 1)
# 52 weeks: the same weekday one year before.
YEAR_OF_WEEKS = timedelta(days=364)

PERIODS = {
    "7-jours": "7 derniers jours",
    "mois": "Mois",
    "saison": "Saison, mai à octobre",
    "annee": "Année civile",
    "glissante": "Année glissante",
    "libre": "Période libre",
}
COMPARISONS = {
    "n-1": "Année précédente",
    "precedente": "Période précédente",
    "aucune": "Aucune",
}
DEFAULT_PERIOD = "glissante"
DEFAULT_COMPARISON = "n-1"
SCOPE_FORM = re.compile(
    r"syndicat|(departement|epci|commune|site|batiment|armoire|secteur|service):"
    r"[^\s<>\"']{1,64}"
)
DETAIL_FORM = re.compile(r"[\w.:~-]{1,256}")


@dataclass(frozen=True)
class Selection:
    """A territory, the days `start`..`end` (both included) and what they are compared with."""

    scope: str
    period: str
    start: date
    end: date
    anchor: date
    comparison: str = DEFAULT_COMPARISON
    anchored: bool = False
    # What a page may ask for besides: one of its works, one of its sectors.
    detail: str = ""

    @classmethod
    def parse(
        cls,
        query: str | Mapping[str, str],
        *,
        today: date,
        scopes: Collection[str] | None = None,
    ) -> tuple["Selection", list[Notice]]:
        """The choice that a query string holds; never raises.

        Unknown values give the default and a notice. `scopes` are the known territories
        (None: only their form is checked). Yesterday is the last day that can be chosen.
        """
        given = dict(parse_qsl(query)) if isinstance(query, str) else dict(query)
        notices: list[Notice] = []
        yesterday = today - timedelta(days=1)
        period = _choice(given.get("periode"), PERIODS, DEFAULT_PERIOD, "PERIODE_INCONNUE", notices)
        anchor = _day(given.get("au"), yesterday, yesterday, notices)
        first = _day(given.get("du"), anchor - timedelta(days=30), yesterday, notices)
        if period == "libre" and first > anchor:
            first, anchor = anchor, first
            notices.append(Notice("DATES_INVERSEES"))
        start, end = _days(period, anchor, first, yesterday)
        return cls(
            scope=_scope(given.get("territoire"), scopes, notices),
            period=period,
            start=start,
            end=end,
            anchor=anchor,
            comparison=_choice(
                given.get("comparaison"),
                COMPARISONS,
                DEFAULT_COMPARISON,
                "COMPARAISON_INCONNUE",
                notices,
            ),
            anchored=anchor != yesterday,
            detail=_detail(given.get("detail")),
        ), notices

    def to_query_string(self) -> str:
        """The shortest query string that `parse` reads back as this choice on the same day."""
        free = self.period == "libre"
        parts = {
            "territoire": "" if self.scope == SYNDICAT else self.scope,
            "periode": "" if self.period == DEFAULT_PERIOD else self.period,
            "du": self.start.isoformat() if free else "",
            "au": self.anchor.isoformat() if free or self.anchored else "",
            "comparaison": "" if self.comparison == DEFAULT_COMPARISON else self.comparison,
            "detail": self.detail,
        }
        return urlencode({name: text for name, text in parts.items() if text}, safe=":")

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def compared(self) -> tuple[date, date] | None:
        """First and last day of the comparison, of the same length; None without comparison."""
        if self.comparison == "aucune":
            return None
        lag = self.lag
        return self.start - lag, self.end - lag

    @property
    def lag(self) -> timedelta:
        """From a day to the day it is compared with.

        N-1 goes back 52 weeks, as many times as keeps the two periods apart.
        """
        if self.comparison == "precedente":
            return timedelta(days=self.days)
        years = -(-self.days // YEAR_OF_WEEKS.days)
        return YEAR_OF_WEEKS * (years if self.period == "libre" else 1)

    def shifted(self, steps: int) -> "Selection":
        """The same kind of period, `steps` periods later (negative: earlier)."""
        if self.period == "mois":
            anchor = _month_end(self.start, steps)
        elif self.period in ("annee", "saison"):
            anchor = date(self.start.year + steps, 12, 31)
        else:
            anchor = self.end + timedelta(days=self.days * steps)
        first = self.start + timedelta(days=self.days * steps)
        start, end = _days(self.period, anchor, first, date.max)
        return replace(self, anchor=anchor, start=start, end=end, anchored=True)

    def ending(self, day: date) -> "Selection":
        """The same kind of period, the one that holds `day` or ends with it."""
        first = day - timedelta(days=self.days - 1)
        start, end = _days(self.period, day, first, day)
        return replace(self, anchor=day, start=start, end=end, anchored=True)


def _choice(
    text: str | None, known: Mapping[str, str], default: str, code: str, notices: list[Notice]
) -> str:
    if text is None or text in known:
        return text or default
    notices.append(Notice(code, {"value": text[:40]}))
    return default


def _detail(text: str | None) -> str:
    """A word of the page's own; the page has a default for one that it does not know."""
    return text if text and DETAIL_FORM.fullmatch(text) else ""


def _scope(text: str | None, scopes: Collection[str] | None, notices: list[Notice]) -> str:
    if text is None:
        return SYNDICAT
    known = SCOPE_FORM.fullmatch(text) if scopes is None else text in scopes
    if known:
        return text
    notices.append(Notice("TERRITOIRE_INCONNU", {"value": text[:40]}))
    return SYNDICAT


def _day(text: str | None, default: date, last: date, notices: list[Notice]) -> date:
    if not text:
        return default
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day < EARLIEST:
        notices.append(Notice("DATE_ILLISIBLE", {"value": text[:40]}))
        return default
    if day > last:
        notices.append(Notice("DATE_FUTURE"))
        return last
    return day


def _days(period: str, anchor: date, first: date, last: date) -> tuple[date, date]:
    """First and last day of the period that holds `anchor`, never beyond `last`."""
    if period == "7-jours":
        return anchor - timedelta(days=6), anchor
    if period == "mois":
        return anchor.replace(day=1), min(_month_end(anchor, 0), last)
    if period == "saison":
        year = anchor.year if anchor >= date(anchor.year, 5, 1) else anchor.year - 1
        return date(year, 5, 1), min(date(year, 10, 31), last)
    if period == "annee":
        return date(anchor.year, 1, 1), min(date(anchor.year, 12, 31), last)
    if period == "libre":
        return first, anchor
    return anchor - YEAR_OF_WEEKS + timedelta(days=1), anchor


def _month_end(day: date, months_later: int) -> date:
    months = day.year * 12 + day.month + months_later
    return date(months // 12, months % 12 + 1, 1) - timedelta(days=1)
