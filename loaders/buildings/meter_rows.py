"""Rows of readings of meters, as every source gives them, and why some are put aside."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import polars as pl

from loaders.pipeline import Batch
from loaders.putting_aside import sorted_out
from loaders.reading import RawTable

# Of any unit: more than the whole country uses in a day, in Wh.
LARGEST = 1e13

# What every source of readings gives; `at_s` begins a step, or is the instant of an index.
ROW = {
    "line_number": pl.Int64,
    "meter": pl.String,
    "at_s": pl.Int64,
    "last_day": pl.Date,
    "step_s": pl.Int64,
    "day_only": pl.Boolean,
    "naive": pl.Boolean,
    "value": pl.Float64,
    "unit": pl.String,
    "nature": pl.String,
    "quality": pl.Int64,
    "coefficient": pl.Float64,
}
FACES = ("index", "depose", "pose")
REASONS = {
    "HEURE_FUTURE": "Ce relevé est daté dans l’avenir : vérifiez l’année et l’horloge.",
    "CONSOMMATION_NEGATIVE": "Une consommation n’est jamais négative : vérifiez le signe, ou "
    "séparez la production de la consommation.",
    "INDEX_NEGATIF": "L’index d’un compteur n’est jamais négatif : vérifiez le signe.",
    "VALEUR_DEMESUREE": "Ce nombre dépasse ce qu’un compteur peut dire : vérifiez l’unité et la "
    "virgule.",
    "NATURE_INCONNUE": "La nature du relevé est index, consommation, puissance, depose ou pose : "
    "corrigez-la.",
    "PRODUCTION": "Cette ligne est une production (injection), pas une consommation : elle n’est "
    "pas chargée.",
    "GRANDEUR_INATTENDUE": "Cette grandeur n’est ni une énergie ni une puissance active : elle "
    "n’est pas chargée.",
    "PUISSANCE_EN_WH": "La grandeur est une puissance et l’unité une énergie : l’une des deux est "
    "fausse, et la consommation serait comptée double ou moitié. Corrigez l’unité (W ou Wh).",
    "DATES_INVERSEES": "La fin précède le début : corrigez l’une des deux dates.",
    "COMPTEUR_INCONNU": "Ce compteur n’est pas dans le magasin : chargez d’abord la liste des "
    "compteurs, puis rechargez ce fichier.",
    "COMPTEUR_ILLISIBLE": "Un tableur a remplacé l’identifiant par un nombre arrondi : mettez la "
    "colonne au format texte, puis exportez de nouveau.",
    "PRM_INCOMPLET": "Ce numéro a 13 chiffres, un PRM ou un PCE en a 14 : un tableur retire le "
    "zéro du début. Aucun compteur du magasin ne lui correspond, même avec ce zéro : vérifiez-le, "
    "ou chargez d’abord la liste des compteurs.",
    "UNITE_INATTENDUE": "Cette unité ne va pas avec l’énergie de ce compteur, ou avec la nature "
    "du relevé (W et kW pour une puissance) : corrigez l’unité.",
    "COEFFICIENT_GAZ_INVRAISEMBLABLE": "Le coefficient de conversion du gaz doit être entre 8,5 "
    "et 13 kWh PCS par m³ : vérifiez les colonnes.",
    "REFERENCE_ABSENTE": "Aucune valeur de référence ne permet de convertir ce gaz en kWh PCS : "
    "donnez le coefficient, ou chargez les valeurs de référence.",
    "HORODATAGE_EN_DOUBLE": "Ce compteur a déjà un relevé à cet instant, plus haut dans le "
    "fichier : le premier est gardé.",
    "PAS_INCONNU": "Un seul relevé ne dit pas la durée qu’il couvre : donnez-en deux au moins.",
    "PAS_INCOHERENT": "Les relevés de ce compteur n’ont pas un pas régulier d’au moins 10 "
    "minutes : séparez les pas en plusieurs fichiers.",
    "PUISSANCE_INVRAISEMBLABLE": "La puissance moyenne dépasse de plus de 30 % la puissance "
    "souscrite : vérifiez l’unité (W, Wh, kWh) ou la puissance souscrite du compteur.",
    "CHANGEMENT_INCOMPLET": "Un changement de compteur s’écrit en deux lignes du même fichier : "
    "l’index de dépose, puis celui de pose.",
    "UNITE_SUSPECTE": "L’énergie en kWh est à peu près le volume en m³ : la colonne des kWh "
    "contient sans doute des m³. Vérifiez l’export, puis rechargez.",
}
DOUBT = (
    "Les relevés de ce compteur donnent {} : l’unité est sans doute fausse. Aucun n’est chargé ; "
    "vérifiez l’unité, puis rechargez. Si ce qui est déjà chargé est faux, retirez-le d’abord : "
    "python -m loaders remove releves COMPTEUR."
)


@dataclass(frozen=True)
class MeterBatch(Batch):
    """Rows (ROW) of meters, and the table they come from, for what is put aside later."""

    raw: RawTable | None = None


def row_frame(columns: Iterable[pl.Expr | str], rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of a source as ROW; what it does not give is null."""
    found = rows.select(columns)
    missing = [
        pl.lit(None, kind).alias(name) for name, kind in ROW.items() if name not in found.columns
    ]
    return found.with_columns(missing).select(pl.col(name).cast(kind) for name, kind in ROW.items())


@dataclass
class Sorting:
    """What was put aside on the way: line_number, code, reason."""

    aside: list[pl.DataFrame] = field(default_factory=list)

    def kept(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The rows without `code`; the others are put aside."""
        faulty = rows.drop_nulls("code").select(
            "line_number", "code", pl.col("code").replace_strict(REASONS).alias("reason")
        )
        self.aside.append(faulty)
        return rows.filter(pl.col("code").is_null()).drop("code")

    def without_meters(self, rows: pl.DataFrame, found: dict[str, str]) -> pl.DataFrame:
        """The rows of the meters whose unit is not in doubt."""
        doubted = rows.filter(pl.col("meter_id").is_in(list(found)))
        words = pl.col("meter_id").replace_strict(found, default="", return_dtype=pl.String)
        reason = pl.format(DOUBT, words)
        self.aside.append(
            doubted.select("line_number", pl.lit("UNITE_SUSPECTE").alias("code"), reason=reason)
        )
        return rows.filter(~pl.col("meter_id").is_in(list(found)))


def impossible(now_s: int) -> pl.Expr:
    """The code of what is wrong in a row whatever its meter: future, negative, beyond measure."""
    negative, face = pl.col("value") < 0, pl.col("nature").is_in(FACES).fill_null(False)
    measurable = pl.col("value").is_finite() & (pl.col("value").abs() <= LARGEST)
    return (
        pl.when(pl.col("at_s") > now_s)
        .then(pl.lit("HEURE_FUTURE"))
        .when(~measurable)
        .then(pl.lit("VALEUR_DEMESUREE"))
        .when(negative & face)
        .then(pl.lit("INDEX_NEGATIF"))
        .when(negative)
        .then(pl.lit("CONSOMMATION_NEGATIVE"))
    )


def batch_of(raw: RawTable, checked: Batch, rows: pl.DataFrame) -> MeterBatch:
    """The rows without `code` as ROW, the others put aside for the reason that it names."""
    sorted_rows = sorted_out(raw, checked, rows, REASONS)
    return MeterBatch(
        row_frame(sorted_rows.rows.columns, sorted_rows.rows),
        sorted_rows.rejected,
        sorted_rows.notices,
        raw,
    )
