"""What each next place would bring, and who would still be out of reach.

Every builder takes (frame, selection) and returns a plain dict.
"""

from typing import Any

from components import formats, theme
from components.commune_map import DrawnCommune, Ground, Look, collection
from components.figures.ranked import ranked_bars
from components.filters import Choice
from components.maps import Places, mark
from components.tables import values

CHOSEN_PX = 28
CHOSEN = Places("lieux proposés", (("chosen", "lieu proposé, par son numéro"),), radius_px=1)
FAR, GAINED, BEFORE, UNKNOWN = "far", "gained", "before", "unknown"
PEOPLE = "Habitants\u00a0: {0}"
LOOKS = {
    BEFORE: Look("#f7f1e3", "plain", "déjà à portée d’un lieu"),
    GAINED: Look("#94bfc1", "lines", "à portée d’un lieu proposé"),
    FAR: Look("#0b5c73", "cross", "toujours hors de portée"),
    UNKNOWN: Look(theme.SURFACE, "nd", "mairie non localisée"),
}
REACHED = Ground(LOOKS, {state: (PEOPLE, look.words) for state, look in LOOKS.items()})


def gains(frame: Any, selection: Choice) -> dict[str, Any]:
    """Inhabitants that each place newly brings within reach, in order, and the share reached."""
    ends = [
        f"+{formats.with_unit(people, 'habitants')} · {formats.percent(share)} à portée"
        for people, share in zip(
            values(frame, "gained_population"),
            values(frame, "cumulative_population_share_pct"),
            strict=True,
        )
    ]
    labels = [
        f"{formats.number(rank)}. {commune}"
        for rank, commune in zip(values(frame, "rank"), values(frame, "commune"), strict=True)
    ]
    return ranked_bars(labels, values(frame, "gained_population"), ends)


def reached(frame: Any, selection: Choice) -> dict[str, Any]:
    """Communes by what becomes of them, and the places chosen with their number."""
    names = ("commune_code", "state", "population", "latitude_deg", "longitude_deg")
    communes = [
        DrawnCommune(code, state, (formats.number(people),), latitude, longitude)
        for code, state, people, latitude, longitude in zip(
            *(values(frame, name) for name in names), strict=True
        )
    ]
    names = ("chosen_rank", "commune", "latitude_deg", "longitude_deg")
    marks = [
        mark(
            (longitude, latitude),
            "chosen",
            CHOSEN_PX,
            [f"{formats.number(rank)}. {commune}", "lieu proposé, à la mairie"],
            rank=int(rank),
        )
        for rank, commune, latitude, longitude in zip(
            *(values(frame, name) for name in names), strict=True
        )
        if rank is not None
    ]
    return collection(marks, communes, REACHED)
