"""The sheets of water asked by requests on the store of tests/water_store.py."""

import json
from html import unescape

from tests.pages.callbacks import Asked
from tests.water_store import LAST

STORES = {"secteur": "water-sector-selection.data", "service": "water-service-selection.data"}


def words(answer: object) -> str:
    """An answer as text, every space alike."""
    text = unescape(json.dumps(answer, ensure_ascii=False))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def of_place(place: str, query: str = "") -> dict[str, str]:
    """The selection of a sheet: "secteur:A1"."""
    wanted = "&".join(filter(None, [f"au={LAST}", query, f"territoire={place}"]))
    return {STORES[place.partition(":")[0]]: wanted}


def told(asked: Asked, output: str, place: str, query: str = "") -> str:
    """What a callback of the sheet answers, as text."""
    return words(asked.answer(output, more=of_place(place, query)))
