"""Late data: the sources past their second threshold, and the rule that says so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import Engine, func, select

from data import schema
from data.briefing import weight
from data.briefing.rule import WITH_SITES, Finding, Rule
from data.briefing.statement import DECIDE
from data.sources.queries import STALE, age_h, freshness
from data.viewing import LOCAL

HALF_LATE_PCT = 25.0


@dataclass(frozen=True)
class Source:
    """When a loaded source was last known, and whether that is too long ago."""

    label: str
    last_day: date
    stale: bool


def sources(engine: Engine, today: date) -> dict[str, Source]:
    """Every source ever loaded, by key; its age is that of the beginning of `today`."""
    run, source = schema.load_run.c, schema.source.c
    named = (source.source_key, source.label, source.fresh_h, source.stale_h)
    statement = (
        select(*named, func.max(run.last_day).label("last"), func.max(run.ended_s).label("ended_s"))
        .join_from(schema.load_run, schema.source, source.source_key == run.source_key)
        .where(run.status == "loaded")
        .group_by(*named)
    )
    now_s = datetime.combine(today, time.min, LOCAL).timestamp()
    with engine.connect() as connection:
        rows = connection.execute(statement).all()
    return {
        row.source_key: Source(
            row.label,
            row.last or datetime.fromtimestamp(row.ended_s, LOCAL).date(),
            freshness(age_h(row.last, row.ended_s, now_s), row.fresh_h, row.stale_h) == STALE,
        )
        for row in rows
    }


def late_source(keys: Sequence[str], known: Mapping[str, Source]) -> Source | None:
    """The newest of some sources when it is out of date; None too when none was ever loaded."""
    loaded = [known[key] for key in keys if key in known]
    newest = max(loaded, key=lambda source: (source.last_day, source.label), default=None)
    return newest if newest and newest.stale else None


def finding(late: Sequence[Source], judged: int) -> Finding | None:
    """What the rules that could not be judged for want of recent data say.

    `late`: the source of each of these rules; `judged`: the others that have data.
    """
    rules = len(late) + judged
    if not rules:
        return None
    share_pct = 100 * len(late) / rules
    oldest = min(late, key=lambda source: (source.last_day, source.label), default=None)
    facts = {
        "rules": rules,
        "late_rules": len(late),
        "share_pct": share_pct,
        "sources": tuple(sorted({source.label for source in late})),
    }
    if oldest is None:
        return Finding(facts)
    facts |= {"oldest": oldest.label, "last_day": oldest.last_day}
    return Finding(facts, weight.of_share(share_pct, HALF_LATE_PCT))


RULE = Rule(
    "late_data",
    DECIDE,
    "sources",
    "/donnees",
    compares="Règles qui auraient de quoi juger ce territoire, mais dont la source la plus récente "
    "a passé son second seuil de fraîcheur, contre toutes celles qui ont de quoi juger.",
    told_from="Une règle.",
    weighs=f"La part de ces règles ; 5 à {HALF_LATE_PCT:g} %.",
    silent_when="Aucune règle n’a de quoi juger.",
    find=finding,
    scopes=WITH_SITES,
)
