"""What public screens read of the store: published cells and `out_` tables alone."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine, Row, func, or_, select

from data import schema
from data.footfall.sites import within
from data.footfall.vocabulary import WIFI_SOURCES
from data.screens.affluence import DayKind
from data.screens.status import rotation
from data.selection import SYNDICAT

LEVELS = ("commune", "epci", "departement")
H_PER_DAY = 24
# Where none is told: what is stale of connections.
USUAL_STALE_DAYS = 7


class UnknownScreen(LookupError):
    """No screen has this identifier."""


@dataclass(frozen=True)
class Screen:
    """One row of the list of screens."""

    screen_id: str
    name: str
    scope: str
    latitude_deg: float
    longitude_deg: float
    orientation: str
    languages: tuple[str, ...]
    # Kinds and seconds, in the order of rotation.
    slides: tuple[tuple[str, int], ...]
    opening: str | None
    standby: tuple[str, str] | None
    messages: Mapping[str, str]
    simulated: bool


def screen(engine: Engine, screen_id: str) -> Screen:
    """The screen of this identifier; raises UnknownScreen."""
    statement = select(schema.screen).where(schema.screen.c.screen_id == screen_id)
    with engine.connect() as connection:
        row = connection.execute(statement).first()
    if row is None:
        raise UnknownScreen(screen_id)
    standby = row.standby_from, row.standby_until
    return Screen(
        row.screen_id,
        row.name,
        row.scope,
        row.latitude_deg,
        row.longitude_deg,
        row.orientation,
        tuple(row.languages.split()),
        tuple(rotation(row.slides)),
        row.opening,
        standby if all(standby) else None,
        json.loads(row.messages),
        row.simulated,
    )


def scopes_around(engine: Engine, scope: str) -> list[str]:
    """A territory and those that hold it, the narrowest first; the whole syndicate is the last."""
    kind, _, code = scope.partition(":")
    holders = LEVELS[LEVELS.index(kind) + 1 :] if kind in LEVELS else LEVELS if code else ()
    found = [scope] if code else []
    row = _placed(engine, kind, code) if holders else None
    if row:
        found += [f"{level}:{row[level]}" for level in holders if row[level]]
    return [*found, SYNDICAT]


def _placed(engine: Engine, kind: str, code: str) -> Mapping[str, str] | None:
    """The codes of the territories of a site, a commune or an EPCI."""
    tables = [schema.site] if kind == "site" else [schema.inclusion_commune, schema.site]
    with engine.connect() as connection:
        for table in tables:
            key = table.c.site_id if kind == "site" else table.c[f"{kind}_code"]
            columns = [table.c[f"{level}_code"].label(level) for level in LEVELS]
            row = connection.execute(select(*columns).where(key == code).limit(1)).first()
            if row:
                return row._mapping
    return None


def label(engine: Engine, scope: str) -> str | None:
    """The name of a territory; None for one that is not known, and for the whole."""
    if scope == SYNDICAT:
        return None
    statement = select(schema.scope.c.label).where(schema.scope.c.scope == scope)
    with engine.connect() as connection:
        return connection.scalar(statement)


def loaded(engine: Engine) -> dict[str, tuple[int, bool]]:
    """Theme -> end of its last load, and whether anything of it is simulated."""
    run, source = schema.load_run.c, schema.source.c
    statement = (
        select(source.theme, run.simulated, func.max(run.ended_s))
        .join_from(schema.load_run, schema.source, source.source_key == run.source_key)
        .where(run.status == "loaded")
        .group_by(source.theme, run.simulated)
    )
    found: dict[str, tuple[int, bool]] = {}
    with engine.connect() as connection:
        for theme, simulated, ended_s in connection.execute(statement):
            before = found.get(theme, (0, False))
            found[theme] = max(ended_s, before[0]), bool(simulated) or before[1]
    return found


def stale_days(engine: Engine) -> int:
    """Days after which connections are out of date, as their sources declare."""
    source = schema.source.c
    statement = select(func.max(source.stale_h)).where(source.source_key.in_(WIFI_SOURCES))
    with engine.connect() as connection:
        stale_h = connection.scalar(statement)
    return stale_h // H_PER_DAY if stale_h else USUAL_STALE_DAYS


@dataclass(frozen=True)
class CalendarDay:
    """What the calendar says of a day."""

    public_holiday: bool
    school_holiday: bool
    kind: DayKind

    @classmethod
    def ordinary(cls, day: date) -> "CalendarDay":
        """A day that the calendar does not know."""
        return cls(False, False, DayKind.of(day, False, False))


def calendar(engine: Engine, days: Collection[date]) -> dict[date, CalendarDay]:
    """Each of these days that the calendar knows; school holidays are those of our zone."""
    cell = schema.calendar_day.c
    statement = select(cell.day, cell.public_holiday, cell.school_holiday).where(
        cell.day.in_(sorted(days))
    )
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    return {
        row.day: CalendarDay(public, school, DayKind.of(row.day, public, school))
        for row in rows
        for public, school in [(bool(row.public_holiday), bool(row.school_holiday))]
    }


@dataclass(frozen=True)
class Site:
    """A place with Wi-Fi where a visitor may go."""

    site_id: str
    name: str
    place_kind: str
    latitude_deg: float | None
    longitude_deg: float | None


def sites(engine: Engine, scope: str, day: date) -> list[Site]:
    """The sites of a territory in service on a day."""
    site = schema.site.c
    statement = (
        select(site.site_id, site.name, site.place_kind, site.latitude_deg, site.longitude_deg)
        .where(
            within(scope),
            or_(site.opened_on.is_(None), site.opened_on <= day),
            or_(site.closed_on.is_(None), site.closed_on >= day),
        )
        .order_by(site.site_id)
    )
    with engine.connect() as connection:
        return [Site(*row) for row in connection.execute(statement)]


def mediation_places(engine: Engine) -> list[Row]:
    """The places of digital inclusion that stay where they are: name, town, hours, position.

    Not those drawn at their town hall for want of a position, nor those that travel.
    """
    place = schema.inclusion_place.c
    statement = (
        select(place.name, place.town, place.hours, place.latitude_deg, place.longitude_deg)
        .where(
            place.latitude_deg.is_not(None),
            place.at_town_hall.is_(False),
            or_(place.itinerant.is_(None), place.itinerant.is_(False)),
        )
        .order_by(place.place_id)
    )
    with engine.connect() as connection:
        return list(connection.execute(statement).all())


def dark_hours_year(engine: Engine, scopes: Sequence[str]) -> tuple[str, float] | None:
    """The narrowest of the territories whose schedules give darkness back, and its mean hours."""
    light = schema.light_scope.c
    statement = select(light.scope, light.dark_hours_year).where(
        light.scope.in_(scopes), light.dark_hours_year > 0
    )
    with engine.connect() as connection:
        found = dict(map(tuple, connection.execute(statement)))
    return next(((scope, found[scope]) for scope in scopes if scope in found), None)


def proved_savings(engine: Engine, scopes: Sequence[str], since: date) -> tuple[str, list[Row]]:
    """The narrowest of the territories where a repair since a day has a proved saving, and them.

    Proved: its whole 90 % interval is above zero. Rows: saved_m3_h, low_m3_h, high_m3_h.
    """
    saving, repair, sector = schema.water_saving.c, schema.water_repair.c, schema.water_sector.c
    statement = (
        select(
            saving.saved_m3_h,
            saving.low_m3_h,
            saving.high_m3_h,
            *(sector[f"{level}_code"].label(level) for level in LEVELS),
        )
        .join_from(schema.water_saving, schema.water_repair, repair.repair_id == saving.repair_id)
        .join(schema.water_sector, sector.sector_id == repair.sector_id)
        .where(saving.low_m3_h > 0, repair.repaired_day >= since)
        .order_by(saving.repair_id)
    )
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    for scope in scopes:
        kind, _, code = scope.partition(":")
        inside = [row for row in rows if not code or getattr(row, kind, None) == code]
        if inside:
            return scope, inside
    return scopes[-1], []
