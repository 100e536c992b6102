"""Places of mediation in the national standard, 0.1.1 to 1.0.1, as a CSV or a JSON array.

Files of version 0.1 (data-inclusion) hold other titles and other labels: both are read. The example
that comes with the standard misnames two columns and separates its lists by commas: so may others.
"""

import polars as pl

from data.quality import Notice
from loaders.inclusion.labels import LABELS, read_kinds, read_labels
from loaders.inclusion.record_files import read_records
from loaders.inclusion.records import finished, first_url, of_territory, place_columns_of
from loaders.pipeline import Batch, Column, Context
from loaders.placing import listed

KEY = "lieux-mediation"
# A shorter identifier is that of a row in one of the files that an export brings together.
LEAST_ID = 12
ALIASES = {
    "code postal": ("code_postal",),
    "ville": ("commune",),
    "code commune": ("code_insee",),
    "site web": ("site_web",),
    "mise à jour": ("date_maj",),
}
LISTED = {
    "typologie": ("Codes de la norme, séparés par |", "BIB", ()),
    "services": ("Libellés de la norme, séparés par |", "Aide aux démarches administratives", ()),
    "publics": ("Publics auxquels le lieu s’adresse", "Seniors",
                ("publics_specifiquement_adresses", "publics_accueillis")),
    "prise en charge": ("Prises en charge spécifiques", "Illettrisme",
                        ("prise_en_charge_specifique",)),
    "frais": ("Gratuit, Gratuit sous condition ou Payant", "Gratuit",
              ("frais_a_charge", "conditions_acces", "conditions_access")),
    "programmes": ("Dispositifs et programmes nationaux", "France Services",
                   ("dispositif_programmes_nationaux", "labels_nationaux")),
    "accès": ("Modalités d’accès", "Se présenter", ("modalites_acces", "modalite_acces")),
    "accompagnement": ("Modalités d’accompagnement", "En autonomie",
                       ("modalites_accompagnement",)),
    "itinérance": ("Itinérant ou Fixe", "Fixe", ("itinerance",)),
}  # fmt: skip
FIELDS = {
    "services": "services",
    "publics": "publics",
    "special_care": "prise en charge",
    "fees": "frais",
    "programmes": "programmes",
    "access": "accès",
    "support": "accompagnement",
}
COLUMNS = (
    *place_columns_of(ALIASES, required=("id", "nom")),
    *(
        Column(name, "text", text, example, required=False, aliases=aliases)
        for name, (text, example, aliases) in LISTED.items()
    ),
    Column("horaires", "text", "Écrits comme dans OpenStreetMap", "Mo-Fr 09:00-12:00",
           required=False),
    Column("fiche d’accessibilité", "text", "Adresse de la fiche Acceslibre", "", required=False,
           aliases=("fiche_acces_libre", "accessibilite")),
    Column("source", "text", "Qui a fait la fiche", "", required=False),
    Column("aidants", "integer", "Nombre de médiateurs, s’il est connu", "", required=False,
           aliases=("nb_aidants",)),
)  # fmt: skip

FREE = (*LISTED, "horaires", "fiche d’accessibilité")


def parse(content: bytes, context: Context) -> Batch:
    """One row a place of the territory: core_inclusion_record."""
    return records_of(KEY, content, context)


def records_of(key: str, content: bytes, context: Context) -> Batch:
    """The records of a source that follows the standard."""
    batch = of_territory(read_records(content, COLUMNS), COLUMNS, context, FREE)
    rows = batch.rows
    described, unknown = _lists(rows)
    described |= {
        "kinds": read_kinds(rows["typologie"]),
        "hours": pl.col("horaires"),
        "accessibility_url": first_url(rows["fiche d’accessibilité"]),
        "itinerant": pl.col("itinérance").str.contains("(?i)itin"),
        "mediators": pl.col("aidants"),
    }
    found = finished(key, batch, context, _identifiers(rows), described)
    if unknown:
        found.notices.append(Notice("LIBELLES_INCONNUS", {"names": listed(sorted(unknown))}))
    return found


def _lists(rows: pl.DataFrame) -> tuple[dict[str, pl.Series], set[str]]:
    """Labels of today by field; a column of version 0.1 tells of publics and of special care."""
    described, unknown = {}, set()
    for field, column in FIELDS.items():
        described[field], strange = read_labels(rows[column], field)
        unknown |= strange
    cared, _ = read_labels(rows["publics"], "special_care")
    own = described["special_care"]
    described["special_care"] = own.zip_with(own != "", cared)
    assert set(described) == set(LABELS)
    return described, unknown


def _identifiers(rows: pl.DataFrame) -> pl.Series:
    """As given; a short one is told from that of another file by its source."""
    short = (pl.col("id").str.len_chars() < LEAST_ID) & pl.col("source").is_not_null()
    return rows.select(
        pl.when(short).then(pl.format("{}:{}", "source", "id")).otherwise("id")
    ).to_series()
