"""The words of public buildings: energies, categories of use, kinds of works."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Energy:
    """What a meter measures; `quantity` names its series, `unit` is that of its values."""

    key: str
    label: str
    unit: str
    quantity: str


ENERGIES = {
    energy.key: energy
    for energy in (
        Energy("electricity", "Électricité", "kWh", "electricity_kwh"),
        Energy("gas", "Gaz naturel", "kWh PCS", "gas_kwh_pcs"),
        Energy("heat", "Réseau de chaleur", "kWh", "heat_kwh"),
        Energy("oil", "Fioul", "kWh", "oil_kwh"),
        Energy("water", "Eau", "m³", "water_m3"),
    )
}
# Those that add up, in kWh of final energy.
FINAL_ENERGIES = ("electricity", "gas", "heat", "oil")
QUANTITIES = {energy.quantity: energy.key for energy in ENERGIES.values()}

CATEGORIES = {
    "mairie": "Mairie",
    "ecole": "École",
    "creche": "Crèche",
    "college": "Collège ou lycée",
    "gymnase": "Gymnase",
    "piscine": "Piscine",
    "salle": "Salle des fêtes",
    "mediatheque": "Médiathèque",
    "musee": "Musée ou monument",
    "bureaux": "Bureaux",
    "atelier": "Atelier technique",
    "sante": "Santé et social",
    "eglise": "Lieu de culte",
    "autre": "Autre",
}

WORK_KINDS = {
    "led": "Éclairage à LED",
    "chaudiere": "Chaudière ou régulation",
    "isolation": "Isolation",
    "fermeture": "Fermeture",
    "usage": "Changement d’usage",
    "autre": "Autre",
}

DRIFT, LEAK = "drift", "leak"
ALERT_KINDS = {DRIFT: "Dérive de consommation", LEAK: "Fuite d’eau suspectée"}

# Quality of a reading: read by the meter, estimated by the distributor, spread from a bill.
MEASURED, ESTIMATED, SPREAD = 0, 1, 2

# Sources whose last day dates the screens.
BUILDING_SOURCES = (
    "releves-energie",
    "enedis-courbe",
    "enedis-journalier",
    "grdf-mensuel",
    "factures-energie",
)

# A month, or twelve, stands with this share of its days.
COMPLETE_SHARE = 0.9
# Thresholds of the drift alert that the rehearsal offers, in standard deviations of a day. The one
# in force gives about one false alert in ten years of a meter: docs/methods-drift.md.
DRIFT_THRESHOLDS = (5.0, 6.0, 8.0, 10.0, 12.0, 15.0)
DRIFT_THRESHOLD = 12.0
