from datetime import date

import polars as pl
from sqlalchemy import Engine, insert

from data import schema
from data.settings import Settings
from loaders.footfall import events
from loaders.pipeline import Context, Written
from tests.loaders.measured import rows

FILE = """nom;début;fin;type;territoire;site
Fête de la Loire;04/07/2026;05/07/2026;Fête;Blois;
Marché;01/08/2026;;;;
Festival;02/08/2026;03/08/2026;Festival;Indre-et-Loire;
Brocante;02/08/2026;;Marché;37261;
Concert;03/08/2026;;Concert;;s1
Ailleurs;03/08/2026;;Concert;Paris;
À l’envers;05/08/2026;04/08/2026;;;
Marché;01/08/2026;;;;
Perdu;03/08/2026;;Concert;;S9
"""


def _load(engine: Engine, text: str) -> tuple[pl.DataFrame, Written]:
    context = Context(Settings(), engine, 0, "evenements.csv")
    batch = events.parse(text.encode(), context)
    assert batch.rows_read == len(text.splitlines()) - 1
    with engine.begin() as connection:
        return batch.rejected, events.write(connection, batch, context)


def _with_site(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(
            insert(schema.site).values(
                site_id="S1", name="Un", place_kind="Autre", actor_kind="Commune", simulated=False
            )
        )


def test_events_find_their_territory(engine: Engine) -> None:
    _with_site(engine)
    rejected, written = _load(engine, FILE)
    stored = {row[1]: row[2:] for row in rows(engine, schema.event)}
    assert stored == {
        "Fête de la Loire": (
            "Fête", date(2026, 7, 4), date(2026, 7, 5), "commune:41018", False,
        ),
        "Marché": ("Autre", date(2026, 8, 1), date(2026, 8, 1), "syndicat", False),
        "Festival": (
            "Festival", date(2026, 8, 2), date(2026, 8, 3), "departement:37", False,
        ),
        "Brocante": ("Marché", date(2026, 8, 2), date(2026, 8, 2), "commune:37261", False),
        "Concert": ("Concert", date(2026, 8, 3), date(2026, 8, 3), "site:S1", False),
    }  # fmt: skip
    assert rejected.select("line_number", "code").rows() == [
        (7, "TERRITOIRE_INCONNU"),
        (8, "DATES_INVERSEES"),
        (9, "EVENEMENT_EN_DOUBLE"),
    ]
    assert written.rejected.select("line_number", "code").rows() == [(10, "SITE_INCONNU")]
    assert (written.first_day, written.last_day) == (date(2026, 7, 4), date(2026, 8, 3))


def test_the_same_events_twice_are_stored_once(engine: Engine) -> None:
    text = "nom;début;fin\nFoire;01/05/2026;09/05/2026\n"
    _load(engine, text)
    _load(engine, text.replace("09/05", "10/05"))
    assert [row[4] for row in rows(engine, schema.event)] == [date(2026, 5, 10)]
