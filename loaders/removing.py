"""Takes out of the store what no load replaces: loaded by mistake, or there no more.

A wrong value is replaced by a right one under the same identifier. What has no right one (another
date, another meter, a place that does not exist) is removed here. A theme says what it has in rows
of `Removal`; `loaders.removals` lists them all.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Delete,
    Update,
    delete,
    select,
    tuple_,
    update,
)

from data import schema
from data.db import erase_deleted, loader_lock
from data.territory import Territory, load_territory
from loaders.pipeline import Context, LoadError, record_change
from loaders.placing import listed

# What an identifier of the command line names in the store; nothing where it is not known.
Find = Callable[[Connection, Sequence[str]], dict[str, list]]
WRAPPING = re.compile(r"[\s\"'’]")
# A year, or a year and a month, a day, a minute.
MOMENT = re.compile(r"\d{4}(-\d\d(-\d\d( \d\d:\d\d)?)?)?")
# A series itself comes last: the others name it.
OF_SERIES = (
    schema.reading,
    schema.series_notice,
    schema.series_hour,
    schema.series_day,
    schema.series_scope,
    schema.series,
)
RELOAD = (
    " Un fichier d’origine qui le nomme encore le rendrait : corrigez-le. Rechargez les bons "
    "fichiers avec « run … --again »."
)


@dataclass(frozen=True)
class Part:
    """Rows that go, or that lose a link, with what was found; without a word they are not told."""

    word: str
    statement: Callable[[list], Delete | Update]


@dataclass(frozen=True)
class Removal:
    """What the command line can take out of the store; `taken` and `written` are told in French."""

    kind: str
    taken: str
    written: str
    # The source whose account of loads says it.
    source_key: str
    find: Find
    parts: tuple[Part, ...]
    rebuild: Callable[[Connection, Territory], None] | None = None
    # About a person: not named in the account, and taken out of the files of the store too.
    personal: bool = False


def remove(removal: Removal, identifiers: Sequence[str], context: Context) -> str:
    """Remove what these identifiers name, and rebuild what screens read; what went, in French.

    One transaction, as a load. Raises LoadError, and removes nothing, when one is not known.
    """
    with loader_lock(context.engine), context.engine.begin() as connection:
        keys = _known(removal, removal.find(connection, identifiers))
        statements = [(part.word, part.statement(keys)) for part in removal.parts]
        gone = [(word, connection.execute(statement).rowcount) for word, statement in statements]
        if removal.rebuild:
            removal.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
        told = ", ".join(f"{word} ({count})" for word, count in gone if word and count) or "rien"
        names = "" if removal.personal else f" ({listed(identifiers)})"
        message = f"Retiré{names} : {told}."
        record_change(connection, removal.source_key, message, context)
    if removal.personal:
        erase_deleted(context.engine, [statement.table.name for _, statement in statements])
    return message + (RELOAD if removal.rebuild else "")


def _known(removal: Removal, found: Mapping[str, list]) -> list:
    """All the keys that were found. Raises LoadError when an identifier names nothing."""
    if unknown := [identifier for identifier, keys in found.items() if not keys]:
        raise LoadError(
            "IDENTIFIANT_INCONNU",
            f"Rien n’a été retiré : le magasin ne connaît pas {listed(unknown)}. Écrivez "
            f"{removal.written}.",
        )
    return list(dict.fromkeys(key for keys in found.values() for key in keys))


def by_name(column: Column, *conditions: ColumnElement[bool]) -> Find:
    """Finds the values of a column, whatever their case, else their spaces and quotation marks."""

    def find(connection: Connection, identifiers: Sequence[str]) -> dict[str, list]:
        capitals: dict[str, list] = {}
        bare: dict[str, list] = {}
        for name in connection.scalars(select(column).where(*conditions).distinct()):
            capitals.setdefault(name.upper(), []).append(name)
            bare.setdefault(_bare(name), []).append(name)
        return {
            one: capitals.get(one.strip().upper()) or bare.get(_bare(one), [])
            for one in identifiers
        }

    return find


def by_moment(
    place: Column,
    moment: Column,
    *keys: Column,
    written: Callable[[object], str] = str,
) -> Find:
    """Finds the keys of a place, all ("A1") or those of a time ("A1:2026", "A1:2026-11-22").

    Keys of several columns are tuples.
    """

    def find(connection: Connection, identifiers: Sequence[str]) -> dict[str, list]:
        found: dict[str, list] = {identifier: [] for identifier in identifiers}
        for name, at, *key in connection.execute(select(place, moment, *keys).distinct()):
            for identifier in identifiers:
                if _names(identifier, name, written(at)):
                    found[identifier].append(tuple(key) if len(key) > 1 else key[0])
        return found

    return find


def _bare(name: str) -> str:
    return WRAPPING.sub("", name).upper()


def _names(identifier: str, name: str, at: str) -> bool:
    wanted = identifier.strip().upper()
    since = wanted.removeprefix(f"{name.upper()}:")
    if since == wanted:
        return wanted == name.upper()
    return bool(MOMENT.fullmatch(since)) and at.startswith(since)


def rows(word: str, *columns: Column) -> Part:
    """The rows of a table whose columns are one of the keys."""
    own = columns[0] if len(columns) == 1 else tuple_(*columns)
    return Part(word, lambda keys: delete(columns[0].table).where(own.in_(keys)))


def link(column: Column) -> Part:
    """The rows of a table that name what goes: they stay, and name nothing."""
    return Part(
        "", lambda keys: update(column.table).where(column.in_(keys)).values({column.name: None})
    )


def measures(theme: str) -> tuple[Part, ...]:
    """The series of these places of a theme, with all that is derived from each alone."""
    series = schema.series.c

    def of(table: object) -> Callable[[list], Delete]:
        def statement(places: list) -> Delete:
            own = select(series.series_no).where(series.theme == theme, series.place.in_(places))
            return delete(table).where(table.c.series_no.in_(own))

        return statement

    words = {schema.reading: "mesures"}
    return tuple(Part(words.get(table, ""), of(table)) for table in OF_SERIES)
