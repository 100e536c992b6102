"""The reference values of water that an operator gives: words, items, units, plausible ranges."""

from data.water.redevance import AGENCIES
from data.water.rules import ALL
from loaders.reading import folded

# Kind -> the words by which a table of values calls it.
WORDS = {
    "water_cost_eur_per_m3": ("coût du m³ d’eau", "coût de l’eau perdue"),
    "water_levy_eur_per_m3": ("taux de la redevance eau", "redevance performance eau"),
    "water_night_use_l_per_h": ("usage nocturne de l’eau", "usage nocturne"),
}
ITEMS = {
    "water_levy_eur_per_m3": {
        folded(word): agency for agency, label in AGENCIES.items() for word in (agency, label)
    },
    "water_night_use_l_per_h": {"abonne": "customer", "customer": "customer"},
}
# Kinds whose item may also be the identifier of a service, as it is written there.
BY_SERVICE = {"water_cost_eur_per_m3": (ALL, "production", "achat")}
# By kind: lowest, highest, and what each accepted unit is multiplied by.
SCALES: dict[str, tuple[float, float, dict[str, float]]] = {
    "water_cost_eur_per_m3": (0.01, 10.0, {"€/m³": 1, "c€/m³": 0.01}),
    "water_levy_eur_per_m3": (0.0, 2.0, {"€/m³": 1, "c€/m³": 0.01}),
    "water_night_use_l_per_h": (0.1, 20.0, {"L/h par abonné": 1, "L/h": 1}),
}
