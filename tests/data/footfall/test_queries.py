"""Footfall queries on both databases, from a small published grid whose sums are done by hand."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest

from data import schema
from data.footfall import queries
from data.footfall import sites as by_site
from data.footfall.headline import headline
from data.selection import Selection
from data.settings import Settings
from data.territory import load_territory
from loaders import store
from loaders.footfall import footfall_rollup
from loaders.scopes import rebuild_scopes

TODAY = date(2026, 7, 15)
MONDAY = date(2026, 7, 6)
YEAR = timedelta(days=364)
CELL_ORDER = ["site_id", "day", "hour", "sessions"]


def sites() -> pl.DataFrame:
    rows = [("A", "Château", "château", "37261"), ("B", "Halte", "halte vélo", "41018")]
    return pl.DataFrame(
        [
            {
                "site_id": site, "name": name, "place_kind": kind, "actor_kind": "commune",
                "commune_code": commune, "epci_code": None, "departement_code": commune[:2],
                "latitude_deg": 47.4, "longitude_deg": 0.7, "opened_on": date(2024, 1, 1),
                "closed_on": None, "declared_access_points": 2, "simulated": False,
            }
            for site, name, kind, commune in rows
        ],
        schema_overrides={"epci_code": pl.String, "closed_on": pl.Date},
    )  # fmt: skip


# (site, day, sessions, terminals): a hidden day is None.
DAYS = [
    ("A", MONDAY, 130, 100),
    ("A", MONDAY + timedelta(days=1), 70, 60),
    ("A", MONDAY - YEAR, 100, 80),
    ("A", MONDAY - YEAR + timedelta(days=1), 60, 40),
    ("B", MONDAY, 30, 20),
    ("B", MONDAY + timedelta(days=1), None, None),
    ("B", MONDAY - YEAR, None, None),
]


@pytest.fixture
def filled(engine):
    with engine.begin() as connection:
        store.insert(connection, schema.site, sites())
        store.insert(
            connection,
            schema.site_day,
            pl.DataFrame(
                [(*row, True) for row in DAYS],
                schema=["site_id", "day", "sessions", "terminals", "complete"],
                orient="row",
            ),
        )
        store.insert(
            connection,
            schema.site_hour,
            pl.DataFrame(
                [
                    ("A", MONDAY, 10, 50),
                    ("A", MONDAY, 15, 60),
                    ("A", MONDAY + timedelta(1), 10, 30),
                ],
                schema=CELL_ORDER,
                orient="row",
            ),
        )
        months = [
            ("dwell", "A", date(2026, 7, 1), "0", 30),
            ("dwell", "A", date(2026, 7, 1), "30", 50),
            ("language", "A", date(2026, 7, 1), "fr", 75),
            ("language", "A", date(2026, 7, 1), "nl", 25),
            ("pair", "A", date(2026, 7, 1), "B", 12),
        ]
        store.insert(
            connection,
            schema.site_month,
            pl.DataFrame(
                months, schema=["kind", "site_id", "month", "item", "count"], orient="row"
            ),
        )
        rebuild_scopes(connection, load_territory(Path(Settings().territory_dir)))
        footfall_rollup.rebuild_all(connection)
    return engine


def select(query: str = "") -> Selection:
    week = "periode=libre&du=2026-07-06&au=2026-07-12"
    return Selection.parse(f"{week}&{query}", today=TODAY)[0]


def test_daily_adds_the_published_sites_and_keeps_gaps(filled):
    frame = queries.daily(filled, select())
    assert len(frame) == 7
    assert frame["terminals"].tolist()[:2] == [100 + 20, 60]
    assert frame["terminals"].isna().tolist() == [False] * 2 + [True] * 5
    assert frame["sites_hidden"].tolist()[:2] == [0, 1]
    assert frame["terminals_before"].tolist()[:2] == [80, 40]


def test_the_index_follows_only_sites_published_on_both_days(filled):
    frame = queries.daily(filled, select())
    # Monday: A 100 against 80; B has no counterpart and is left out.
    # The index adds up to seven days before it divides.
    assert frame["index"].tolist()[:2] == [
        100 * 100 / 80,
        round(100 * (100 + 60) / (80 + 40), 1),
    ]


def test_a_narrower_territory_reads_its_own_sites(filled):
    frame = queries.daily(filled, select("territoire=departement:41"))
    assert frame["terminals"].tolist()[0] == 20
    assert queries.daily(filled, select("territoire=site:A"))["terminals"].tolist()[0] == 100


def test_an_empty_answer_has_its_columns(engine):
    frame = queries.daily(engine, select())
    assert frame.empty
    expected = {"day", "terminals", "terminals_before", "index", "complete", "event"}
    assert expected <= set(frame.columns)
    for query in (queries.week_hours, by_site.ranking, by_site.kinds, queries.dwell,
                  queries.languages, by_site.flows):  # fmt: skip
        assert query(engine, select()).empty


def test_the_week_divides_by_the_days_that_were_published(filled):
    frame = queries.week_hours(filled, select())
    cells = {(row.weekday, row.hour): row.sessions_per_day for row in frame.itertuples()}
    assert cells == {(0, 10): 50 / 1, (0, 15): 60 / 1, (1, 10): 30 / 1}
    # 50 + 60 + 30 connections in published hours, of 130 + 30 + 70 in published days.
    assert frame["covered_pct"].unique() == pytest.approx(100 * 140 / 230)


def test_sites_are_ranked_with_their_change(filled):
    frame = by_site.ranking(filled, select())
    assert frame["site_id"].tolist() == ["A", "B"]
    assert frame["terminals"].tolist() == [100 + 60, 20]
    assert frame["change_pct"].iloc[0] == pytest.approx(100 * (160 - 120) / 120)
    assert frame["change_pct"].isna().iloc[1]
    assert frame["days_hidden"].tolist() == [0, 1]
    assert frame["commune"].tolist() == ["Tours", "Blois"]


def test_kinds_compare_their_comparable_sites(filled):
    frame = by_site.kinds(filled, select()).set_index("place_kind")
    assert frame.loc["château", "terminals_per_site"] == 160
    assert frame.loc["château", "change_pct"] == pytest.approx(100 * (160 / 120 - 1))


def test_dwell_and_languages_come_with_shares(filled):
    dwell = queries.dwell(filled, select())
    assert dwell["class_start_min"].tolist() == [0, 30]
    assert dwell["share_pct"].tolist() == [100 * 30 / 80, 100 * 50 / 80]
    languages = queries.languages(filled, select())
    assert languages["language"].tolist() == ["français", "néerlandais"]


def test_a_flow_has_its_lift_over_chance(filled):
    row = by_site.flows(filled, select()).iloc[0]
    assert (row.site_a, row.site_b, row.terminals) == ("Château", "Halte", 12)
    assert row.lift == pytest.approx(12 * (160 + 20) / (160 * 20))


def test_the_headline_does_its_sums_by_the_same_rules(filled):
    result = headline(filled, select())
    terminals = result.figures["terminals"]
    assert terminals.value == 100 + 20 + 60
    # Both days of the week that have data also have their counterpart.
    assert (terminals.comparable, terminals.before) == (100 + 20 + 60, 80 + 40)
    assert result.figures["median_dwell_min"].value == pytest.approx(30 + 30 * (40 - 30) / 50)
    assert result.figures["peak_trough_ratio"].value == 120 / 60
    assert (result.sites_published, result.sites) == (2, 2)
    assert (result.site_days_hidden, result.site_days) == (1, 4)


def test_the_whole_is_the_sum_of_its_parts(filled):
    whole = queries.daily(filled, select())["terminals"].sum()
    parts = [queries.daily(filled, select(f"territoire=site:{s}"))["terminals"].sum() for s in "AB"]
    assert whole == sum(parts)
