"""The list of public screens as its file has it: what the site gives back, loaders accept."""

import json

import pandas as pd
from sqlalchemy import Engine

from data.cache import StoreAway
from data.screens.columns import COLUMNS
from data.screens.status import rotation, screens
from data.screens.vocabulary import FRENCH, LANGUAGES

SITE = "site:"


def current_list(engine: Engine) -> pd.DataFrame | None:
    """Every screen under the headings of the file; None when the store cannot be asked."""
    try:
        return as_listed(screens(engine))
    except StoreAway:
        return None


def as_listed(screens: pd.DataFrame) -> pd.DataFrame:
    """The rows of `screens` under the headings of the file, in its order; numbers stay numbers."""
    rows = [_row(screen) for screen in screens.itertuples(index=False)]
    return pd.DataFrame(rows, columns=[column.name for column in COLUMNS])


def template() -> pd.DataFrame:
    """One row that shows how the file is filled in."""
    return pd.DataFrame([{column.name: column.example for column in COLUMNS}])


def _row(screen: object) -> dict[str, object]:
    site = screen.scope.removeprefix(SITE) if screen.scope.startswith(SITE) else ""
    messages = json.loads(screen.messages)
    return {
        "identifiant": screen.screen_id,
        "nom": screen.name,
        "territoire": "" if site else screen.scope,
        "site": site,
        "latitude": screen.latitude_deg,
        "longitude": screen.longitude_deg,
        "orientation": screen.orientation,
        "langues": ", ".join(screen.languages.split()),
        "diapositives": ", ".join(f"{kind} {seconds}" for kind, seconds in rotation(screen.slides)),
        "horaires": screen.opening,
        "veille début": screen.standby_from,
        "veille fin": screen.standby_until,
        **{_heading(code): messages.get(code, "") for code in LANGUAGES},
    }


def _heading(language: str) -> str:
    return "message" if language == FRENCH else f"message {language}"
