"""Readings of customers' meters as files give them: an index or a volume, in m³.

Rows live from reading to digest, never longer: hours of a household are nowhere written, and what
is put aside keeps its line number and its reason only.
"""

from dataclasses import replace

import polars as pl

from data.territory import Territory
from loaders.archives import ReadingError
from loaders.checking import MASK, check_rows
from loaders.pipeline import REJECTED_SCHEMA, Batch, Column
from loaders.reading import RawTable, folded
from loaders.repeated_hours import naive
from loaders.water.customer_words import CUBIC_METRES

SLICE_ROWS = 200_000
INDEX, VOLUME = "index", "volume"
NATURES = {"index": INDEX, "volume": VOLUME, "conso": VOLUME, "consommation": VOLUME}
LARGEST_INDEX_M3, LARGEST_VOLUME_M3 = 1e7, 1e5
# Columns of one nature and one unit, as decoders of radio frames title them.
DECODED = {
    "index m³": (INDEX, 1.0),
    "index L": (INDEX, 0.001),
    "volume m³": (VOLUME, 1.0),
    "volume L": (VOLUME, 0.001),
}
COLUMNS = (
    Column("compteur", "text", "Numéro du compteur ou de son émetteur, tel que dans la liste des "
           "compteurs d’abonnés", "C-37261-0001",
           aliases=("id compteur", "numéro de compteur", "n° compteur", "matricule", "meter_id",
                    "meter", "deveui", "dev_eui", "device_eui", "devicename", "device_name",
                    "device", "deviceinfo.deveui", "end_device_ids.device_id")),
    Column("horodatage", "instant", "Instant de lecture d’un index, début du pas pour un volume ; "
           "heure de Paris sans décalage écrit", "12/01/2026 14:00",
           aliases=("horodate", "date", "instant", "date et heure", "date de relevé", "time",
                    "timestamp", "datetime", "received_at", "reported_at")),
    Column("valeur", "number", "Valeur lue ; les heures ne sont pas gardées, seulement la journée",
           "1 234,567", required=False, personal=True,
           aliases=("index", "value", "relevé", "mesure", "volume", "consommation")),
    Column("unité", "text", "m³ ou L ; vide : m³", "m³", required=False, aliases=("unit",)),
    Column("nature", "text", "index ou volume ; vide : index", "index", required=False,
           aliases=("type",)),
    *(
        Column(name, "number", f"À défaut de valeur : {help}", "", required=False, personal=True,
               aliases=aliases)
        for name, help, aliases in (
            ("index m³", "index en m³", ("index en m³", "object.index_m3", "total_m3",
                                         "decoded_payload.index_m3")),
            ("index L", "index en litres", ("index en L", "index litres", "index en litres",
                                            "object.index_l", "total_l",
                                            "decoded_payload.index_l")),
            ("volume m³", "volume du pas en m³", ("consommation m³", "volume en m³",
                                                  "object.volume_m3")),
            ("volume L", "volume du pas en litres", ("consommation L", "volume en L",
                                                     "volume litres", "object.volume_l")),
        )
    ),
)  # fmt: skip
VALUES = ("valeur", *DECODED)
ROW = {
    "line_number": pl.Int64,
    "meter": pl.String,
    "at_s": pl.Int64,
    "naive": pl.Boolean,
    "day_only": pl.Boolean,
    "index": pl.Boolean,
    "value_m3": pl.Float64,
}
REASONS = {
    "VALEUR_ABSENTE": "Cette ligne n’a ni index ni volume : complétez-la.",
    "HEURE_FUTURE": "Ce relevé est daté dans l’avenir : vérifiez l’horloge de l’émetteur.",
    "UNITE_INATTENDUE": "Cette unité n’est pas celle d’un volume d’eau : écrivez m³ ou L.",
    "NATURE_INCONNUE": "La nature du relevé est index ou volume : corrigez-la.",
    "INDEX_NEGATIF": "L’index d’un compteur n’est jamais négatif : vérifiez le signe.",
    "VOLUME_NEGATIF": "Un volume négatif est un retour d’eau, ou une erreur : il n’est pas compté. "
    "Vérifiez le sens du compteur.",
    "VALEUR_DEMESUREE": "Ce nombre dépasse ce qu’un compteur d’abonné peut dire : vérifiez l’unité "
    "et la virgule.",
    "COMPTEUR_INCONNU": "Ce compteur n’est pas dans la liste des compteurs d’abonnés : chargez "
    "d’abord la liste, puis rechargez ce fichier.",
    "HORODATAGE_EN_DOUBLE": "Une ligne plus haut donne déjà le relevé de ce compteur à cet "
    "instant : la première est gardée.",
    "HORLOGE_FIGEE": "Ce compteur a plusieurs valeurs au même instant : son horloge est figée, et "
    "aucune ne peut être datée. Réglez l’émetteur.",
    "NATURES_MELEES": "Ce compteur a des index dans le même fichier : ses volumes seraient comptés "
    "deux fois.",
    "RELEVE_SEUL": "Un seul relevé ne dit pas ce qui a coulé : donnez-en deux au moins dans le "
    "même fichier.",
    "RELEVES_ESPACES": "Plus d’un jour et demi sépare ce relevé de ceux qui l’entourent : on ne "
    "sait pas quel jour l’eau a coulé. Exportez des relevés quotidiens.",
    "INDEX_DECROISSANT": "L’index de cette journée recule : compteur posé à l’envers ou retour "
    "d’eau. La journée n’est pas comptée.",
}


def read_rows(
    raw: RawTable, columns: tuple[Column, ...], territory: Territory, now_s: int
) -> Batch:
    """ROW of a table, by slices which bound the memory of a large file; the rest put aside."""
    if not set(VALUES) & set(raw.frame.columns):
        raise ReadingError(
            "COLONNE_ABSENTE",
            f"Colonne absente : « valeur ». Titres reconnus : {', '.join(VALUES)}. Renommez la "
            "colonne des relevés dans la première ligne du fichier, puis relancez.",
        )
    slices = []
    for frame in [*raw.frame.iter_slices(SLICE_ROWS)] or [raw.frame]:
        part = replace(raw, frame=frame)
        slices.append(_read_slice(part, columns, territory, now_s))
        raw = replace(raw, rejected=raw.rejected.clear())
    notices = {notice.code: notice for part in slices for notice in part.notices}
    return Batch(
        pl.concat(part.rows for part in slices),
        pl.concat(part.rejected for part in slices).sort("line_number"),
        [*notices.values()],
    )


def _read_slice(
    raw: RawTable, columns: tuple[Column, ...], territory: Territory, now_s: int
) -> Batch:
    checked = check_rows(raw, columns, territory)
    texts = raw.frame.select("line_number", text="horodatage")
    rows = checked.rows.join(texts, on="line_number", how="left", maintain_order="left")
    coded = _typed(rows).with_columns(_impossible(now_s).alias("code"))
    kept = coded.filter(pl.col("code").is_null()).select(
        pl.col(name).cast(kind) for name, kind in ROW.items()
    )
    return Batch(kept, pl.concat([checked.rejected, put_aside(coded)]), checked.notices)


def put_aside(rows: pl.DataFrame) -> pl.DataFrame:
    """REJECTED_SCHEMA of the rows that have a `code`: nothing of what they say."""
    return (
        rows.drop_nulls("code")
        .select(
            "line_number",
            "code",
            pl.col("code").replace_strict(REASONS, return_dtype=pl.String).alias("reason"),
            pl.lit(MASK).alias("raw_text"),
        )
        .cast(REJECTED_SCHEMA)
    )


def _typed(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows with `index`, `value_m3` and the factor of their unit; the first value given counts."""
    natures = {text: NATURES.get(folded(text)) for text in rows["nature"].unique().drop_nulls()}
    units = {text: CUBIC_METRES.get(folded(text)) for text in rows["unité"].unique().drop_nulls()}
    nature = pl.col("nature").replace_strict(natures, default=None, return_dtype=pl.String)
    unit = pl.col("unité").replace_strict(units, default=None, return_dtype=pl.Float64)
    kinds, factors = (
        [
            pl.when(pl.col(name).is_not_null()).then(pl.lit(told[part]))
            for name, told in DECODED.items()
        ]
        for part in (0, 1)
    )
    own = pl.col("valeur").is_not_null()
    return rows.with_columns(
        pl.when(pl.col("nature").is_null()).then(pl.lit(INDEX)).otherwise(nature).alias("kind"),
        pl.when(pl.col("unité").is_null()).then(1.0).otherwise(unit).alias("unit"),
    ).with_columns(
        pl.col("compteur").alias("meter"),
        pl.col("horodatage").alias("at_s"),
        naive(pl.col("text")).alias("naive"),
        (~pl.col("text").str.contains(":", literal=True)).alias("day_only"),
        pl.when(own).then("kind").otherwise(pl.coalesce(kinds)).alias("kind"),
        (pl.coalesce(VALUES) * pl.when(own).then("unit").otherwise(pl.coalesce(factors))).alias(
            "value_m3"
        ),
    ).with_columns((pl.col("kind") == INDEX).alias("index"))  # fmt: skip


def _impossible(now_s: int) -> pl.Expr:
    """The code of what is wrong in a row whatever its meter."""
    value, index = pl.col("value_m3"), pl.col("index")
    largest = pl.when(index).then(LARGEST_INDEX_M3).otherwise(LARGEST_VOLUME_M3)
    given = pl.coalesce(VALUES).is_not_null()
    return (
        pl.when(~given)
        .then(pl.lit("VALEUR_ABSENTE"))
        .when(pl.col("kind").is_null())
        .then(pl.lit("NATURE_INCONNUE"))
        .when(value.is_null())
        .then(pl.lit("UNITE_INATTENDUE"))
        .when(pl.col("at_s") > now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(~(value.is_finite() & (value <= largest)))
        .then(pl.lit("VALEUR_DEMESUREE"))
        .when((value < 0) & index)
        .then(pl.lit("INDEX_NEGATIF"))
        .when(value < 0)
        .then(pl.lit("VOLUME_NEGATIF"))
    )
