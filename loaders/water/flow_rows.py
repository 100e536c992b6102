"""Cells of readings of water, whatever the file, and why some are put aside.

A line of a wide file has a cell a sensor: it is loaded when one of its cells is.
"""

from dataclasses import dataclass, field, replace

import polars as pl

from data.quality import Notice
from loaders.pipeline import REJECTED_SCHEMA, Batch
from loaders.placing import listed
from loaders.reading import RawTable

CELL = {
    "line_number": pl.Int64,
    "sensor": pl.String,
    "at_s": pl.Int64,
    "value": pl.Float64,
    "unit": pl.String,
    "nature": pl.String,
    # A clock time of Paris, of which the passage of a repeated hour is not known yet.
    "naive": pl.Boolean,
}
REASONS = {
    "DATE_ILLISIBLE": "La date ou l’heure ne se lit pas : écrivez par exemple 31/12/2026 14:00.",
    "HEURE_FUTURE": "Cette mesure est dans l’avenir : vérifiez la date et l’horloge du capteur.",
    "HORLOGE_REMISE_A_ZERO": "Cette date est celle d’une horloge qui n’a pas été mise à l’heure : "
    "réglez le capteur, et corrigez la date si elle est connue.",
    "FUSEAU_INCONNU": "Le fuseau est Europe/Paris, UTC, ou UTC+1 : corrigez-le.",
    "LIGNE_VIDE": "Aucun capteur n’a de valeur sur cette ligne : il n’y a rien à charger.",
    "NOMBRE_ILLISIBLE": "Aucune cellule de cette ligne n’est un nombre.",
    "UNITE_INATTENDUE": "Cette unité n’est pas celle d’une mesure de cette nature : écrivez L/s ou "
    "m³/h pour un débit, m³ pour un volume ou un index, m pour un niveau.",
    "NATURE_INCONNUE": "La nature est débit, volume, index ou niveau : corrigez-la.",
    "NATURE_A_PRECISER": "Des m³ sont un volume ou un index : écrivez lequel dans la colonne "
    "« nature ».",
    "NATURE_INATTENDUE": "Ce capteur ne mesure pas cela : un réservoir a un niveau, un débitmètre "
    "un débit, un volume ou un index.",
    "CAPTEUR_INCONNU": "Ce capteur n’est pas dans la liste des capteurs ni dans celle des "
    "réservoirs : ajoutez-le, puis rechargez.",
    "VALEUR_DEMESUREE": "Ce nombre dépasse ce qu’un capteur peut mesurer : vérifiez l’unité et la "
    "virgule.",
    "INDEX_NEGATIF": "L’index d’un compteur n’est jamais négatif : vérifiez le signe.",
    "DEBIT_NEGATIF": "Ce capteur n’est déclaré que dans un sens et son débit est négatif : "
    "vérifiez la mesure. S’il compte dans les deux sens entre deux secteurs, déclarez-le dans "
    "chacun d’eux.",
    "COMPTEUR_INVERSE": "Ce capteur compte à l’envers : ses débits sont négatifs, ou son index "
    "recule. Aucune de ses mesures n’est chargée ; corrigez son raccordement ou son signe, puis "
    "rechargez.",
    "NIVEAU_HORS_COURBE": "Ce niveau est hors de la courbe de volume du réservoir : vérifiez la "
    "mesure, ou complétez la courbe.",
    "HORODATAGE_EN_DOUBLE": "Ce capteur a déjà la même mesure à cet instant, plus haut dans le "
    "fichier.",
    "MESURES_CONTRADICTOIRES": "Ce capteur a deux mesures différentes à cet instant : rien ne dit "
    "laquelle est juste, aucune n’est chargée.",
    "HORLOGE_FIGEE": "L’horloge de ce capteur est figée : il a au moins trois mesures "
    "différentes au même instant. Aucune n’est chargée ; réglez le capteur, ou exportez de "
    "nouveau.",
    "PAS_INCOHERENT": "Les mesures de ce capteur n’ont pas un pas régulier de 5 à 60 minutes : "
    "exportez-les à l’un de ces pas.",
    "UNITE_SUSPECTE": "L’unité de ce capteur est sans doute fausse : aucune de ses mesures n’est "
    "chargée. Vérifiez l’unité, puis rechargez. Si ce qui est déjà chargé est faux, retirez-le "
    "d’abord : python -m loaders remove debits CAPTEUR.",
    "HORLOGE_DECALEE": "L’horloge de ce capteur est sans doute décalée d’une heure ou deux : "
    "aucune de ses mesures n’est chargée. Vérifiez le fuseau (UTC ou Europe/Paris), puis "
    "rechargez. Si ce qui est déjà chargé est faux, retirez-le d’abord : python -m loaders "
    "remove debits CAPTEUR.",
}
# Said once for each sensor too: in a wide file, its lines are loaded for the other sensors.
NAMED = {
    "CAPTEUR_INCONNU": "CAPTEURS_INCONNUS",
    "COMPTEUR_INVERSE": "COMPTEURS_INVERSES",
    "HORLOGE_FIGEE": "HORLOGES_FIGEES",
    "PAS_INCOHERENT": "PAS_INCOHERENTS",
    "DEBIT_NEGATIF": "DEBITS_NEGATIFS",
    "NIVEAU_HORS_COURBE": "NIVEAUX_HORS_COURBE",
    "MESURES_CONTRADICTOIRES": "MESURES_EN_CONFLIT",
}


@dataclass(frozen=True)
class FlowBatch(Batch):
    """Lines (`rows`, of which `line_number`) and their cells (CELL)."""

    cells: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=CELL))
    raw: RawTable | None = None
    # A file of one column a sensor says which sensors there are.
    wide: bool = False


def without_cells(raw: RawTable) -> RawTable:
    """A table that only tells the text of its lines: cells that were read weigh for nothing."""
    return replace(raw, frame=raw.frame.clear())


@dataclass
class Aside:
    """What was put aside on the way: line_number, sensor, code."""

    parts: list[pl.DataFrame] = field(default_factory=list)

    def kept(self, cells: pl.DataFrame, code: pl.Expr) -> pl.DataFrame:
        """The cells without `code`; the others are put aside."""
        coded = cells.with_columns(code.alias("code"))
        faulty = coded["code"].is_not_null()
        if not faulty.any():
            return cells
        self.parts.append(coded.filter(faulty).select("line_number", "sensor", "code"))
        return cells.filter(~faulty)

    @property
    def cells(self) -> pl.DataFrame:
        """Every cell put aside, in the order of the file."""
        kinds = {"line_number": pl.Int64, "sensor": pl.String, "code": pl.String}
        return pl.concat([pl.DataFrame(schema=kinds), *self.parts]).sort("line_number")

    def rejected(self, batch: FlowBatch, kept: pl.DataFrame) -> pl.DataFrame:
        """REJECTED_SCHEMA of the lines of which no cell is kept, for the reason of the first."""
        lost = self.cells.unique("line_number", keep="first", maintain_order=True).join(
            kept.select("line_number"), on="line_number", how="anti", maintain_order="left"
        )
        reason = pl.col("code").replace_strict(REASONS, return_dtype=pl.String)
        lines = lost.select("line_number", "code", reason.alias("reason"))
        return batch.raw.with_raw_text(lines).select(*REJECTED_SCHEMA)

    def notices(self, rejected: pl.DataFrame) -> list[Notice]:
        """What sensors are at fault, and how many cells of loaded lines are left out."""
        cells = self.cells
        found = []
        for code, notice in NAMED.items():
            if sensors := cells.filter(pl.col("code") == code)["sensor"].unique().sort().to_list():
                found.append(Notice(notice, {"names": listed(sensors)}))
        left = cells.join(rejected.select("line_number"), on="line_number", how="anti")
        if left.height:
            names = listed(left["sensor"].unique().sort().to_list())
            found.append(Notice("CELLULES_ECARTEES", {"cells": left.height, "names": names}))
        return found
