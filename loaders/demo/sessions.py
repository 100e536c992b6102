"""The sessions of a month: who connects when, for how long, in which language, and goes where."""

from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from data.calendar import day_bounds_utc_s
from data.footfall.publication import SESSION
from data.footfall.vocabulary import LANGUAGES
from loaders.demo.days import VISITS, generator
from loaders.demo.profiles import PROFILES, Profile

HOUR_S, DAY_S = 3600, 86_400
LONGEST_VISIT_S = 12 * HOUR_S
# A terminal opens one session, sometimes two or three, in a visit.
SECOND_SESSION, THIRD_SESSION = 0.15, 0.03
UNTOLD_LANGUAGE_SHARE = 0.03
CONSENT_SHARE = 0.25
REGULARS_PER_PEAK_TERMINAL = 2.0
# What remains in the middle of winter of the share of foreign languages in August.
WINTER_ABROAD = 0.55
TRAVEL_S = (10 * 60, 45 * 60)
LAST_ARRIVAL_S = 21 * HOUR_S
NEAR_KM, RIDE_KM = 6.0, 14.0
SAME_ROUTE = 3.0
LANGUAGE_CODES = tuple(LANGUAGES)
# Numbers of terminals that never come back, apart from those of regulars.
PASSING = 1 << 60


@dataclass(frozen=True)
class Visits:
    """Presences of terminals on sites: one element a (terminal, site), times in local seconds."""

    site: np.ndarray
    day: np.ndarray
    terminal: np.ndarray
    arrival_s: np.ndarray
    dwell_s: np.ndarray
    language: np.ndarray
    consented: np.ndarray

    def taken(self, rows: np.ndarray) -> "Visits":
        """The elements of these positions, or where a mask is true."""
        return Visits(**{name: values[rows] for name, values in self.__dict__.items()})

    def with_more(self, more: "Visits") -> "Visits":
        """These elements followed by others."""
        pairs = ((name, values, more.__dict__[name]) for name, values in self.__dict__.items())
        return Visits(**{name: np.concatenate(both) for name, *both in pairs})


class VisitModel:
    """Tables drawn from for a choice of places: arrivals, stays, languages, next sites."""

    def __init__(self, places: pl.DataFrame) -> None:
        self.places = places
        self.site_ids = places["site_id"]
        self.profiles = [PROFILES[kind] for kind in places["place_kind"]]
        self.hours = _cumulated(np.array([profile.hours for profile in self.profiles]))
        self.next_sites = _cumulated(_attraction(places))
        self.regulars = REGULARS_PER_PEAK_TERMINAL * places["peak_terminals"].to_numpy() + 3

    def per_site(self, name: str) -> np.ndarray:
        """A figure of the profiles, by place."""
        return np.array([getattr(profile, name) for profile in self.profiles])

    def languages(self, month: int) -> np.ndarray:
        """Cumulated shares of LANGUAGE_CODES in a month, by place."""
        warm = (1 - np.cos(2 * np.pi * (month - 1.5) / 12)) / 2
        season = WINTER_ABROAD + (1 - WINTER_ABROAD) * warm
        shares = [_language_shares(profile, season) for profile in self.profiles]
        return _cumulated(np.array(shares))


def month_sessions(
    model: VisitModel, days: pl.Series, terminals: np.ndarray, consent: bool
) -> pl.DataFrame:
    """The sessions of a whole month (columns of SESSION), from its terminals (places x days)."""
    random = generator(VISITS, days[0].year, days[0].month)
    visits = _first_visits(model, days[0].month, terminals, consent, random)
    onward = _onward_visits(model, visits, terminals > 0, random)
    return _sessions(model, days, visits.with_more(onward), random)


def _first_visits(
    model: VisitModel,
    month: int,
    terminals: np.ndarray,
    consent: bool,
    random: np.random.Generator,
) -> Visits:
    site, day = (np.repeat(axis.ravel(), terminals.ravel()) for axis in np.indices(terminals.shape))
    hour = _picked(model.hours, site, random)
    language = _picked(model.languages(month), site, random).astype(np.int8)
    language[random.random(site.size) < UNTOLD_LANGUAGE_SHARE] = -1
    return Visits(
        site=site,
        day=day,
        terminal=np.arange(site.size, dtype=np.uint64),
        arrival_s=hour * HOUR_S + random.integers(0, HOUR_S, site.size),
        dwell_s=_stays(model, site, random),
        language=language,
        consented=_consented(model, site, month, random) if consent else np.full(site.size, -1),
    )


def _stays(model: VisitModel, site: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """Seconds on site: lognormal around the median of the kind of place."""
    median_s = 60 * model.per_site("dwell_min")[site]
    spread = model.per_site("dwell_spread")[site]
    stay_s = median_s * np.exp(spread * random.standard_normal(site.size))
    return np.clip(stay_s, 60, LONGEST_VISIT_S)


def _consented(
    model: VisitModel, site: np.ndarray, month: int, random: np.random.Generator
) -> np.ndarray:
    """A number that lasts for the terminals that consent, -1 for the others.

    Regulars of a site come from a small pool, some more often than others.
    """
    agreed, regular, which = random.random((3, site.size))
    rank = (model.regulars[site] * which**1.5).astype(np.int64)
    regular_number = (model.places["place_no"].to_numpy()[site].astype(np.int64) << 32) + rank
    passing_number = PASSING + (month << 40) + np.arange(site.size)
    number = np.where(regular < model.per_site("regular")[site], regular_number, passing_number)
    return np.where(agreed < CONSENT_SHARE, number, -1)


def _onward_visits(
    model: VisitModel, visits: Visits, in_service: np.ndarray, random: np.random.Generator
) -> Visits:
    """The second site of the day, for those who go on to one that is open and not too late."""
    goes_on = random.random(visits.site.size) < model.per_site("onward")[visits.site]
    movers = visits.taken(goes_on)
    travel_s = random.integers(*TRAVEL_S, movers.site.size)
    site = _picked(model.next_sites, movers.site, random)
    moved = replace(
        movers,
        site=site,
        arrival_s=(movers.arrival_s + movers.dwell_s + travel_s).astype(np.int64),
        dwell_s=_stays(model, site, random),
    )
    possible = in_service[site, moved.day] & (moved.arrival_s < LAST_ARRIVAL_S)
    return moved.taken(possible & (site != movers.site))


def _sessions(
    model: VisitModel, days: pl.Series, visits: Visits, random: np.random.Generator
) -> pl.DataFrame:
    """Each presence cut into one to three sessions, with short pauses between them."""
    more, connected = random.random((2, visits.site.size))
    count = 1 + (more < SECOND_SESSION) + (more < THIRD_SESSION)
    row = np.repeat(np.arange(visits.site.size), count)
    rank = np.arange(row.size) - np.repeat(np.cumsum(count) - count, count)
    part_s = (visits.dwell_s / count)[row]
    start_s = (visits.arrival_s[row] + rank * part_s).astype(np.int64)
    stop_s = start_s + np.maximum(20, part_s * (0.7 + 0.3 * connected[row])).astype(np.int64)
    # What starts after midnight would belong to the next day, under another pseudonym.
    kept = start_s < DAY_S
    return _frame(model, days, visits.taken(row[kept]), start_s[kept], stop_s[kept])


def _frame(
    model: VisitModel, days: pl.Series, visits: Visits, start_s: np.ndarray, stop_s: np.ndarray
) -> pl.DataFrame:
    day = pl.Series(visits.day)
    zero_s = pl.Series([_clock_zero_s(each) for each in days]).gather(day)
    languages = pl.Series([*LANGUAGE_CODES, None])
    consented = pl.Series(visits.consented)
    return pl.DataFrame(
        {
            "site_id": model.site_ids.gather(visits.site),
            "day": days.gather(day),
            "hour": start_s // HOUR_S,
            "terminal": visits.terminal,
            "start_s": zero_s + start_s,
            "stop_s": zero_s + stop_s,
            "language": languages.gather(visits.language.astype(np.int64) % len(languages)),
            "consented_terminal": consented.set(consented < 0, None),
        }
    ).cast(SESSION)


def _clock_zero_s(day: object) -> int:
    """UTC seconds that make local seconds of the day right from 3 h on: nobody starts earlier."""
    return day_bounds_utc_s(day)[1] - DAY_S


def _language_shares(profile: Profile, season: float) -> list[float]:
    abroad = profile.abroad * season
    others = sum(profile.languages.values())
    shares = {code: abroad * part / others for code, part in profile.languages.items()}
    return [{"fr": 1 - abroad, **shares}.get(code, 0.0) for code in LANGUAGE_CODES]


def _attraction(places: pl.DataFrame) -> np.ndarray:
    """How much each site draws those who leave another: size and nearness (places x places).

    Cyclists ride from one halt to the next along the river; a site never draws its own visitors.
    """
    north = places["latitude_deg"].to_numpy() * 111.2
    east = places["longitude_deg"].to_numpy() * 111.2 * np.cos(np.radians(47.3))
    distance_km = np.hypot(north[:, None] - north, east[:, None] - east)
    rides = (places["place_kind"] == "Halte vélo").to_numpy()
    ride = rides[:, None] & rides
    size = places["peak_terminals"].to_numpy() ** 0.7
    near = np.where(ride, RIDE_KM, NEAR_KM)
    drawn = size * np.where(ride, SAME_ROUTE, 1) * np.exp(-distance_km / near)
    np.fill_diagonal(drawn, 0)
    return drawn


def _cumulated(weights: np.ndarray) -> np.ndarray:
    """Cumulated shares of each row, from weights; a row without weight stays on its first item."""
    total = weights.sum(axis=1, keepdims=True)
    return np.cumsum(weights / np.where(total, total, 1), axis=1)


def _picked(cumulated: np.ndarray, row: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """One item drawn in the given row of cumulated shares, for each element of `row`."""
    rows, items = cumulated.shape
    edges = (np.minimum(cumulated, 1) + np.arange(rows)[:, None]).ravel()
    found = np.searchsorted(edges, row + random.random(row.size), side="right") - row * items
    return np.clip(found, 0, items - 1)
