"""What every table is made with."""

from sqlalchemy import Column, MetaData

metadata = MetaData()
# Tables found by their primary key alone keep no hidden row number on SQLite.
ROWLESS = {"sqlite_with_rowid": False}


def key(name: str, kind: type) -> Column:
    """A column of the primary key; its values are ours, never numbered by the database."""
    return Column(name, kind, primary_key=True, autoincrement=False)
