"""Recurring events of the region, dated by rule, and what they add to attendance."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import polars as pl

CULTURE = ("Château", "Musée")
TOWN = ("Centre-ville", "Marché et halle", "Office de tourisme", "Halte vélo")
MONDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY = 0, 2, 3, 4, 5


@dataclass(frozen=True)
class Event:
    """An event of every year: it begins on (month, day), or on the first `weekday` from then on.

    effect multiplies the attendance of the places of its scope and kinds (no kind: all of them).
    """

    key: str
    label: str
    kind: str
    scope: str
    month: int
    day: int
    weekday: int | None
    length_days: int
    effect: float
    kinds: tuple[str, ...] = ()

    def days(self, year: int) -> tuple[date, date]:
        """First and last day in a year."""
        first = date(year, self.month, self.day)
        if self.weekday is not None:
            first += timedelta(days=(self.weekday - first.weekday()) % 7)
        return first, first + timedelta(days=self.length_days - 1)


EVENTS = (
    Event("foire", "Foire de printemps de Tours", "Foire",
          "commune:37261", 4, 30, SATURDAY, 9, 1.12),
    Event("jardins", "Festival des jardins de Chaumont-sur-Loire", "Festival",
          "commune:41045", 4, 22, None, 195, 1.10),
    Event("musees", "Nuit des musées", "Patrimoine",
          "syndicat", 5, 15, SATURDAY, 1, 1.40, ("Musée",)),
    Event("rendez-vous-jardins", "Rendez-vous aux jardins", "Patrimoine",
          "syndicat", 6, 1, FRIDAY, 3, 1.20, ("Parc et jardin", "Château")),
    Event("chasse", "Fête de la chasse et de la nature de Lamotte-Beuvron", "Foire",
          "commune:41106", 6, 14, FRIDAY, 3, 2.20),
    Event("musique", "Fête de la musique", "Concert",
          "syndicat", 6, 21, None, 1, 1.35, ("Centre-ville",)),
    Event("loire", "Fête de la Loire à Blois", "Fête",
          "commune:41018", 6, 26, SATURDAY, 2, 1.40, TOWN),
    Event("concerts", "Concerts d’été de Chambord", "Concert",
          "commune:41034", 7, 8, THURSDAY, 4, 1.25),
    Event("nationale", "Fête nationale : feux d’artifice", "Fête",
          "syndicat", 7, 14, None, 1, 1.15, ("Centre-ville", "Base de loisirs")),
    Event("medievale", "Fête médiévale de Loches", "Fête",
          "commune:37132", 7, 20, SATURDAY, 2, 1.45),
    Event("patrimoine", "Journées du patrimoine", "Patrimoine",
          "syndicat", 9, 15, SATURDAY, 2, 1.45, CULTURE),
    Event("histoire", "Rencontres d’histoire de Blois", "Festival",
          "commune:41018", 10, 6, WEDNESDAY, 5, 1.30),
    Event("rock", "Festival de musiques actuelles de Vendôme", "Concert",
          "commune:41269", 10, 24, SATURDAY, 8, 1.18),
    Event("marche-noel", "Marché de Noël de Tours", "Marché",
          "commune:37261", 11, 25, FRIDAY, 30, 1.22, TOWN),
    Event("chateaux-noel", "Noël aux châteaux", "Festival",
          "departement:37", 11, 28, SATURDAY, 37, 1.35, ("Château",)),
)  # fmt: skip


def event_rows(first: date, last_year: int) -> pl.DataFrame:
    """Rows of core_event: those that end on `first` or later, to the end of `last_year`."""
    rows = [
        (f"{event.key}-{year}", event.label, event.kind, *event.days(year), event.scope, True)
        for year in range(first.year - 1, last_year + 1)
        for event in EVENTS
        if event.days(year)[1] >= first
    ]
    names = ["event_id", "label", "kind", "first_day", "last_day", "scope", "simulated"]
    return pl.DataFrame(rows, schema=names, orient="row")


def event_effects(places: pl.DataFrame, days: pl.Series) -> np.ndarray:
    """What the events multiply attendance by: places x days."""
    effects = np.ones((places.height, len(days)))
    for event in EVENTS:
        concerned = _concerned(event, places)
        for year in range(days[0].year - 1, days[-1].year + 1):
            during = days.is_between(*event.days(year)).to_numpy()
            effects[np.ix_(concerned, during)] *= event.effect
    return effects


def _concerned(event: Event, places: pl.DataFrame) -> np.ndarray:
    level, _, code = event.scope.partition(":")
    commune = places["commune_code"]
    inside = {
        "commune": commune == code,
        "departement": commune.str.starts_with(code),
        "syndicat": commune.is_not_null(),
    }[level]
    of_kind = places["place_kind"].is_in(event.kinds or places["place_kind"].unique().to_list())
    return (inside & of_kind).to_numpy()
