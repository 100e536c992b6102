"""Yearly volumes of services under their official codes, one row a service and a year."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
from sqlalchemy import Connection

from data import schema
from data.calendar import paris_day
from data.quality import Notice
from data.territory import load_territory
from data.water.knowledge import PARTS, SHARES
from data.water.variables import (
    ASSETS_PART,
    AUTHORISED,
    BILLED,
    CUSTOMERS,
    DISTRIBUTED,
    HOMES,
    METERED,
    OTHERS,
    PIPE_KM,
    RENEWED_KM,
    SECOND_WAY,
)
from loaders import store, values
from loaders.checking import check_rows
from loaders.pipeline import Batch, Column, Context, Written
from loaders.placing import listed
from loaders.putting_aside import refused, sorted_out
from loaders.reading import RawTable, read_table
from loaders.simulated import refuse_mixing
from loaders.stored_names import as_stored
from loaders.values import FALSE_WORDS, TRUE_WORDS
from loaders.water.volume_checks import (
    REASONS,
    declaration_notices,
    impossible,
    in_thousands,
    known_volumes,
)
from loaders.water.water_services import known_services

# Official code -> what it is, an example, and how tables call it beside its code.
VARIABLES = {
    "VP.059": ("Volume produit (V1), en m³ par an", "412 000", ("V1", "volume produit")),
    "VP.060": ("Volume importé (V2), en m³", "0", ("V2", "volume importé", "volume acheté")),
    "VP.061": ("Volume exporté (V3), en m³", "18 500", ("V3", "volume exporté", "volume vendu "
                                                        "en gros")),
    HOMES: ("Volume compté domestique, en m³", "268 000", ("volume domestique",)),
    OTHERS: ("Volume compté non domestique, en m³", "41 000", ("volume non domestique",)),
    METERED: ("Volume compté (V7), à défaut des deux précédents, en m³", "309 000",
              ("V7", "volume comptabilisé", "volume compté")),
    "VP.221": ("Volume consommé sans comptage (V8), en m³", "3 000",
               ("V8", "volume sans comptage")),
    "VP.220": ("Volume de service (V9), en m³", "2 500", ("V9", "volume de service")),
    DISTRIBUTED: ("Volume mis en distribution (V4), en m³ ; recalculé", "393 500",
                  ("V4", "volume mis en distribution")),
    AUTHORISED: ("Volume consommé autorisé (V6), en m³ ; recalculé", "314 500",
                 ("V6", "volume consommé autorisé")),
    PIPE_KM: ("Longueur du réseau hors branchements, en km", "152,4",
              ("linéaire", "linéaire de réseau", "longueur du réseau")),
    RENEWED_KM: ("Longueur renouvelée dans les cinq dernières années, en km", "3,1",
                 ("linéaire renouvelé",)),
    CUSTOMERS: ("Nombre d’abonnés", "2 640", ("nombre d’abonnés", "abonnés")),
    BILLED: ("Redevance : volume facturé par l’agence de l’eau, en m³", "305 000", ()),
    ASSETS_PART: ("Redevance : coefficient du patrimoine, de 0 à 0,25", "0,15", ()),
    SECOND_WAY: ("Redevance : coefficient de performance donné par la voie 2", "", ()),
}  # fmt: skip
COLUMNS = (
    Column("service", "text", "Identifiant du service, tel que dans la liste des services",
           "37-EAU-01",
           aliases=("id service", "service_id", "code service", "code sispea", "n° sispea",
                    "numéro sispea", "id sispea", "identifiant sispea", "code_service")),
    Column("année", "integer", "Exercice", "2024", aliases=("exercice", "year", "an")),
    *(
        Column(code, "number", help, example, required=False, aliases=aliases)
        for code, (help, example, aliases) in VARIABLES.items()
    ),
    *(
        Column(code, "number", "Partie de l’indice de connaissance (P103.2B) : "
               + ("en % de la longueur" if code in SHARES else "oui ou non"), "",
               required=False)
        for code in PARTS
    ),
)  # fmt: skip
DECLARED = frozenset(column.name for column in COLUMNS)
# "VP.059", "VP059 - Volume produit", "P104.3", "D101.0".
CODE = re.compile(
    r"^\W*(?:(VP|VC|DC|D|P)[.\s_-]?(\d{3})(?:[.\s_-](\d[A-Z]?))?(?![\dA-Z])"
    r"|RED[.\s_-](FACTURE|PATRIMOINE|VOIE2)\b)",
    re.I,
)
YES_NO = tuple(code for code in PARTS if code not in SHARES)


def parse(content: bytes, context: Context) -> Batch:
    """One row a service and a year: line_number, service, year, one column a code."""
    raw, left = _coded(read_table(content, COLUMNS))
    raw = _in_numbers(raw)
    batch = check_rows(raw, COLUMNS, load_territory(Path(context.settings.territory_dir)))
    others = [name for name in raw.frame.columns if CODE.match(name) and name not in DECLARED]
    more, unread = _others(raw, others)
    rows = batch.rows.rename({"année": "year"}).join(
        more, on="line_number", how="left", maintain_order="left"
    )
    year = paris_day(context.now_s).year
    codes = [name for name in rows.columns if CODE.match(name)]
    coded = rows.with_columns(impossible(codes, year).alias("code"))
    found = sorted_out(raw, batch, coded, REASONS)
    cases = {
        "VARIABLES_SANS_EMPLOI": others,
        "VARIABLES_ILLISIBLES": unread,
        "COLONNES_SANS_CODE": left,
    }
    found.notices.extend(
        Notice(code, {"names": ", ".join(names)}) for code, names in cases.items() if names
    )
    return found


def _others(raw: RawTable, names: list[str]) -> tuple[pl.DataFrame, list[str]]:
    """The numbers under codes that no indicator needs, and the codes of which some are no number.

    A word there is not a fault of the row.
    """
    read = {name: values.parse_number(raw.frame[name]) for name in names}
    numbers = [parsed.value.alias(name) for name, parsed in read.items()]
    frame = pl.DataFrame([raw.frame["line_number"], *numbers])
    return frame, [name for name, parsed in read.items() if parsed.failed.any()]


def _coded(raw: RawTable) -> tuple[RawTable, list[str]]:
    """Columns under the code that begins their title, and the titles that hold none."""
    names: dict[str, str] = {}
    left = []
    for name in raw.frame.columns[1:]:
        code = code_of(name)
        if name in DECLARED:
            continue
        taken = code in names.values() or (code != name and code in raw.frame.columns)
        if code is None or taken:
            left.append(name)
        else:
            names[name] = code
    return replace(raw, frame=raw.frame.drop(left).rename(names)), left


def code_of(title: str) -> str | None:
    """ "vp059 - Volume produit" is "VP.059"; "P104.3" is itself; null where there is no code."""
    found = CODE.match(title)
    if not found:
        return None
    family, number, part, of_levy = (group and group.upper() for group in found.groups())
    if of_levy:
        return f"RED.{of_levy}"
    point = "." if family in ("VP", "VC", "DC") else ""
    return f"{family}{point}{number}" + (f".{part}" if part else "")


def _in_numbers(raw: RawTable) -> RawTable:
    """The same table, "oui" as 1, "non" as 0, "60 %" as 60."""
    changes = []
    for name in raw.frame.columns:
        text = pl.col(name).str.strip_chars()
        if name in YES_NO:
            word = text.str.to_lowercase()
            yes, no = (word.is_in([w for w in words if w.isalpha()]) for words in
                       (TRUE_WORDS, FALSE_WORDS))  # fmt: skip
            changes.append(
                pl.when(yes).then(pl.lit("1")).when(no).then(pl.lit("0")).otherwise(text)
                .alias(name)
            )  # fmt: skip
        elif name in SHARES:
            changes.append(text.str.strip_suffix("%"))
    return replace(raw, frame=raw.frame.with_columns(changes))


def write(connection: Connection, batch: Batch, context: Context) -> Written:
    """Add or replace the variables that are given; those of an unknown service are refused."""
    refuse_mixing(connection, context)
    # Imported late: volumes alone do not need what is summed of them.
    from loaders.water import water_rollup

    services = as_stored(batch.rows["service"], known_services(connection))
    rows = batch.rows.with_columns(services.alias("service_id"))
    unknown = rows.filter(services.is_null()).select("line_number", "service", "year")
    known = rows.filter(services.is_not_null())
    thousands = in_thousands(known, known_volumes(connection))
    doubted = known.filter(thousands).select("line_number", "service", "year")
    kept = known.filter(~thousands)
    codes = [name for name in kept.columns if CODE.match(name)]
    variables = kept.select("service_id", "year", *codes).unpivot(
        index=["service_id", "year"], variable_name="code"
    ).drop_nulls("value").with_columns(simulated=pl.lit(context.simulated))  # fmt: skip
    store.upsert(connection, schema.water_variable, variables)
    water_rollup.rebuild(connection, load_territory(Path(context.settings.territory_dir)))
    batch.notices.extend(declaration_notices(kept, codes))
    if names := [f"{service} en {year}" for _, service, year in doubted.iter_rows()]:
        batch.notices.append(Notice("MILLIERS_DE_M3", {"names": listed(names)}))
    rejected = [
        refused(unknown, "SERVICE_INCONNU", REASONS),
        refused(doubted, "MILLIERS_DE_M3", REASONS),
    ]
    return Written(*_days(kept["year"]), pl.concat(rejected))


def _days(years: pl.Series) -> tuple[date | None, date | None]:
    """The first and the last day of the years."""
    if years.is_empty():
        return None, None
    return date(years.min(), 1, 1), date(years.max(), 12, 31)
