"""Keyed pseudonyms of terminals: one secret a day, one a calendar year for those who consented.

Whoever has no key cannot go back from a pseudonym to a terminal, nor follow it to another day; the
keys of open periods alone are stored, and are destroyed with what they protected.
"""

import secrets
from collections.abc import Iterable
from hashlib import blake2b

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from loaders import store

KEY_BYTES = 32
Keys = dict[str, str]


def stored_keys(connection: Connection) -> Keys:
    """Secrets in use (hexadecimal) by period: "2026-07-14" or "year:2026"."""
    key = schema.terminal_key.c
    return dict(connection.execute(select(key.period, key.secret_hex)).all())


def completed_keys(keys: Keys, periods: Iterable[str]) -> Keys:
    """The same keys with a new secret for each period that has none."""
    return {period: secrets.token_hex(KEY_BYTES) for period in periods} | keys


def store_keys(connection: Connection, keys: Keys, periods: Iterable[str]) -> None:
    """Keep the secrets of these periods; one already stored stays."""
    known = stored_keys(connection)
    rows = [(period, keys[period]) for period in sorted(set(periods) - set(known))]
    columns = {"period": pl.String, "secret_hex": pl.String}
    store.insert(connection, schema.terminal_key, pl.DataFrame(rows, columns, orient="row"))


def daily_pseudonyms(periods: pl.Series, terminals: pl.Series, keys: Keys) -> pl.Series:
    """One 64-bit pseudonym a row, the same for the same terminal in the same period."""
    return _hashed(periods, terminals, keys, _number, pl.UInt64)


def long_pseudonyms(periods: pl.Series, texts: pl.Series, keys: Keys) -> pl.Series:
    """One 128-bit pseudonym a row, in hexadecimal; null where the text is null."""
    return _hashed(periods, texts, keys, _hexadecimal, pl.String)


def _hashed(
    periods: pl.Series, texts: pl.Series, keys: Keys, digest: object, kind: pl.DataType
) -> pl.Series:
    """Different (period, text) pairs alone are hashed: a terminal opens many sessions a day."""
    rows = pl.DataFrame({"period": periods, "text": texts})
    pairs = rows.drop_nulls().unique()
    starts = {
        period: blake2b(key=bytes.fromhex(keys[period])) for period in pairs["period"].unique()
    }
    hashed = [digest(starts[period], text) for period, text in pairs.iter_rows()]
    known = pairs.with_columns(pl.Series("pseudonym", hashed, kind))
    return rows.join(known, on=["period", "text"], how="left", maintain_order="left")["pseudonym"]


def _digest(start: object, text: str) -> bytes:
    state = start.copy()
    state.update(text.encode())
    return state.digest()


def _number(start: object, text: str) -> int:
    return int.from_bytes(_digest(start, text)[:8], "little")


def _hexadecimal(start: object, text: str) -> str:
    return _digest(start, text)[:16].hex()
