"""What the map of digital inclusion draws: every commune, then every place."""

import pandas as pd
from sqlalchemy import Engine

from data.inclusion.communes import communes
from data.inclusion.places import all_places
from data.inclusion.vocabulary import FRAGILE_SHARE
from data.selection import Selection

FIFTHS = round(1 / FRAGILE_SHARE)
COMMUNE, PLACE = "Commune", "Lieu"
COLUMNS = ["thing", "code", "name", "commune", "kinds", "latitude_deg", "longitude_deg",
           "population", "fragility", "rank", "rank_low", "rank_high", "rank_of",
           "fragility_fifth", "nearest_km", "fibre_pct"]  # fmt: skip


def layers(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a commune, then one a place: columns COLUMNS, `thing` COMMUNE or PLACE.

    `fragility_fifth`: 0 for the most fragile fifth of the whole territory, to 4; missing without
    score. `code`: of the commune, or of the place. Empty without a commune.
    """
    found = communes(engine, selection)
    shares = (found["rank"].astype(float) - 1) / found["rank_of"].clip(lower=1)
    fifth = (FIFTHS * shares).floordiv(1).clip(upper=FIFTHS - 1)
    drawn = found.rename(columns={"commune_code": "code"}).assign(
        thing=COMMUNE, commune=found["name"], kinds=None, fragility_fifth=fifth
    )
    places = all_places(engine, selection.scope)
    marks = places.rename(columns={"place_id": "code"}).assign(thing=PLACE)
    if drawn.empty:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(
        [drawn.reindex(columns=COLUMNS), marks.reindex(columns=COLUMNS)], ignore_index=True
    )
