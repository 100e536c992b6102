"""From a query string to what a screen shows: the selection, its data, and what to say of them."""

import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, case, func, select

from data import db, schema
from data.cache import StoreAway, answer, data_version
from data.quality import Notice
from data.selection import SYNDICAT, Selection
from data.sources.queries import FRESH, age_h, freshness, source_status, with_freshness

LOCAL = ZoneInfo("Europe/Paris")
WHOLE_TERRITORY = "Tout le syndicat"


@dataclass(frozen=True)
class StoreFacts:
    """What every screen needs to know of the store."""

    labels: Mapping[str, str]
    # Theme -> whether what was loaded of it is simulated.
    simulated: Mapping[str, bool]
    # Source -> last day of its data, None when they have no dates; absent when never loaded.
    last_days: Mapping[str, date | None]
    # Source -> hours after which its data are to be watched, then out of date.
    thresholds_h: Mapping[str, tuple[int, int]]
    # Source -> theme.
    themes: Mapping[str, str]

    def are_simulated(self, sources: Collection[str]) -> bool:
        """Whether anything of the themes of these sources is simulated."""
        return any(self.simulated.get(self.themes.get(source)) for source in sources)


@dataclass(frozen=True)
class View:
    """The answer to one question of one viewer; `failed` when there is none."""

    selection: Selection
    territory: str = WHOLE_TERRITORY
    frame: Any = None
    notices: list[Notice] = field(default_factory=list)
    data_until: date | None = None
    # State of the newest of the sources; a period that their data cover to its end is fresh.
    freshness: str = FRESH
    # Whether anything of the sources was ever loaded.
    loaded: bool = True
    # The query string of the last period that has data, when the one asked for comes after it.
    last_period: str = ""
    read_at: datetime | None = None
    stale: bool = False
    simulated: bool = False
    failed: bool = False


def today() -> date:
    """The current local day."""
    return datetime.now(LOCAL).date()


def store_facts(engine: Engine) -> StoreFacts:
    """Labels of the known territories, simulated themes, last day and thresholds of sources."""
    run, source = schema.load_run.c, schema.source.c
    with engine.connect() as connection:
        labels = connection.execute(select(schema.scope.c.scope, schema.scope.c.label)).all()
        simulated = connection.execute(
            select(source.theme, func.max(case((run.simulated, 1), else_=0)))
            .join_from(schema.load_run, schema.source, source.source_key == run.source_key)
            .where(run.status == "loaded")
            .group_by(source.theme)
        ).all()
        days = connection.execute(
            select(run.source_key, func.max(run.last_day))
            .where(run.status == "loaded")
            .group_by(run.source_key)
        ).all()
        known = connection.execute(
            select(source.source_key, source.theme, source.fresh_h, source.stale_h)
        ).all()
    return StoreFacts(
        {SYNDICAT: WHOLE_TERRITORY, **dict(map(tuple, labels))},
        {theme: bool(drawn) for theme, drawn in simulated},
        dict(map(tuple, days)),
        {row.source_key: (row.fresh_h, row.stale_h) for row in known},
        {row.source_key: row.theme for row in known},
    )


def view(
    query: Callable[[Engine, Selection], Any], sources: Collection[str], query_string: object
) -> View:
    """What `query` gives for the selection of a query string, with the date of its `sources`.

    Never raises for a viewer's input nor for a store that is away.
    """
    text = query_string if isinstance(query_string, str) else ""
    engine = db.engine()
    try:
        facts = answer(engine, store_facts).value
        selection, notices = Selection.parse(text, today=today(), scopes=facts.labels)
        result = answer(engine, query, selection)
    except StoreAway:
        selection, notices = Selection.parse(text, today=today())
        return View(selection, notices=notices, failed=True)
    newest = max(
        (key for key in sources if facts.last_days.get(key) and key in facts.thresholds_h),
        key=facts.last_days.get,
        default=None,
    )
    data_until = facts.last_days.get(newest)
    is_past = data_until is not None and data_until < selection.start
    return View(
        selection=selection,
        territory=facts.labels[selection.scope],
        frame=result.value,
        notices=notices,
        data_until=data_until,
        freshness=_freshness(facts, newest, selection.end),
        loaded=any(key in facts.last_days for key in sources),
        last_period=selection.ending(data_until).to_query_string() if is_past else "",
        read_at=datetime.fromtimestamp(result.read_at_s, LOCAL),
        stale=result.stale,
        simulated=facts.are_simulated(sources),
    )


def _freshness(facts: StoreFacts, source: str | None, end: date) -> str:
    """How fresh a source is for a period that ends on a day."""
    if source is None or facts.last_days[source] >= end:
        return FRESH
    return freshness(age_h(facts.last_days[source], 0, time.time()), *facts.thresholds_h[source])


def nothing(_engine: Engine, _selection: Selection) -> None:
    """The question of a viewer who only wants to know what is selected."""


def store_state() -> tuple[str, float | None]:
    """The version of the data and the age in hours of the newest dated data (None: none).

    A list has no date: one loaded again today says nothing of the age of what is measured.
    """
    status = source_status(db.engine())
    ages_h = with_freshness(status[status["last_day"].notna()], time.time())["age_h"]
    return data_version(db.engine()), round(float(ages_h.min()), 1) if len(ages_h) else None


def simulated_themes() -> Mapping[str, bool]:
    """Theme -> whether what was loaded of it is simulated; a store that is away says nothing."""
    try:
        return answer(db.engine(), store_facts).value.simulated
    except StoreAway:
        return {}


def territories(level: str) -> dict[str, str]:
    """The known territories of a level (`epci`, `commune`…): scope -> label, by label."""
    try:
        labels = answer(db.engine(), store_facts).value.labels
    except StoreAway:
        return {SYNDICAT: WHOLE_TERRITORY}
    chosen = {scope: label for scope, label in labels.items() if scope.partition(":")[0] == level}
    return dict(sorted(chosen.items(), key=lambda item: item[1]))


def selection_of(query_string: object) -> Selection:
    """The selection of a query string, checked against the known territories when they are."""
    text = query_string if isinstance(query_string, str) else ""
    try:
        scopes = answer(db.engine(), store_facts).value.labels
    except StoreAway:
        scopes = None
    return Selection.parse(text, today=today(), scopes=scopes)[0]
