"""A small store around one tourist office, whose published grid repeats every week.

Site S1 in Amboise, open from 10 h to 17 h: HOURS every day of the two years before TODAY; TOTALS by
weekday. So the quartiles of hours are 30 and 70, those of days 440 (Tuesday to Friday are more than
half of the week) and 600 (Saturday).
"""

import json
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from types import ModuleType

from sqlalchemy import Engine, insert, select

from data import schema
from data.calendar import PARIS, days_between
from data.screens.queries import screen
from data.screens.slides.slide import Moment
from data.screens.texts import voice
from data.screens.vocabulary import SLIDES

# A Tuesday of school time.
TODAY = date(2026, 6, 16)
HOURS = {10: 20, 11: 30, 12: 40, 13: 50, 14: 60, 15: 70, 16: 80, 17: 90}
TOTALS = (200, 440, 440, 440, 440, 600, 700)
OFFICE = (47.4131, 0.9823)
SCREEN = "office"


def at(hour: int, minute: int = 0, day: date = TODAY) -> datetime:
    """A local instant."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PARIS)


def rows_in(engine: Engine, table: object, rows: Iterable[dict[str, object]]) -> None:
    """Store these rows."""
    with engine.begin() as connection:
        connection.execute(insert(table), list(rows))


def add_screen(engine: Engine, **other: object) -> None:
    """The screen of the office, speaking of site S1 in French and English."""
    row = {
        "screen_id": SCREEN,
        "name": "Office d’Amboise",
        "scope": "site:S1",
        "latitude_deg": OFFICE[0],
        "longitude_deg": OFFICE[1],
        "orientation": "portrait",
        "languages": "fr en",
        "slides": " ".join(f"{kind}:15" for kind in SLIDES),
        "opening": None,
        "standby_from": None,
        "standby_until": None,
        "messages": {},
        "simulated": False,
    } | other
    rows_in(engine, schema.screen, [row | {"messages": json.dumps(row["messages"])}])


def add_site(engine: Engine, site_id: str, *, km_north: float = 0.0, **other: object) -> None:
    """A site so many kilometres north of the office."""
    row = {
        "site_id": site_id,
        "name": f"Château {site_id}",
        "place_kind": "Château",
        "actor_kind": "Commune",
        "commune_code": "37003",
        "epci_code": "200043065",
        "departement_code": "37",
        "latitude_deg": OFFICE[0] + km_north / 111.195,
        "longitude_deg": OFFICE[1],
        "simulated": False,
    } | other
    rows_in(engine, schema.site, [row])
    label = {"kind": "site", "code": site_id, "label": row["name"], "place_phrase": "", "sites": 1}
    rows_in(engine, schema.scope, [{"scope": f"site:{site_id}", **label}])


def add_grid(
    engine: Engine,
    site_id: str,
    *,
    until: date = TODAY - timedelta(days=1),
    totals: tuple[int | None, ...] = TOTALS,
    hours: dict[int, int] | None = None,
    days: int = 731,
) -> None:
    """What is published of a site on the `days` days that end with `until`."""
    span = days_between(until - timedelta(days=days - 1), until)
    rows_in(
        engine,
        schema.site_day,
        [
            {"day": day, "site_id": site_id, "sessions": total, "terminals": total,
             "complete": True}
            for day in span
            for total in [totals[day.weekday()]]
        ],
    )  # fmt: skip
    cells = [
        {"day": day, "site_id": site_id, "hour": hour, "sessions": sessions}
        for day in span
        for hour, sessions in (HOURS if hours is None else hours).items()
    ]
    if cells:
        rows_in(engine, schema.site_hour, cells)


def add_hours(engine: Engine, hours: dict[int, int], day: date = TODAY) -> None:
    """The hours so far of an open day of S1."""
    rows_in(
        engine,
        schema.footfall_today,
        [{"day": day, "site_id": "S1", "hour": h, "sessions": n} for h, n in hours.items()],
    )


def add_calendar(
    engine: Engine,
    *,
    public: dict[date, str] | None = None,
    school: Iterable[date] = (),
    today: date = TODAY,
) -> None:
    """The days of two years and a half around `today`."""
    holidays, of_school = public or {}, set(school)
    rows_in(
        engine,
        schema.calendar_day,
        [
            {"day": day, "public_holiday": holidays.get(day), "school_zones": "",
             "school_holiday": "Vacances" if day in of_school else None}
            for day in days_between(today - timedelta(days=800), today + timedelta(days=30))
        ],
    )  # fmt: skip


def add_event(
    engine: Engine, label: str, first: date, last: date, scope: str = "commune:37003"
) -> None:
    """An event of some days."""
    row = {"event_id": f"{label}{scope}", "label": label, "kind": "Fête", "simulated": False}
    rows_in(engine, schema.event, [{**row, "first_day": first, "last_day": last, "scope": scope}])


def said(
    slide: ModuleType, engine: Engine, now: datetime, language: str = "fr"
) -> dict[str, object]:
    """The words of a slide at an instant."""
    return slide.tell(moment(engine, now)).content(voice(language))


def lines_of(
    slide: ModuleType, engine: Engine, now: datetime, language: str = "fr"
) -> list[tuple[object, ...]]:
    """Level, text and detail of the lines of a slide."""
    return [tuple(one.values()) for one in said(slide, engine, now, language)["lines"]]


def office(engine: Engine) -> None:
    """The screen, its site, its grid and its calendar."""
    add_screen(engine)
    add_site(engine, "S1")
    add_grid(engine, "S1")
    add_calendar(engine)


def moment(engine: Engine, now: datetime) -> Moment:
    """The screen at an instant."""
    return Moment(engine, screen(engine, SCREEN), now)


def change_screen(engine: Engine, **values: object) -> None:
    """Set some columns of the screen."""
    with engine.begin() as connection:
        assert connection.execute(select(schema.screen)).first()
        connection.execute(schema.screen.update().values(**values))


def plain(words: str) -> str:
    """The same words with ordinary spaces."""
    return words.replace("\u00a0", " ").replace("\u202f", " ")
