"""Keeps real and simulated places apart: they would be added together without a word."""

from collections.abc import Sequence

from sqlalchemy import Connection, Table, exists, or_, select

from data import schema
from loaders.pipeline import Context, LoadError

PLACES = (
    schema.site,
    schema.building,
    schema.light_cabinet,
    schema.light_point,
    schema.light_bill,
    schema.water_service,
    schema.water_sector,
    schema.water_customer,
    schema.water_variable,
    schema.water_repair,
    schema.water_noise,
    schema.target,
)
# Kept apart by themselves: a demonstration may take its real files.
INCLUSION = (
    schema.inclusion_record,
    schema.inclusion_coverage,
    schema.inclusion_ingredient,
    schema.inclusion_activity,
    schema.inclusion_answer,
)


def refuse_mixing(
    connection: Connection, context: Context, tables: Sequence[Table] = PLACES
) -> None:
    """Raise LoadError when rows of `tables` are simulated and the content is not.

    The other way round is refused too. An empty store accepts both.
    """
    other_kind = or_(exists().where(table.c.simulated != context.simulated) for table in tables)
    if not connection.scalar(select(other_kind)):
        return
    if context.simulated:
        raise LoadError(
            "MAGASIN_REEL",
            "Ce magasin contient des données réelles : la démonstration ne s’y ajoute pas. "
            "Indiquez un magasin vide dans GABARE_DATABASE_URL.",
        )
    raise LoadError(
        "MAGASIN_DE_DEMONSTRATION",
        "Ce magasin contient la démonstration (données simulées) : des données réelles ne s’y "
        "ajoutent pas. Indiquez un magasin vide dans GABARE_DATABASE_URL, par exemple "
        "GABARE_DATABASE_URL=sqlite:///var/reel.db, puis relancez le chargement.",
    )
