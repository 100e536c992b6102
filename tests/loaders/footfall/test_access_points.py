from datetime import date, timedelta

import polars as pl
import pytest
from sqlalchemy import Engine, insert

from data import schema
from data.settings import Settings
from loaders.footfall import access_points, availability
from loaders.pipeline import Context, LoadError, Written
from tests.loaders.measured import at, rows

DAY = date(2026, 7, 14)
POINTS = b"borne;site;mise en service;retrait\nA;S1;01/07/2026;\nB;s1;;15/07/2026\nC;S2;;\n"


@pytest.fixture
def sites(engine: Engine) -> Engine:
    """A store with site S1 in Tours and site S2 outside the territory."""
    known = {"place_kind": "Autre", "actor_kind": "Commune", "simulated": False}
    with engine.begin() as connection:
        connection.execute(
            insert(schema.site),
            [
                {"site_id": "S1", "name": "Un", "commune_code": "37261",
                 "epci_code": "243700754", "departement_code": "37", **known},
                {"site_id": "S2", "name": "Deux", "commune_code": None,
                 "epci_code": None, "departement_code": None, **known},
            ],
        )  # fmt: skip
    return engine


def _context(engine: Engine, simulated: bool = False) -> Context:
    return Context(Settings(), engine, at("2030-01-01 00:00"), "bornes.csv", simulated)


def _load(engine: Engine, content: bytes) -> tuple[pl.DataFrame, Written]:
    """Load an inventory; returns what parsing rejected and what was written."""
    batch = access_points.parse(content, _context(engine))
    with engine.begin() as connection:
        return batch.rejected, access_points.write(connection, batch, _context(engine))


def _load_states(engine: Engine, *lines: str) -> tuple[pl.DataFrame, Written]:
    content = "\n".join(["borne;instant;état", *lines]).encode()
    batch = access_points.parse_states(content, _context(engine))
    with engine.begin() as connection:
        return batch.rejected, access_points.write_states(connection, batch, _context(engine))


def _availability(engine: Engine, scope: str = "syndicat") -> list[tuple]:
    """(day, access_points, up_h, expected_h) of a territory."""
    return [row[1:] for row in rows(engine, schema.availability_day) if row[0] == scope]


def test_the_inventory_is_stored(sites: Engine) -> None:
    rejected, written = _load(sites, POINTS)
    assert rejected.is_empty()
    assert written.rejected.is_empty()
    assert rows(sites, schema.access_point) == [
        ("A", "S1", date(2026, 7, 1), None),
        ("B", "S1", None, date(2026, 7, 15)),
        ("C", "S2", None, None),
    ]


def test_rows_that_cannot_be_kept_are_put_aside(sites: Engine) -> None:
    rejected, written = _load(
        sites,
        b"borne;site;mise en service;retrait\nA4-5D-36-00-12-7F;S1;;\na45d.3600.127f;S1;;\n"
        b"B;S1;02/01/2026;01/01/2026\nC;S9;;\n",
    )
    assert rejected.select("line_number", "code").rows() == [
        (3, "BORNE_EN_DOUBLE"),
        (4, "DATES_INVERSEES"),
    ]
    assert written.rejected.select("line_number", "code", "raw_text").rows() == [
        (5, "SITE_INCONNU", "C;S9;;")
    ]
    assert [row[0] for row in rows(sites, schema.access_point)] == ["A4-5D-36-00-12-7F"]


def test_availability_counts_known_states_of_access_points_in_service(sites: Engine) -> None:
    _load(sites, POINTS)
    rejected, written = _load_states(
        sites,
        "a;14/07/2026 06:00;en service",
        "A;14/07/2026 20:00;En panne",
        "B;14/07/2026 00:00;up",
        "C;15/07/2026 12:00;0",
        "A;16/07/2026 06:00;1",
    )
    assert rejected.is_empty()
    assert (written.first_day, written.last_day) == (DAY, DAY + timedelta(days=2))
    assert _availability(sites) == [
        (DAY, 2, 14 + 24, 18 + 24),
        (DAY + timedelta(days=1), 3, 0 + 24 + 0, 24 + 24 + 12),
        (DAY + timedelta(days=2), 2, 18 + 0, 24 + 24),
    ]
    assert _availability(sites, "site:S2") == [
        (DAY + timedelta(days=1), 1, 0, 12),
        (DAY + timedelta(days=2), 1, 0, 24),
    ]
    assert _availability(sites, "commune:37261") == _availability(sites, "departement:37")
    assert len(_availability(sites, "epci:243700754")) == 3


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25)])
def test_days_have_their_true_length(sites: Engine, day: date, hours: int) -> None:
    _load(sites, b"borne;site\nA;S1\n")
    _load_states(sites, f"A;{day:%d/%m/%Y} 00:00;up", f"A;{day:%d/%m/%Y} 23:00;down")
    assert _availability(sites) == [(day, 1, hours - 1, hours)]


def test_a_late_line_corrects_the_days_that_follow_it(sites: Engine) -> None:
    _load(sites, b"borne;site\nA;S1\n")
    _load_states(sites, "A;14/07/2026 00:00;up", "A;17/07/2026 00:00;up")
    _load_states(sites, "A;15/07/2026 06:00;down")
    assert [row[2] for row in _availability(sites)] == [24, 6, 0, 24]
    _load_states(sites, "A;15/07/2026 06:00;up")
    assert [row[2] for row in _availability(sites)] == [24, 24, 24, 24]


def test_a_new_date_of_service_corrects_availability(sites: Engine) -> None:
    _load(sites, b"borne;site\nA;S1\n")
    _load_states(sites, "A;14/07/2026 00:00;up", "A;16/07/2026 00:00;up")
    _load(sites, b"borne;site;retrait\nA;S1;14/07/2026\n")
    assert [row[0] for row in _availability(sites)] == [DAY]


def test_changes_that_cannot_be_read_are_put_aside(sites: Engine) -> None:
    _load(sites, b"borne;site\nA;S1\n")
    rejected, written = _load_states(
        sites,
        "A;14/07/2026 06:00;bof",
        "A;14/07/2026 07:00;up",
        "A;14/07/2026 07:00;down",
        "Z;14/07/2026 08:00;up",
        "A;hier;up",
    )
    assert rejected.select("line_number", "code").rows() == [
        (2, "ETAT_ILLISIBLE"),
        (3, "CHANGEMENT_EN_DOUBLE"),
        (6, "DATE_ILLISIBLE"),
    ]
    assert written.rejected["code"].to_list() == ["BORNE_INCONNUE"]
    assert rows(sites, schema.access_point_state) == [("A", at("2026-07-14 07:00"), False)]


def test_the_demonstration_refuses_real_access_points(sites: Engine) -> None:
    for load in (access_points.write, access_points.write_states):
        batch = access_points.parse(POINTS, _context(sites))
        with sites.begin() as connection, pytest.raises(LoadError):
            load(connection, batch, _context(sites, simulated=True))


def test_nothing_known_gives_nothing(sites: Engine) -> None:
    with sites.begin() as connection:
        availability.rebuild_availability(connection, [DAY])
    assert _availability(sites) == []
