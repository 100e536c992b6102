"""Public screens as those who look after them see them: what is set, what was last heard."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from data import schema
from data.cache import StoreAway
from data.db import fetch
from data.screens.vocabulary import CUT_OFF, NEUTRAL, NORMAL, RESTING, USUAL_S

# A screen says where it is each minute: after this long, something is wrong.
SILENT_AFTER_S = 15 * 60
# How a screen stands, besides what it says that it is showing.
SILENT, NEVER = "silencieux", "jamais"
STANDINGS = (NORMAL, RESTING, CUT_OFF, NEUTRAL, SILENT, NEVER)


def screens(engine: Engine) -> pd.DataFrame:
    """Every screen with its place in words and its last contact, the columns of both tables.

    `place` is missing for a scope that is not known any more; what comes from a contact is
    missing for a screen that was never heard. Never kept: a contact changes no data version.
    Raises StoreAway when the store cannot be asked.
    """
    contact = schema.screen_contact
    heard = [column for column in contact.c if column.name != "screen_id"]
    statement = (
        select(schema.screen, schema.scope.c.label.label("place"), *heard)
        .join_from(schema.screen, contact, isouter=True,
                   onclause=schema.screen.c.screen_id == contact.c.screen_id)
        .join(schema.scope, schema.scope.c.scope == schema.screen.c.scope, isouter=True)
    )  # fmt: skip
    try:
        # In the order of code points: each database has its own.
        return fetch(engine, statement).sort_values("screen_id", ignore_index=True)
    except SQLAlchemyError as fault:
        raise StoreAway from fault


def with_standing(frame: pd.DataFrame, now_s: float, version: str) -> pd.DataFrame:
    """The screens with age_s of their last contact, how each stands, and whether it is up to date.

    `up_to_date` compares what a screen runs with `version`; missing when it was never heard.
    """
    ages_s = [None if pd.isna(at_s) else max(0.0, now_s - at_s) for at_s in frame["at_s"]]
    told = zip(ages_s, frame["version"], frame["state"], strict=True)
    rows = [(_standing(age_s, state), _is(one, version)) for age_s, one, state in told]
    return frame.assign(
        age_s=pd.Series(ages_s, frame.index, dtype=float),
        standing=[standing for standing, _current in rows],
        up_to_date=pd.Series([current for _standing, current in rows], frame.index, dtype=object),
    )


def _standing(age_s: float | None, state: str) -> str:
    """NEVER, then SILENT past fifteen minutes, else what it says that it is showing."""
    if age_s is None:
        return NEVER
    if age_s > SILENT_AFTER_S:
        return SILENT
    return state if state in STANDINGS else NORMAL


def _is(told: Any, version: str) -> bool | None:
    return None if pd.isna(told) else told == version


def rotation(slides: str) -> Sequence[tuple[str, int]]:
    """ "affluence:15 calme:12" as kinds and seconds, in their order."""
    pairs = (one.partition(":") for one in slides.split())
    return tuple((kind, int(seconds or USUAL_S)) for kind, _, seconds in pairs)
