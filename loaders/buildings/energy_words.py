"""The words by which files call energies."""

import polars as pl

from data.buildings.vocabulary import ENERGIES
from loaders.reading import folded

WORDS = {
    "electricity": ("électrique", "élec", "enedis", "courant"),
    "gas": ("gaz", "gaz de ville", "gn", "grdf", "méthane"),
    "heat": ("chaleur", "chauffage urbain", "rcu", "réseau de chauffage", "vapeur"),
    "oil": ("fuel", "mazout", "fioul domestique", "fod"),
    "water": ("eau potable", "eau froide", "aep"),
}
KEYS = {
    folded(word): key
    for key, energy in ENERGIES.items()
    for word in (key, energy.label, energy.quantity, *WORDS[key])
}


def energies(text: pl.Series) -> pl.Series:
    """The energy that each text names, whatever its accents and case; null when none."""
    found = {word: KEYS.get(folded(word)) for word in text.unique().drop_nulls()}
    return text.replace_strict(found, default=None, return_dtype=pl.String)
