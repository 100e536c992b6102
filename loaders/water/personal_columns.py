"""Columns about people: never kept, and then no text of the file is kept either."""

from dataclasses import replace

import polars as pl

from data.quality import Notice
from loaders.checking import MASK
from loaders.pipeline import Column
from loaders.placing import listed
from loaders.reading import RawTable

# Looked for in every file, declared by no source: their content goes nowhere.
PERSONAL_COLUMNS = tuple(
    Column(name, "text", "", "", required=False, personal=True, aliases=aliases)
    for name, aliases in (
        ("nom d’une personne", (
            "nom", "prénom", "nom prénom", "nom et prénom", "nom abonné", "nom de l’abonné",
            "abonné", "client", "nom client", "nom du client", "titulaire", "nom du titulaire",
            "usager", "nom de l’usager", "occupant", "propriétaire", "locataire", "destinataire",
            "raison sociale", "name", "customer_name", "agent", "intervenant", "technicien",
            "opérateur", "plombier", "signalée par", "signalé par",
        )),
        ("prénom d’une personne", ("prénom", "prénoms", "first_name", "firstname")),
        ("adresse", (
            "adresse du branchement", "adresse abonné", "adresse de l’abonné", "adresse client",
            "adresse postale", "adresse de desserte", "adresse du point", "rue", "voie",
            "nom de la voie", "numéro et voie", "lieu-dit", "address", "street",
        )),
        ("téléphone", (
            "tél", "tel", "tél.", "numéro de téléphone", "n° de téléphone", "portable", "mobile",
            "phone",
        )),
        ("courriel", ("e-mail", "email", "mail", "adresse électronique", "adresse mail",
                      "adresse courriel")),
        ("référence d’abonné", ("numéro d’abonné", "n° abonné", "référence client",
                                "numéro client", "n° client", "contrat", "numéro de contrat",
                                "référence du contrat", "code client", "code abonné")),
    )
)  # fmt: skip
NAMES = frozenset(column.name for column in PERSONAL_COLUMNS)


class MaskedTable(RawTable):
    """A table of which no row is kept as it stood."""

    def with_raw_text(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The same rows, with a mask in place of their text."""
        return rows.with_columns(raw_text=pl.lit(MASK))


def masked(raw: RawTable) -> RawTable:
    """The table, of which nothing is kept in quarantine but the line number and the reason."""
    parts = {name: getattr(raw, name) for name in RawTable.__dataclass_fields__}
    parts["rejected"] = raw.rejected.with_columns(raw_text=pl.lit(MASK))
    return MaskedTable(**parts)


def without_personal(raw: RawTable) -> tuple[RawTable, list[Notice]]:
    """The table without its columns about people, masked when it has some, and the notice of it."""
    found = [name for name in raw.frame.columns if name in NAMES]
    if not found:
        return raw, []
    bare = replace(masked(raw), frame=raw.frame.drop(found))
    return bare, [Notice("COLONNES_PERSONNELLES_ECARTEES", {"names": listed(found)})]
