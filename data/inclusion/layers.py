"""What the map of digital inclusion draws: every commune, then every place."""

import pandas as pd
from sqlalchemy import Engine, select

from data import schema
from data.db import fetch
from data.inclusion.communes import communes
from data.inclusion.places import all_places
from data.inclusion.vocabulary import FRAGILE_SHARE
from data.selection import Selection

FIFTHS = round(1 / FRAGILE_SHARE)
COMMUNE, PLACE = "Commune", "Lieu"
COLUMNS = ["thing", "code", "name", "commune", "kinds", "programmes", "latitude_deg",
           "longitude_deg", "population", "fragility", "rank", "rank_low", "rank_high", "rank_of",
           "fragility_fifth", "nearest_km", "from_30_mbit_pct", "least_covered",
           "fibre_pct"]  # fmt: skip


def layers(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a commune, then one a place: columns COLUMNS, `thing` COMMUNE or PLACE.

    `fragility_fifth`: 0 for the most fragile fifth of the whole territory, to 4; missing without
    score. `least_covered`: in the fifth that has the least premises at 30 Mbit/s, false when not
    known. `code`: of the commune, or of the place. Empty without a commune.
    """
    found = communes(engine, selection)
    shares_pct = covered_pct(engine)
    shares = (found["rank"].astype(float) - 1) / found["rank_of"].clip(lower=1)
    fifth = (FIFTHS * shares).floordiv(1).clip(upper=FIFTHS - 1)
    drawn = found.rename(columns={"commune_code": "code"}).assign(
        thing=COMMUNE,
        commune=found["name"],
        kinds=None,
        programmes=None,
        fragility_fifth=fifth,
        least_covered=found["commune_code"].isin(least_covered(shares_pct)),
    )
    places = all_places(engine, selection.scope)
    marks = places.rename(columns={"place_id": "code"}).assign(thing=PLACE)
    if drawn.empty:
        return pd.DataFrame(columns=COLUMNS)
    return pd.concat(
        [drawn.reindex(columns=COLUMNS), marks.reindex(columns=COLUMNS)], ignore_index=True
    )


def covered_pct(engine: Engine) -> pd.Series:
    """Premises at 30 Mbit/s or more of every commune of the store, in %, by code."""
    row = schema.inclusion_commune.c
    shares = fetch(engine, select(row.commune_code, row.from_30_mbit_pct))
    return shares.set_index("commune_code")["from_30_mbit_pct"].astype(float)


def least_covered(shares_pct: pd.Series) -> list[str]:
    """The codes of the last fifth and of its equals; none where half the communes are equal."""
    known = shares_pct.dropna()
    low = (known <= known.quantile(FRAGILE_SHARE)) & (known < known.median())
    return list(known.index[low])
