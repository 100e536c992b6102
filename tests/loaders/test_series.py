import random
from datetime import date

import polars as pl
import pytest
from sqlalchemy import Engine, text

from data import schema
from loaders import series
from tests.loaders.measured import at, description, load, register, rollup_rows, rows

HOUR_S = 3600
DAY = date(2022, 6, 1)
MIDNIGHT_S = at("2022-06-01 00:00")


def _hourly(start_s: int, values: list[float]) -> list[tuple[int, float]]:
    return [(start_s + position * HOUR_S, value) for position, value in enumerate(values)]


def _days(engine: Engine) -> list[tuple]:
    """(day, value, minimum, maximum, readings, expected) of each day."""
    return [row[1:] for row in rows(engine, schema.series_day)]


def _notices(engine: Engine) -> list[tuple]:
    """(start_s, code, end_s, detail) of each notice."""
    return [row[1:] for row in rows(engine, schema.series_notice)]


def test_counts_add_up_over_the_local_day(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a"))
        load(connection, "a", _hourly(MIDNIGHT_S - HOUR_S, [100.0, *range(24), 200.0]))
    assert _days(engine) == [
        (date(2022, 5, 31), 100, 100, 100, 1, 24),
        (DAY, sum(range(24)), 0, 23, 24, 24),
        (date(2022, 6, 2), 200, 200, 200, 1, 24),
    ]
    assert len(rows(engine, schema.series_hour)) == 26


@pytest.mark.parametrize(
    ("day", "hours"), [("2022-03-27", 23), ("2022-10-30", 25), ("2022-10-31", 24)]
)
def test_days_of_a_clock_change_have_their_true_length(
    engine: Engine, day: str, hours: int
) -> None:
    with engine.begin() as connection:
        register(connection, description("a"), description("b", step_s=86_400))
        load(connection, "a", _hourly(at(f"{day} 00:00"), [1.0] * hours))
        load(connection, "b", [(at(f"{day} 00:00"), 7.0)])
    hourly, daily = _days(engine)
    assert hourly == (date.fromisoformat(day), hours, 1, 1, hours, hours)
    assert daily[-2:] == (1, 1), "a daily reading is whole whatever the length of its day"
    assert len(rows(engine, schema.series_hour)) == hours, "a daily reading has no hour"


def test_a_level_is_averaged(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a", kind="instantaneous", step_s=1800))
        load(
            connection,
            "a",
            [(MIDNIGHT_S, 10.0), (MIDNIGHT_S + 1800, 14.0), (MIDNIGHT_S + HOUR_S, 3.0)],
        )
    assert _days(engine) == [(DAY, (10 + 14 + 3) / 3, 3, 14, 3, 48)]
    assert [row[2:] for row in rows(engine, schema.series_hour)] == [(12, 2, 2), (3, 1, 2)]


def test_an_index_is_differenced_across_midnight(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a", kind="index"))
        load(connection, "a", _hourly(MIDNIGHT_S - HOUR_S, [90.0, 100.0, 103.0, 107.0]))
    assert _days(engine) == [
        (date(2022, 5, 31), 100 - 90, 10, 10, 1, 24),
        (DAY, 107 - 100, 3, 4, 2, 24),
    ]


def test_an_index_that_falls_is_named_and_not_counted(engine: Engine) -> None:
    index = [500.0, 510.0, 4.0, 9.0]
    with engine.begin() as connection:
        register(connection, description("a", kind="index"))
        load(connection, "a", _hourly(MIDNIGHT_S, index))
    drop = 510 - 4
    assert _notices(engine) == [
        (MIDNIGHT_S + HOUR_S, "COMPTEUR_REMIS_A_ZERO", MIDNIGHT_S + 2 * HOUR_S, drop)
    ]
    assert sum(row[1] for row in _days(engine)) == index[-1] - index[0] + drop == 15


def test_an_index_that_ran_over_its_digits_is_counted(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a", kind="index:4"), description("b", kind="index:4"))
        load(connection, "a", _hourly(MIDNIGHT_S, [9990.0, 9997.0, 5.0, 9.0]))
        load(connection, "b", _hourly(MIDNIGHT_S, [5000.0, 0.0]))
    assert [(row[1], row[3]) for row in _notices(engine)] == [
        ("BOUCLAGE", 10**4),
        ("COMPTEUR_REMIS_A_ZERO", 5000),
    ]
    assert _days(engine) == [(DAY, 9 - 9990 + 10**4, 4, 8, 3, 24)]


def test_a_gap_is_named_then_forgotten_when_filled(engine: Engine) -> None:
    full = _hourly(MIDNIGHT_S, [1.0] * 72)
    with engine.begin() as connection:
        register(connection, description("a"))
        load(connection, "a", full[:20] + full[50:])
    assert _notices(engine) == [(full[20][0], "LACUNE", full[50][0], 30)]
    with engine.begin() as connection:
        load(connection, "a", full[30:40])
    assert _notices(engine) == [
        (full[20][0], "LACUNE", full[30][0], 10),
        (full[40][0], "LACUNE", full[50][0], 10),
    ]
    with engine.begin() as connection:
        load(connection, "a", full)
    assert _notices(engine) == []
    assert [row[1] for row in _days(engine)] == [24, 24, 24]


def test_the_same_readings_twice_change_nothing(engine: Engine) -> None:
    readings = _hourly(MIDNIGHT_S, [1.0, 2.0, 3.0])
    with engine.begin() as connection:
        register(connection, description("a"))
        first = load(connection, "a", readings)
    before = rollup_rows(engine)
    with engine.begin() as connection:
        again = load(connection, "a", readings)
    assert (first["added"].sum(), first["revised"].sum()) == (3, 0)
    assert again.is_empty()
    assert rollup_rows(engine) == before


def test_a_corrected_value_replaces_and_is_counted(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a"))
        load(connection, "a", _hourly(MIDNIGHT_S, [1.0, 2.0, 3.0]))
        dirty = load(connection, "a", _hourly(MIDNIGHT_S, [1.0, 20.0, 3.0]))
    assert (dirty["added"].sum(), dirty["revised"].sum()) == (0, 1)
    assert _days(engine)[0][1] == 1 + 20 + 3


def test_of_two_readings_of_one_instant_the_last_is_kept(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a"))
        load(connection, "a", [(MIDNIGHT_S, 1.0), (MIDNIGHT_S, 5.0)])
    assert _days(engine)[0][1] == 5


@pytest.mark.parametrize("kind", ["count", "consumption", "index", "index:3", "instantaneous"])
@pytest.mark.parametrize("seed", [1, 2])
def test_piece_by_piece_gives_what_one_load_gives(engine: Engine, kind: str, seed: int) -> None:
    dice = random.Random(seed)
    start_s = at("2022-10-28 00:00")
    instants = sorted(dice.sample(range(start_s, start_s + 6 * 86_400, 1800), 180))
    levels = [dice.randint(0, 999) for _ in instants]
    climbing = [position * 7 % 1000 for position, _ in enumerate(instants)]
    values = climbing if kind.startswith("index") else levels
    readings = [(at_s, float(value)) for at_s, value in zip(instants, values, strict=True)]
    shuffled = dice.sample(readings, len(readings))
    with engine.begin() as connection:
        register(connection, description("whole", kind, 1800), description("pieces", kind, 1800))
        load(connection, "whole", readings)
        for position in range(0, len(shuffled), 45):
            wrong_first = [(at_s, value + 1) for at_s, value in shuffled[position : position + 3]]
            load(connection, "pieces", wrong_first)
            load(connection, "pieces", shuffled[position : position + 45])
    for table_rows in rollup_rows(engine).values():
        whole = [row[1:] for row in table_rows if row[0] == 1]
        assert whole
        assert whole == [row[1:] for row in table_rows if row[0] == 2]


def test_days_are_the_sum_of_their_hours_and_of_the_index(engine: Engine) -> None:
    index = [float(position * position) for position in range(200)]
    start_s = at("2022-03-26 00:00")
    with engine.begin() as connection:
        register(connection, description("a", kind="index", step_s=1800))
        load(connection, "a", [(start_s + 1800 * p, value) for p, value in enumerate(index)])
    hours, days = rows(engine, schema.series_hour), _days(engine)
    assert sum(row[2] for row in hours) == sum(row[1] for row in days) == index[-1] - index[0]
    assert [(row[0], row[4], row[5]) for row in days[:2]] == [
        (date(2022, 3, 26), 48, 48),
        (date(2022, 3, 27), 46, 46),
    ]


def test_only_the_touched_days_are_recomputed(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a"))
        load(connection, "a", _hourly(MIDNIGHT_S, [1.0] * 24 * 10))
        dirty = load(connection, "a", [(MIDNIGHT_S + 4 * 86_400, 9.0)])
    assert dirty["day"].to_list() == [date(2022, 6, 5), date(2022, 6, 6)]


def test_series_are_updated_and_follow_their_commune(engine: Engine) -> None:
    with engine.begin() as connection:
        first = register(connection, description("a"), description("b", commune_code=None))
        again = register(connection, description("a", commune_code="41018", place="Blois"))
    assert again == {"a": first["a"]}
    scopes = [row[0] for row in rows(engine, schema.series_scope) if row[1] == first["a"]]
    assert scopes == ["commune:41018", "departement:41", "epci:200030385", "syndicat"]
    assert [row[0] for row in rows(engine, schema.series_scope) if row[1] == first["b"]] == [
        "syndicat"
    ]
    assert [row[7] for row in rows(engine, schema.series)] == ["Blois", "b"]


def test_unknown_kinds_and_series_are_refused(engine: Engine) -> None:
    with engine.begin() as connection:
        with pytest.raises(ValueError, match="unknown kind"):
            register(connection, description("a", kind="flow"))
        with pytest.raises(ValueError, match="not registered: z"):
            load(connection, "z", [(MIDNIGHT_S, 1.0)])


@pytest.mark.postgresql
def test_readings_go_to_the_partition_of_their_month(postgresql_store: str) -> None:
    from data import db

    engine = db.make_engine(postgresql_store)
    with engine.begin() as connection:
        register(connection, description("a"))
        load(connection, "a", [(at("2022-01-15 00:00"), 1.0), (at("2022-03-15 00:00"), 1.0)])
        series.ensure_partitions(connection, at("2022-01-15 00:00"), at("2022-03-15 00:00"))
    with engine.connect() as connection:
        names = connection.scalars(
            text(
                "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = "
                "'core_reading'::regclass ORDER BY 1"
            )
        ).all()
        assert names == ["core_reading_2022_01", "core_reading_2022_02", "core_reading_2022_03"]
        assert connection.scalar(text("SELECT count(*) FROM core_reading_2022_01")) == 1
    engine.dispose()


def test_a_rebuild_of_nothing_changes_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        series.rebuild_rollups(connection, pl.DataFrame(schema=series.DIRTY))
    assert rollup_rows(engine) == {name: [] for name in rollup_rows(engine)}


def test_only_counts_are_summed_by_territory(engine):
    midnight = at("2026-03-02 00:00")
    with engine.begin() as connection:
        register(connection, description("passages"), description("kwh", kind="consumption"))
        for key in ("passages", "kwh"):
            load(connection, key, [(midnight, 5.0)])
    places = [row for row in rows(engine, schema.series_scope_day) if row[0] == "syndicat"]
    assert [row[-2:] for row in places] == [(1, 5.0)]
