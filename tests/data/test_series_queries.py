from datetime import date

from sqlalchemy import Engine

from data.series import queries
from tests.loaders.measured import at, description, load, register

DAY = date(2022, 6, 1)
MIDNIGHT_S = at("2022-06-01 00:00")


def _day_of(*, hours: int, value: float) -> list[tuple[int, float]]:
    return [(MIDNIGHT_S + 3600 * hour, value) for hour in range(hours)]


def _values(engine: Engine, scope: str = "syndicat") -> list[tuple]:
    frame = queries.daily_values(engine, scope, "passages", DAY, DAY)
    return list(
        frame[["day", "place", "value", "readings", "expected"]].itertuples(index=False, name=None)
    )


def test_a_place_counts_once_and_the_complete_series_wins(engine: Engine) -> None:
    with engine.begin() as connection:
        register(
            connection,
            description("day", step_s=86_400, place="Pont"),
            description("hour", place="Pont"),
            description("sum", place="Pont", direction="in+out"),
            description("in", place="Pont", direction="in"),
            description("other", place="Quai", commune_code="41018"),
            description("witness", place="Pont", quantity="passages_temoin"),
        )
        load(connection, "day", [(MIDNIGHT_S, 1000.0)])
        load(connection, "hour", _day_of(hours=23, value=1.0))
        load(connection, "in", _day_of(hours=24, value=5.0))
        load(connection, "other", _day_of(hours=24, value=2.0))
        load(connection, "witness", _day_of(hours=24, value=9.0))
    quai = (DAY, "Quai", 48, 24, 24)
    assert _values(engine) == [(DAY, "Pont", 1000, 1, 1), quai]
    assert _values(engine, "departement:41") == [quai]
    with engine.begin() as connection:
        load(connection, "sum", _day_of(hours=24, value=3.0))
    assert _values(engine) == [(DAY, "Pont", 24 * 3, 24, 24), quai]
    with engine.begin() as connection:
        load(connection, "hour", _day_of(hours=24, value=1.0))
    assert _values(engine) == [(DAY, "Pont", 24, 24, 24), quai]


def test_a_partial_day_is_read_as_partial(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("hour", place="Pont"))
        load(connection, "hour", _day_of(hours=5, value=1.0))
    assert _values(engine) == [(DAY, "Pont", 5, 5, 24)]


def test_nothing_found_has_the_right_columns(engine: Engine) -> None:
    values = queries.daily_values(engine, "commune:37001", "passages", DAY, DAY)
    assert list(values.columns) == [
        "day", "series_no", "place", "value", "readings", "expected", "simulated",
    ]  # fmt: skip
    assert values.empty
    assert "place" in queries.series_in_scope(engine, "syndicat", "footfall").columns
    assert list(queries.notices(engine, "syndicat", "footfall", DAY, DAY).columns) == [
        "series_no",
        "place",
        "code",
        "start_s",
        "end_s",
        "detail",
    ]


def test_series_and_notices_of_a_territory(engine: Engine) -> None:
    with engine.begin() as connection:
        register(connection, description("a", place="Quai"), description("b", place="Pont"))
        load(connection, "a", [*_day_of(hours=3, value=1.0), (MIDNIGHT_S + 3600 * 8, 1.0)])
    found = queries.series_in_scope(engine, "departement:37", "footfall")
    assert found["place"].tolist() == ["Pont", "Quai"]
    assert queries.series_in_scope(engine, "departement:37", "water").empty
    gaps = queries.notices(engine, "syndicat", "footfall", DAY, DAY)
    assert gaps[["place", "code", "detail"]].values.tolist() == [["Quai", "LACUNE", 5.0]]
    before = date(2022, 5, 31)
    assert queries.notices(engine, "syndicat", "footfall", before, before).empty
