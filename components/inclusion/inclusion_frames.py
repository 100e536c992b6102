"""How the frames of digital inclusion are shown."""

from typing import Any

from components.figures.inclusion_placement import FAR, LOOKS
from components.inclusion.inclusion_columns import OF_COMMUNE
from components.inclusion.inclusion_marks import COMMUNE, PLACE_CARD
from components.tables import addresses


def most_fragile_first(frame: Any) -> Any:
    """Communes by rank; those without score last, by name."""
    return frame.sort_values(["rank", "name"], ignore_index=True)


def with_addresses(frame: Any) -> Any:
    """Communes and places, each with the address of its portrait or card."""
    of_communes = addresses(frame, OF_COMMUNE.replace("commune_code", "code"))
    of_places = addresses(frame, PLACE_CARD)
    told = [
        commune if thing == COMMUNE else place
        for thing, commune, place in zip(frame["thing"], of_communes, of_places, strict=True)
    ]
    return frame.assign(address=told)


def out_of_reach_first(frame: Any) -> Any:
    """Communes of a placement with what becomes of each in words, those left out first."""
    words = {state: capitalised(look.words) for state, look in LOOKS.items()}
    told = frame.assign(
        state_label=[words[state] for state in frame["state"]], left=frame["state"] == FAR
    )
    ordered = told.sort_values(["left", "population"], ascending=False, ignore_index=True)
    return ordered.drop(columns="left")


def capitalised(words: str) -> str:
    """The words as a cell begins them."""
    return words[0].upper() + words[1:]


def crossed(frame: Any) -> Any:
    """The nine cells; none of them when all are empty."""
    return frame if frame["communes"].sum() else frame.head(0)
