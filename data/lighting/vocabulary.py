"""The words of public lighting: lamps, kinds of street, faults, zones."""

# Lamp -> label. LED powers are those of the whole luminaire; the others need their ballast.
LAMPS = {
    "led": "LED",
    "sodium_hp": "Sodium haute pression",
    "sodium_lp": "Sodium basse pression",
    "metal_halide": "Iodures métalliques",
    "mercury": "Ballon fluorescent (mercure)",
    "fluorescent": "Tube ou lampe fluocompacte",
    "halogen": "Halogène ou incandescence",
    "other": "Autre",
    "unknown": "Non renseignée",
}
STREETS = {
    "rue": "Rue",
    "route": "Route ou traversée",
    "place": "Place ou centre",
    "parc": "Parc ou jardin",
    "patrimoine": "Mise en valeur du patrimoine",
    "activite": "Zone d’activité",
    "parking": "Parc de stationnement",
    "autre": "Autre",
}
FAULT_KINDS = {
    "eteint": "Point éteint",
    "jour": "Allumé de jour",
    "armoire": "Armoire en panne",
    "casse": "Matériel cassé",
    "autre": "Autre",
}
ZONE_KINDS = {
    "site": "Site classé ou inscrit",
    "reserve": "Réserve naturelle",
    "parc": "Parc naturel",
    "autre": "Autre espace protégé",
}
RULES = {
    "colour_k": "Température de couleur de 3 000 K au plus",
    "ulr_new": "Lumière vers le ciel de 1 % au plus (points posés depuis 2020)",
    "ulr_old": "Lumière vers le ciel de 4 % au plus (points plus anciens)",
    "heritage_off": "Mise en valeur, parcs et jardins éteints à 1 h au plus tard",
    "parking_off": "Stationnement d’activité éteint deux heures après l’activité",
}
ASTRONOMIC, FIXED = "astronomic", "fixed"
# The sun this far under the horizon: when the usual astronomic clocks switch.
DEPRESSION_DEG = 3.0
OLD_YEARS = 25
LIGHTING_SOURCES = ("factures-eclairage", "points-lumineux", "horaires-eclairage")
# Sides in degrees of the squares of the map, finest first.
CELL_SIDES_DEG = (0.002, 0.005, 0.02, 0.05)
# A territory of more points than this is drawn by squares.
DRAWN_POINTS = 2000
