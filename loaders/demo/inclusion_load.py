"""Writes the imagined digital inclusion: places, coverage, fragility, activity, answers."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np
import polars as pl
from sqlalchemy import Connection

from data import schema
from data.inclusion.vocabulary import DURATIONS, QUESTIONS
from data.months import month_end, month_starts
from data.territory import Commune, Territory
from loaders.demo.days import ANSWERS, COVERAGE, HELP_ACTIVITY, INGREDIENTS, generator
from loaders.demo.inclusion_places import HelpPlace, help_places, record_rows
from loaders.demo.runs import Loaded, load

PREMISES_PER_PERSON = 0.62
ACTIVITY_MONTHS, HELPED_A_MONTH, HELPED_SHAPE = 24, 32, 5.0
# Fewer in August, more when school starts again.
SEASON = (1.05, 1.0, 1.05, 1.0, 0.95, 0.95, 0.7, 0.45, 1.15, 1.2, 1.1, 0.85)
ITEMS = {
    "theme": {
        "Démarches en ligne": 0.34,
        "Prendre en main un ordinateur": 0.2,
        "Smartphone et tablette": 0.2,
        "Courriels": 0.12,
        "Sécurité et arnaques": 0.08,
        "Parentalité": 0.06,
    },
    "channel": {"Sur place": 0.68, "Atelier collectif": 0.2, "À distance": 0.07, "Domicile": 0.05},
    "duration": dict(zip(DURATIONS, (0.34, 0.38, 0.22, 0.06), strict=True)),
    "age": {
        "Moins de 18 ans": 0.03,
        "18 à 34 ans": 0.12,
        "35 à 59 ans": 0.29,
        "60 ans et plus": 0.5,
        "Âge non dit": 0.06,
    },
    "public": {"Suivis": 0.55, "Anonymes": 0.45},
}
ANSWERED = 0.62


def load_inclusion(
    connection: Connection, places: int, today: date, territory: Territory
) -> Iterator[Loaded]:
    """Every source of digital inclusion; yields what each has brought."""
    chosen = help_places(places, territory)
    records = record_rows(chosen, today)
    for source, rows in records.partition_by("source_key", as_dict=True).items():
        last = rows["updated"].max()
        yield load(connection, source[0], schema.inclusion_record, rows, last, last)
    days = _coverage_days(today)
    coverage = coverage_rows(territory.communes, days)
    yield load(connection, "couverture-arcep", schema.inclusion_coverage, coverage, *days)
    ingredients = ingredient_rows(territory.communes, coverage.filter(pl.col("day") == days[-1]))
    yield load(connection, "ingredients-fragilite", schema.inclusion_ingredient, ingredients)
    months = _activity_months(today)
    activity = activity_rows(chosen, months)
    span = months[0], month_end(months[-1])
    yield load(connection, "accompagnements", schema.inclusion_activity, activity, *span)
    day = date(today.year - 1, 10, 15)
    answers = answer_rows(territory.communes, day)
    yield load(connection, "enquete-communes", schema.inclusion_answer, answers, day, day)


def _coverage_days(today: date) -> tuple[date, date]:
    """The ends of June of the last two years that are over by then."""
    year = today.year if today > date(today.year, 9, 30) else today.year - 1
    return date(year - 1, 6, 30), date(year, 6, 30)


def coverage_rows(communes: Sequence[Commune], days: Sequence[date]) -> pl.DataFrame:
    """core_inclusion_coverage: premises by best speed; fibre gains some each year."""
    rows = []
    for commune in communes:
        random = generator(COVERAGE, int(commune.code, 36))
        premises = max(8, round((commune.population or 10) * PREMISES_PER_PERSON))
        fibre = random.beta(7, 1.6)
        slower = random.dirichlet((0.1, 0.3, 0.5, 2.0, 2.0, 0.5))
        for rank, day in enumerate(days):
            share = min(0.999, fibre + 0.05 * rank)
            parts = np.floor(premises * (1 - share) * slower).astype(int).tolist()
            row = commune.code, day, premises, *parts, premises - sum(parts), True
            rows.append(row)
    columns = [column.name for column in schema.inclusion_coverage.columns]
    return pl.DataFrame(rows, schema=columns, orient="row")


def ingredient_rows(communes: Sequence[Commune], coverage: pl.DataFrame) -> pl.DataFrame:
    """core_inclusion_ingredient: villages are older and less covered, towns poorer."""
    fast = coverage.select(
        "commune_code",
        slow=100
        * (1 - (pl.col("from_30_mbit") + pl.col("from_100_mbit") + pl.col("from_1_gbit"))
           / pl.col("premises")),
    )  # fmt: skip
    slow = dict(fast.iter_rows())
    rows = []
    for commune in communes:
        random = generator(INGREDIENTS, int(commune.code, 36))
        rural = 1 - min(1.0, np.log10(max(commune.population or 10, 10)) / 4.5)
        found = {
            "uncovered_fast": slow[commune.code],
            "uncovered_mobile": 100 * random.beta(1, 12) * (0.3 + rural),
            "aged_65": 18 + 18 * rural + random.normal(0, 4),
            "low_diploma": 26 + 8 * rural + random.normal(0, 5),
            "poverty": 16 - 6 * rural + random.normal(0, 2.5),
        }
        rows += [
            (commune.code, key, round(float(np.clip(value, 0, 100)), 1), 2023, True)
            for key, value in found.items()
        ]
    columns = [column.name for column in schema.inclusion_ingredient.columns]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _activity_months(today: date) -> list[date]:
    last = today.replace(day=1) - timedelta(days=1)
    first = date(last.year - 2, last.month, 1)
    return month_starts(first, last)[-ACTIVITY_MONTHS:]


def activity_rows(places: Sequence[HelpPlace], months: Sequence[date]) -> pl.DataFrame:
    """core_inclusion_activity: what mediators declare, place by place and month by month."""
    rows = []
    for place in places:
        if "Conseillers numériques" not in place.programmes:
            continue
        for month in months:
            random = generator(HELP_ACTIVITY, place.number, month.year, month.month)
            mean = HELPED_A_MONTH * SEASON[month.month - 1]
            helped = int(random.poisson(mean * random.gamma(HELPED_SHAPE) / HELPED_SHAPE))
            parts = {"total": {"": helped}} | {
                dimension: dict(
                    zip(shares, random.multinomial(helped, list(shares.values())), strict=True)
                )
                for dimension, shares in ITEMS.items()
            }
            rows += [
                _activity(place, month, dimension, item, int(count))
                for dimension, counts in parts.items()
                for item, count in counts.items()
            ]
    columns = [column.name for column in schema.inclusion_activity.columns]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _activity(place: HelpPlace, month: date, dimension: str, item: str, count: int) -> tuple:
    commune = place.commune
    codes = commune.code, commune.epci, commune.departement
    return (
        *("accompagnements", place.key, month, dimension, item),
        *(place.name, *codes, count, True),
    )


def answer_rows(communes: Sequence[Commune], day: date) -> pl.DataFrame:
    """core_inclusion_answer: some members answered, more often yes where they are large."""
    rows = []
    for commune in communes:
        random = generator(ANSWERS, int(commune.code, 36))
        if random.random() > ANSWERED:
            continue
        size = np.log10(max(commune.population or 10, 10)) / 3 - 1
        for question, (_label, national_pct) in QUESTIONS.items():
            yes = random.random() < np.clip(national_pct / 100 + 0.25 * size, 0.03, 0.97)
            codes = commune.code, commune.epci, commune.departement
            rows.append((commune.code, question, day, commune.name, *codes, bool(yes), True))
    columns = [column.name for column in schema.inclusion_answer.columns]
    return pl.DataFrame(rows, schema=columns, orient="row")
