"""What can be taken out of the store of digital inclusion."""

from sqlalchemy import Connection, delete, select, tuple_

from data import schema
from data.territory import Territory
from loaders.removing import Part, Removal, by_moment, by_name, rows

RECORD, ACTIVITY = schema.inclusion_record.c, schema.inclusion_activity.c
OF_PLACE = schema.inclusion_place_record.c


def _rebuild(connection: Connection, territory: Territory) -> None:
    # Imported late: the command line alone does not need what is summed of places.
    from loaders.inclusion import inclusion_rollup

    inclusion_rollup.rebuild(connection, territory)


INCLUSION_REMOVALS = (
    Removal(
        kind="lieux",
        taken="un lieu de médiation, avec ses fiches de toutes les sources",
        written="l’identifiant du lieu, tel qu’à la fin de l’adresse de sa fiche publique",
        source_key="lieux-mediation",
        find=by_name(schema.inclusion_place.c.place_id),
        parts=(
            Part(
                "fiches",
                lambda places: delete(schema.inclusion_record).where(
                    tuple_(RECORD.source_key, RECORD.record_id).in_(
                        select(OF_PLACE.source_key, OF_PLACE.record_id).where(
                            OF_PLACE.place_id.in_(places)
                        )
                    )
                ),
            ),
        ),
        rebuild=_rebuild,
    ),
    Removal(
        kind="listes-lieux",
        taken="toute une liste de lieux, qui ne paraît plus ou a été chargée par erreur",
        written="le nom de la source : lieux-mediation, hub-lo, france-services, aidants-connect "
        "ou conseillers-numeriques",
        source_key="lieux-mediation",
        find=by_name(RECORD.source_key),
        parts=(rows("fiches", RECORD.source_key),),
        rebuild=_rebuild,
    ),
    Removal(
        kind="accompagnements",
        taken="l’activité d’un lieu, ou celle d’une année ou d’un mois",
        written="le lieu tel que dans le fichier d’activité, suivi au besoin de l’année ou du "
        "mois : lieu-1:2026-03",
        source_key="accompagnements",
        find=by_moment(ACTIVITY.place_key, ACTIVITY.month, ACTIVITY.place_key, ACTIVITY.month),
        parts=(rows("nombres", ACTIVITY.place_key, ACTIVITY.month),),
        rebuild=_rebuild,
    ),
)
