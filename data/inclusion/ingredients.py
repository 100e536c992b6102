"""What the score of fragility is made of here: weights, years, and what is not sure."""

import numpy as np
import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.db import fetch
from data.inclusion.scope import within
from data.inclusion.vocabulary import INGREDIENTS
from data.selection import Selection

# Ingredients whose exact meaning or sense no published text has settled, and why.
INDICATIVE = {
    "uncovered_mobile": "La source ne dit ni l’opérateur, ni la technologie, ni l’année ; "
    "zéro y a peut-être le sens de « non mesuré ».",
    "aged_65": "La source ne dit ni l’année, ni si la part est celle de tous les habitants ou des "
    "15 ans et plus.",
    "low_diploma": "Part des 15 ans et plus non scolarisés, sans diplôme ou sans baccalauréat, "
    "d’après les outils qui emploient la même source ; l’année n’est pas dite.",
    "poverty": "La source ne dit ni le seuil ni l’année, et donne une même valeur à la plupart "
    "des communes d’un département ; elle dépasse le taux usuel à 60 % du revenu médian.",
}
COLUMNS = ["ingredient", "label", "weight", "mean_pct", "communes", "all_communes",
           "distinct_values", "first_year", "last_year", "indicative", "caution"]  # fmt: skip


def ingredients(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row an ingredient of the score, in their order.

    Columns: COLUMNS. `mean_pct`: mean weighted by population over the communes of the territory
    that have it; years missing where the source does not say; `indicative` with its `caution`.
    """
    part, commune = schema.inclusion_ingredient.c, schema.inclusion_commune.c
    inside = within(schema.inclusion_commune, selection.scope)
    rows = fetch(
        engine,
        select(part.ingredient, part.value_pct, part.year, commune.population)
        .join_from(
            schema.inclusion_ingredient,
            schema.inclusion_commune,
            commune.commune_code == part.commune_code,
        )
        .where(inside),
    )
    counted = select(func.count()).select_from(schema.inclusion_commune).where(inside)
    everything = fetch(engine, counted).iloc[0, 0]
    by_key = dict(tuple(rows.groupby("ingredient")))
    return pd.DataFrame(
        [_row(key, by_key.get(key, rows.head(0)), int(everything)) for key in INGREDIENTS],
        columns=COLUMNS,
    )


def _row(key: str, rows: pd.DataFrame, all_communes: int) -> tuple:
    years = rows["year"].dropna()
    return (
        key,
        INGREDIENTS[key].label,
        INGREDIENTS[key].weight,
        weighted_mean(rows["value_pct"], rows["population"]),
        len(rows),
        all_communes,
        rows["value_pct"].nunique(),
        int(years.min()) if len(years) else None,
        int(years.max()) if len(years) else None,
        key in INDICATIVE,
        INDICATIVE.get(key, ""),
    )


def weighted_mean(values: pd.Series, weights: pd.Series) -> float:
    """sum(value × weight) ÷ sum(weight) where both are known; NaN without any weight."""
    pair = pd.DataFrame({"value": values, "weight": weights}).astype(float).dropna()
    total = pair["weight"].sum()
    return float((pair["value"] * pair["weight"]).sum() / total) if total else np.nan
