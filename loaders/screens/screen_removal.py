"""Takes public screens out of the store, with what was last heard of them."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from data import schema
from data.db import loader_lock
from loaders.pipeline import Context, LoadError, record_change

KIND, SOURCE_KEY = "ecrans", "ecrans"


def remove(identifiers: Sequence[str], context: Context) -> str:
    """Remove these screens; LoadError, and nothing removed, when one of them is not known."""
    screen_id = schema.screen.c.screen_id
    with loader_lock(context.engine), context.engine.begin() as connection:
        known = set(connection.scalars(select(screen_id).where(screen_id.in_(identifiers))))
        if unknown := [one for one in identifiers if one not in known]:
            raise LoadError(
                "IDENTIFIANT_INCONNU",
                f"Rien n’a été retiré : aucun écran {', '.join(unknown)}. Écrivez l’identifiant "
                "comme dans la liste des écrans.",
            )
        for table in (schema.screen_contact, schema.screen):
            connection.execute(delete(table).where(table.c.screen_id.in_(known)))
        message = f"Retiré : {len(known)} écran{'s' if len(known) > 1 else ''}."
        record_change(connection, SOURCE_KEY, message, context)
    return message
