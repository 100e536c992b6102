"""The reference values of public lighting: their words, items, units and plausible ranges."""

from data.lighting.vocabulary import LAMPS
from loaders.reading import folded

LIGHT = "light"
# Kind -> the words by which a table of values calls it.
WORDS = {
    "lamp_ballast_factor": ("facteur de ballast", "ballast"),
    "light_price_eur_per_kwh": ("prix éclairage", "prix de l’éclairage"),
    "light_subscription_eur_per_kva": ("abonnement éclairage", "abonnement de l’éclairage"),
    "light_led_eur_per_point": ("coût LED", "prix LED"),
    "light_led_w_per_point": ("puissance LED",),
    "light_grant_pct": ("subvention LED", "subvention éclairage", "taux de subvention"),
    "light_kwh_per_point": ("repère éclairage", "kWh par point"),
}
ITEMS = {kind: {"eclairage": LIGHT, "light": LIGHT} for kind in WORDS} | {
    "lamp_ballast_factor": {
        folded(word): lamp for lamp, label in LAMPS.items() for word in (lamp, label)
    }
}
# By kind: lowest, highest, and what each accepted unit is multiplied by.
SCALES: dict[str, tuple[float, float, dict[str, float]]] = {
    "lamp_ballast_factor": (1.0, 1.6, {"W avec ballast/W": 1, "W/W": 1}),
    "light_price_eur_per_kwh": (0.005, 2.0, {"€/kWh": 1, "€/MWh": 0.001, "c€/kWh": 0.01}),
    "light_subscription_eur_per_kva": (0.1, 300.0, {"€/kVA/an": 1, "€/kVA": 1,
                                                    "€/kVA/mois": 12}),
    "light_led_eur_per_point": (10.0, 10_000.0, {"€/point": 1}),
    "light_led_w_per_point": (1.0, 500.0, {"W/point": 1, "W": 1}),
    "light_grant_pct": (0.0, 100.0, {"%": 1}),
    "light_kwh_per_point": (10.0, 3000.0, {"kWh/point/an": 1, "kWh/point": 1}),
}  # fmt: skip
