"""The migrations and the declared tables say the same thing, on both databases."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from data import schema
from data.db import upgrade


def test_migrations_give_the_declared_tables(engine):
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), schema.metadata)
    assert differences == []


def test_a_migrated_store_is_left_alone(engine):
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO raw_footfall_terminal_key VALUES ('x', 'y')"))
    upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT secret_hex FROM raw_footfall_terminal_key")) == "y"


def test_no_screen_names_a_protected_table():
    """`raw_` tables hold what is not published: the read side never mentions them."""
    protected = [name for name in dir(schema) if is_protected(name)]
    assert len(protected) == 4
    root = Path(__file__).parents[2]
    readers = [*root.glob("pages/*.py"), *root.glob("data/*/queries.py"), *root.glob("data/*.py")]
    readers += [root / "data/footfall/headline.py", root / "data/footfall/sites.py"]
    for path in readers:
        for name in protected:
            assert f"schema.{name}" not in path.read_text(), f"{path.name} reads {name}"


def test_only_public_screens_read_the_hours_of_today():
    """What they say of the open day is words; a number read elsewhere would betray the grid."""
    root = Path(__file__).parents[2]
    sources = [
        path for room in ("data", "pages", "components") for path in root.glob(f"{room}/**/*.py")
    ]
    readers = [
        path.relative_to(root)
        for path in sources
        if "footfall_today" in path.read_text(encoding="utf-8")
    ]
    declared = ("data/schema/", "data/migrations/")
    assert [str(path) for path in readers if not str(path).startswith(declared)] == [
        "data/screens/grids.py"
    ]


def is_protected(name: str) -> bool:
    table = getattr(schema, name)
    return getattr(table, "name", "").startswith("raw_")
