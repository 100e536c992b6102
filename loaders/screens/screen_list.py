"""The list of public screens: a small CSV, one screen a row."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.inclusion.opening import read_hours
from data.screens.columns import COLUMNS as DECLARED
from data.screens.vocabulary import (
    FRENCH,
    IDENTIFIER,
    LANGUAGES,
    LONGEST_S,
    ORIENTATIONS,
    SHORTEST_S,
    SLIDES,
    USUAL_S,
)
from data.territory import Commune, Territory, load_territory
from loaders import store
from loaders.checking import check_rows
from loaders.footfall.events import scope_of
from loaders.footfall.wifi_places import known_sites
from loaders.pipeline import Batch, Column, Context, Written
from loaders.putting_aside import refused, sorted_out
from loaders.reading import folded, read_table

POINT = ("latitude", "longitude")
ALIASES = {
    "identifiant": ("id", "écran"),
    "nom": ("office",),
    "territoire": ("commune", "epci"),
    "diapositives": ("diapos",),
    "veille début": ("début de veille",),
    "veille fin": ("fin de veille",),
}
COLUMNS = tuple(
    Column(
        one.name,
        one.name if one.name in POINT else "text",
        one.meaning,
        one.example,
        required=one.required,
        aliases=ALIASES.get(one.name, ()),
    )
    for one in DECLARED
)
SCREEN = {
    column.name: pl.Float64 if column.name.endswith("_deg") else pl.String
    for column in schema.screen.columns
} | {"simulated": pl.Boolean}
LONGEST_MESSAGE = 240
SLIDE = re.compile(r"(\D+?)\s*(\d+)?\s*s?")
CLOCK = re.compile(r"(\d{1,2})\s*(?::|h)\s*(\d{2})?", re.IGNORECASE)
INERT = re.compile("^'(?=[-=+@])")
LISTED = re.compile(r"[,;/]\s*|\s+")
NOWHERE = "ECRAN_SANS_POSITION"
REASONS = {
    "IDENTIFIANT_ILLISIBLE": "L’identifiant sert d’adresse : écrivez 1 à 40 lettres minuscules "
    "sans accent, chiffres ou tirets, par exemple office-amboise.",
    "ECRAN_EN_DOUBLE": "Cet identifiant est déjà celui d’une ligne plus haut : donnez un "
    "identifiant à chaque écran.",
    "LIEU_ABSENT": "De quoi parle l’écran n’est pas dit : remplissez « territoire » ou « site ».",
    "LIEU_EN_DOUBLE": "L’écran a un territoire et un site : gardez l’un des deux.",
    "TERRITOIRE_INCONNU": "Ce territoire n’est pas connu, ou son nom désigne plusieurs lieux : "
    "écrivez son code, par exemple commune:37003.",
    "SITE_INCONNU": "Ce site n’est pas dans le magasin : chargez d’abord la liste des sites.",
    NOWHERE: "Où est l’écran n’est pas connu : remplissez « latitude » et « longitude ».",
    "ORIENTATION_INCONNUE": f"L’orientation est à écrire {' ou '.join(ORIENTATIONS)}.",
    "LANGUE_INCONNUE": f"Une langue n’est pas connue : écrivez parmi {', '.join(LANGUAGES)}.",
    "DIAPOSITIVE_INCONNUE": f"Une diapositive n’est pas connue : écrivez parmi "
    f"{', '.join(SLIDES)}, chacune suivie de ses secondes si besoin.",
    "DIAPOSITIVE_EN_DOUBLE": "Une diapositive est écrite deux fois : gardez-en une.",
    "DUREE_HORS_BORNES": f"Une diapositive dure de {SHORTEST_S} à {LONGEST_S} secondes : "
    "corrigez sa durée.",
    "HORAIRES_ILLISIBLES": "Les horaires ne se lisent pas : écrivez-les comme OpenStreetMap, par "
    "exemple Mo-Sa 09:30-18:00, ou laissez la cellule vide.",
    "VEILLE_ILLISIBLE": "La veille va d’une heure à une autre : écrivez les deux, différentes, "
    "par exemple 21:00 et 08:00, ou aucune.",
    "MESSAGE_TROP_LONG": f"Un message dépasse {LONGEST_MESSAGE} signes et ne se lirait pas de "
    "loin : raccourcissez-le.",
}


class _Fault(ValueError):
    """What is wrong with a row: a code of REASONS."""


def parse(content: bytes, context: Context) -> Batch:
    """One row a screen (SCREEN and line_number); `scope` of a site as the file writes it."""
    territory = load_territory(Path(context.settings.territory_dir))
    raw = read_table(content, COLUMNS)
    batch = check_rows(raw, COLUMNS, territory)
    rows = [_row(told, territory, context.simulated) for told in batch.rows.iter_rows(named=True)]
    kinds = {"line_number": pl.Int64, **SCREEN, "code": pl.String}
    screens = pl.DataFrame(rows, schema=kinds, orient="row").with_columns(
        pl.when(pl.col("screen_id").is_first_distinct())
        .then("code")
        .otherwise(pl.coalesce("code", pl.lit("ECRAN_EN_DOUBLE")))
        .alias("code")
    )
    return sorted_out(raw, batch, screens, REASONS)


def _row(told: Mapping[str, object], territory: Territory, simulated: bool) -> dict[str, object]:
    """A screen as it is stored, or its identifier with the `code` of what is wrong."""
    row = {"line_number": told["line_number"], "screen_id": told["identifiant"]}
    try:
        return row | _screen(told, territory) | {"simulated": simulated, "code": None}
    except _Fault as fault:
        return row | {"code": str(fault)}


def _screen(told: Mapping[str, object], territory: Territory) -> dict[str, object]:
    if not IDENTIFIER.fullmatch(told["identifiant"]):
        raise _Fault("IDENTIFIANT_ILLISIBLE")
    scope = _scope(told["territoire"], told["site"], territory)
    latitude, longitude = _position(told, scope, territory)
    orientation = told["orientation"].lower()
    if orientation not in ORIENTATIONS:
        raise _Fault("ORIENTATION_INCONNUE")
    if told["horaires"] and read_hours(told["horaires"]) is None:
        raise _Fault("HORAIRES_ILLISIBLES")
    standby = _standby(told["veille début"], told["veille fin"])
    return {
        "name": told["nom"],
        "scope": scope,
        "latitude_deg": latitude,
        "longitude_deg": longitude,
        "orientation": orientation,
        "languages": " ".join(_languages(told["langues"])),
        "slides": _slides(told["diapositives"]),
        "opening": told["horaires"],
        "standby_from": standby[0],
        "standby_until": standby[1],
        "messages": json.dumps(_messages(told), ensure_ascii=False),
    }


def _scope(place: str | None, site: str | None, territory: Territory) -> str:
    if place and site:
        raise _Fault("LIEU_EN_DOUBLE")
    if site:
        return f"site:{site.removeprefix('site:')}"
    if not place:
        raise _Fault("LIEU_ABSENT")
    scope = scope_of(place, territory)
    if scope is None:
        raise _Fault("TERRITOIRE_INCONNU")
    return scope


def _position(
    told: Mapping[str, object], scope: str, territory: Territory
) -> tuple[float | None, float | None]:
    """As declared, else that of the town hall; a site is looked up where sites are known."""
    latitude, longitude = (told[name] for name in POINT)
    if latitude is not None or scope.startswith("site:"):
        return latitude, longitude
    place = territory.place(scope)
    if not isinstance(place, Commune) or place.town_hall_lat is None:
        raise _Fault(NOWHERE)
    return place.town_hall_lat, place.town_hall_lon


def _languages(text: str | None) -> list[str]:
    """Codes without doubles, French first whatever is written."""
    codes = dict.fromkeys([FRENCH, *filter(None, LISTED.split((text or "").lower()))])
    if set(codes) - set(LANGUAGES):
        raise _Fault("LANGUE_INCONNUE")
    return list(codes)


def _slides(text: str | None) -> str:
    """ "affluence 15, calme" -> "affluence:15 calme:15"; every slide when none is chosen."""
    chosen: dict[str, int] = {}
    known = {folded(kind): kind for kind in SLIDES}
    for part in filter(None, map(str.strip, re.split("[,;/]", text or ", ".join(SLIDES)))):
        found = SLIDE.fullmatch(part)
        kind = known.get(folded(found[1])) if found else None
        if kind is None:
            raise _Fault("DIAPOSITIVE_INCONNUE")
        if kind in chosen:
            raise _Fault("DIAPOSITIVE_EN_DOUBLE")
        chosen[kind] = int(found[2] or USUAL_S)
        if not SHORTEST_S <= chosen[kind] <= LONGEST_S:
            raise _Fault("DUREE_HORS_BORNES")
    return " ".join(f"{kind}:{seconds}" for kind, seconds in chosen.items())


def _standby(start: str | None, end: str | None) -> tuple[str | None, str | None]:
    if not start and not end:
        return None, None
    times = tuple(_clock(text or "") for text in (start, end))
    if times[0] == times[1]:
        raise _Fault("VEILLE_ILLISIBLE")
    return times


def _clock(text: str) -> str:
    """ "21h", "21:00" and "21 h 00" are "21:00"."""
    found = CLOCK.fullmatch(text.strip())
    hour, minute = (int(part or 0) for part in found.groups()) if found else (24, 0)
    if hour > 23 or minute > 59:
        raise _Fault("VEILLE_ILLISIBLE")
    return f"{hour:02}:{minute:02}"


def _messages(told: Mapping[str, object]) -> dict[str, str]:
    """Language -> message, those that are written."""
    headings = {code: "message" if code == FRENCH else f"message {code}" for code in LANGUAGES}
    # A file of the site opens by an apostrophe what a spreadsheet would run.
    written = {code: INERT.sub("", told[name] or "") for code, name in headings.items()}
    messages = {code: text for code, text in written.items() if text}
    if any(len(text) > LONGEST_MESSAGE for text in messages.values()):
        raise _Fault("MESSAGE_TROP_LONG")
    return messages


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or update the screens; those of an unknown site, or that are nowhere, are refused."""
    sites = known_sites(connection)
    site = schema.site.c
    points = {
        row.site_id: (row.latitude_deg, row.longitude_deg)
        for row in connection.execute(select(site.site_id, site.latitude_deg, site.longitude_deg))
    }
    rows, codes = [], []
    for row in batch.rows.iter_rows(named=True):
        kind, _, written = row["scope"].partition(":")
        code = None
        if kind == "site":
            known = sites.get(written.upper())
            row["scope"] = f"site:{known}"
            if row["latitude_deg"] is None:
                row["latitude_deg"], row["longitude_deg"] = points.get(known, (None, None))
            code = "SITE_INCONNU" if known is None else None
        if code is None and row["latitude_deg"] is None:
            code = NOWHERE
        rows.append(row)
        codes.append(code)
    screens = pl.DataFrame(rows, schema=batch.rows.schema).with_columns(
        pl.Series("code", codes, dtype=pl.String)
    )
    store.upsert(
        connection, schema.screen, screens.filter(pl.col("code").is_null()).select(*SCREEN)
    )
    faulty = screens.drop_nulls("code").select("line_number", "screen_id", "scope", "code")
    aside = [
        refused(rows.drop("code"), code, REASONS)
        for (code,), rows in faulty.partition_by("code", as_dict=True).items()
    ]
    return Written(None, None, pl.concat(aside)) if aside else Written(None, None)
