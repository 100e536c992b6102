"""From what a session log says of an access point to its site."""

import re

import polars as pl
from sqlalchemy import Connection, select

from data import schema

# "AC-DE-48-00-11-22:Wifi-public": a MAC address in any writing, then perhaps the network's name.
MAC = re.compile(
    r"((?:[0-9A-F]{2}[-:]?){5}[0-9A-F]{2}|(?:[0-9A-F]{4}\.){2}[0-9A-F]{4})(?::.*)?", re.I
)


def normalised_access_point(text: str) -> str:
    """A MAC address as 12 capital digits, without the network's name; else the text in capitals."""
    text = text.strip()
    found = MAC.fullmatch(text)
    return re.sub("[^0-9A-F]", "", found[1].upper()) if found else text.upper()


def access_point_sites(connection: Connection) -> dict[str, str]:
    """Site of each known access point, by its normalised identifier."""
    point, site = schema.access_point.c, schema.site.c
    rows = connection.execute(
        select(point.access_point_id, point.site_id).join(
            schema.site, site.site_id == point.site_id
        )
    )
    return {normalised_access_point(point_id): site_id for point_id, site_id in rows}


def known_sites(connection: Connection) -> dict[str, str]:
    """Every site by its identifier in capitals."""
    return {
        site_id.upper(): site_id for site_id in connection.scalars(select(schema.site.c.site_id))
    }


def sites_of(texts: pl.Series, known: dict[str, str]) -> pl.Series:
    """The site that each text names, null where it names none."""
    found = {
        text: known[name]
        for text in texts.unique().drop_nulls()
        if (name := normalised_access_point(text)) in known
    }
    return texts.replace_strict(found, default=None, return_dtype=pl.String)
