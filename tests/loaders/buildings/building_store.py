"""A store with reference values, and loads of buildings' sources into it."""

from datetime import datetime

from sqlalchemy import Engine

from data.settings import Settings
from loaders import pipeline, reference_values, sources
from loaders.pipeline import Context
from tests.loaders.measured import PARIS

NOW_S = int(datetime(2024, 8, 1, 8, tzinfo=PARIS).timestamp())
BUILDINGS = """id;nom;usage;surface;code commune;latitude;longitude;horaires
B1;École Jules-Ferry;école élémentaire;1 250,5;37261;47,3936;0,6892;lu-ve 08:30-12:00 13:30-17:30
B2;Mairie de Blois;Mairie;800;41018;;;
"""


def with_references(engine: Engine) -> None:
    """Write the shipped reference values, as every command does."""
    with engine.begin() as connection:
        reference_values.sync(connection)


def fill_buildings(engine: Engine) -> None:
    """Reference values and two buildings, B1 in Tours and B2 in Blois."""
    with_references(engine)
    load(engine, "batiments", BUILDINGS)


def load(engine: Engine, source: str, text: str, *, simulated: bool = False) -> pipeline.Report:
    """The report of a load, of which no row may be lost."""
    context = Context(Settings(), engine, NOW_S, "essai.csv", simulated)
    report = pipeline.load(sources.BY_KEY[source], text.encode(), context)
    assert report.rows_loaded + report.rejected.height == report.rows_read
    return report


def codes(report: pipeline.Report) -> list[tuple[int, str]]:
    """Line and code of each row put aside."""
    return report.rejected.sort("line_number").select("line_number", "code").rows()


def facts(report: pipeline.Report) -> dict[str, dict]:
    """The facts of each notice, whose French text is whole."""
    assert all(notice.text.endswith(".") for notice in report.notices)
    return {notice.code: notice.facts for notice in report.notices}
