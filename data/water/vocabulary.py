"""The words of water: what meters measure, density classes, alerts and what became of them."""

# False alarms per sector and year that the detector allows itself; the rehearsal offers them all.
BUDGETS = (0.25, 0.5, 1.0, 2.0, 4.0)
BUDGET = 1.0

BURST, SLOW, CUSTOMER = "burst", "slow", "customer"
ALERT_KINDS = {
    BURST: "Rupture",
    SLOW: "Fuite lente",
    CUSTOMER: "Fuite chez un abonné",
}

# What is wrong with a sensor -> label.
FAULTS = {
    "stuck": "Valeur figée",
    "drift": "Dérive du capteur",
    "gap": "Mesures manquantes",
    "reset": "Compteur remis à zéro",
    "reversed": "Sens inversé",
    "unit": "Changement d’unité",
    "clock": "Horloge décalée ou figée",
    "level": "Niveau manquant",
    "balance": "Bilan impossible",
}

# What became of an alert.
STATES = {
    "new": "À traiter",
    "seen": "Prise en compte",
    "repaired": "Réparée",
    "dismissed": "Sans suite",
}

# Sources whose last day dates the screens.
WATER_SOURCES = (
    "debits-eau",
    "releves-abonnes",
    "volumes-eau",
    "interventions-eau",
)

# What sensors measure -> unit of their series. A flow is a mean over its step, an index or a
# volume is in m³; a level is that of a tank.
QUANTITIES = {"water_flow_m3_h": "m³/h", "water_m3": "m³", "water_level_m": "m"}

USAGES = {
    "domestique": "Logement",
    "professionnel": "Activité",
    "public": "Bâtiment public",
    "agricole": "Agriculture",
    "autre": "Autre",
}
REPAIR_KINDS = {
    "canalisation": "Canalisation",
    "branchement": "Branchement",
    "accessoire": "Vanne ou accessoire",
    "compteur": "Compteur",
    "autre": "Autre",
}
DENSITIES = {"rural": "Rural", "intermediate": "Intermédiaire", "urban": "Urbain"}
JUDGEMENTS = {
    "good": "Bon",
    "fair": "Acceptable",
    "poor": "Médiocre",
    "bad": "Mauvais",
}
CONFIDENCES = {"high": "forte", "medium": "moyenne", "low": "faible"}
SECTOR, CUSTOMER_METER = "sector", "customer"
