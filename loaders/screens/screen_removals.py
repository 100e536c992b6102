"""Public screens can be taken out of the store, with what was last heard of them."""

from data import schema
from loaders.removing import Removal, by_name, rows

SCREEN_REMOVALS = (
    Removal(
        kind="ecrans",
        taken="un écran public et son dernier contact",
        written="l’identifiant de l’écran, tel que dans la liste des écrans",
        source_key="ecrans",
        find=by_name(schema.screen.c.screen_id),
        parts=(
            rows("", schema.screen_contact.c.screen_id),
            rows("écrans", schema.screen.c.screen_id),
        ),
    ),
)
