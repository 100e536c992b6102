"""What is about a person leaves the store of water when it is asked, and its files too.

Readings in a wrong unit contradict the right ones until they are removed; a customer who leaves,
or who asks for it, leaves nothing behind.
"""

from datetime import datetime

from sqlalchemy import delete, select, update

from data import schema
from data.calendar import PARIS
from data.water.vocabulary import CUSTOMER_METER
from loaders.removing import Part, Removal, by_moment, by_name, rows
from loaders.water.water_removals import notes, rebuild

METER_ID = schema.water_customer.c.meter_id
NOTE = schema.water_follow_up.c
DAYS = Part(
    "journées",
    lambda meters: delete(schema.water_customer_day).where(
        schema.water_customer_day.c.customer_no.in_(
            select(schema.water_customer.c.customer_no).where(METER_ID.in_(meters))
        )
    ),
)


def _told(at_s: object) -> str:
    """The local minute, as screens write it."""
    return f"{datetime.fromtimestamp(at_s, PARIS):%Y-%m-%d %H:%M}"


PERSONAL_REMOVALS = (
    Removal(
        kind="releves-abonnes",
        taken="les journées d’un compteur d’abonné",
        written="l’identifiant du compteur, tel que dans la liste des compteurs",
        source_key="releves-abonnes",
        find=by_name(METER_ID),
        parts=(DAYS,),
        rebuild=rebuild,
        personal=True,
    ),
    Removal(
        kind="abonnes",
        taken="les mêmes, le compteur et les notes sur ses fuites",
        written="l’identifiant du compteur, tel que dans la liste des compteurs",
        source_key="compteurs-abonnes",
        find=by_name(METER_ID),
        parts=(DAYS, notes(CUSTOMER_METER), rows("compteurs", METER_ID)),
        rebuild=rebuild,
        personal=True,
    ),
    Removal(
        kind="auteurs",
        taken="le nom donné avec des notes, qui restent",
        written="le nom comme il apparaît à l’écran",
        source_key="debits-eau",
        find=by_name(NOTE.author, NOTE.author != ""),
        parts=(
            Part(
                "signatures",
                lambda names: (
                    update(schema.water_follow_up).where(NOTE.author.in_(names)).values(author="")
                ),
            ),
        ),
        personal=True,
    ),
    Removal(
        kind="suivi",
        taken="les notes sur les fuites d’un secteur ou d’un compteur, ou une seule par sa date",
        written="le secteur ou le compteur, suivi pour une seule note de sa date : "
        '"BOURG:2026-11-22 14:05"',
        source_key="debits-eau",
        find=by_moment(NOTE.place_id, NOTE.at_s, NOTE.follow_up_no, written=_told),
        parts=(rows("notes", NOTE.follow_up_no),),
        personal=True,
    ),
)
