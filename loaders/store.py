"""Bulk writes inside the caller's transaction: PostgreSQL by COPY, SQLite by executemany."""

import polars as pl
from sqlalchemy import Connection, Table, text


def insert(connection: Connection, table: Table, frame: pl.DataFrame) -> int:
    """Append the rows of `frame` (columns named as the table's); returns their number."""
    if frame.is_empty():
        return 0
    if connection.dialect.name == "postgresql":
        _copy(connection, table.name, frame)
    else:
        _executemany(connection, table.name, frame, "INSERT")
    return frame.height


def upsert(connection: Connection, table: Table, frame: pl.DataFrame) -> int:
    """Append the rows of `frame`, replacing those with the same primary key."""
    if frame.is_empty():
        return 0
    if connection.dialect.name != "postgresql":
        _executemany(connection, table.name, frame, "INSERT OR REPLACE")
        return frame.height
    staging = f"staging_{table.name}"
    columns = ", ".join(frame.columns)
    keys = [column.name for column in table.primary_key]
    changes = ", ".join(f"{name} = EXCLUDED.{name}" for name in frame.columns if name not in keys)
    connection.execute(
        text(
            f"CREATE TEMP TABLE IF NOT EXISTS {staging} "
            f"ON COMMIT DROP AS SELECT {columns} FROM {table.name} WITH NO DATA"
        )
    )
    connection.execute(text(f"TRUNCATE {staging}"))
    _copy(connection, staging, frame)
    connection.execute(
        text(
            f"INSERT INTO {table.name} ({columns}) SELECT {columns} FROM {staging} "
            f"ON CONFLICT ({', '.join(keys)}) DO "
            + (f"UPDATE SET {changes}" if changes else "NOTHING")
        )
    )
    return frame.height


def _copy(connection: Connection, table_name: str, frame: pl.DataFrame) -> None:
    columns = ", ".join(frame.columns)
    cursor = connection.connection.cursor()
    with cursor.copy(f"COPY {table_name} ({columns}) FROM STDIN (FORMAT csv, NULL '\\N')") as copy:
        # Quoted, a text that is the mark of null stays a text.
        rows = frame.write_csv(include_header=False, null_value="\\N", quote_style="non_numeric")
        copy.write(rows.encode())


def _executemany(connection: Connection, table_name: str, frame: pl.DataFrame, verb: str) -> None:
    places = ", ".join("?" * frame.width)
    plain = frame.with_columns(pl.col(pl.Date).dt.to_string("%Y-%m-%d"))
    connection.connection.executemany(
        f"{verb} INTO {table_name} ({', '.join(frame.columns)}) VALUES ({places})",
        plain.iter_rows(),
    )


def read(connection: Connection, statement: object, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    """The rows of a Core statement as a frame of the given column types."""
    rows = connection.execute(statement).all()
    return pl.DataFrame([tuple(row) for row in rows], schema=schema, orient="row")
