"""The words of digital inclusion: what fragility is made of, what places offer, what is counted."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ingredient:
    """A share of a commune, in percent: the more, the more fragile. `weight`: in the score."""

    key: str
    label: str
    weight: float


INGREDIENTS = {
    one.key: one
    for one in (
        Ingredient("uncovered_fast", "Locaux sans très haut débit", 1.0),
        Ingredient("uncovered_mobile", "Sans couverture mobile", 1.0),
        Ingredient("aged_65", "Habitants de 65 ans ou plus", 1.0),
        Ingredient("low_diploma", "Sans diplôme ou peu diplômés", 1.0),
        Ingredient("poverty", "Sous le seuil de pauvreté", 1.0),
    )
}
# Each weight moved by that much, for the interval of ranks.
WEIGHT_SHIFT = 0.2
# The most fragile fifth of the communes is said "très fragile".
FRAGILE_SHARE = 0.2

# Labels of the national standard of places of mediation, version 1.0.1.
SERVICES = (
    "Aide aux démarches administratives",
    "Maîtrise des outils numériques du quotidien",
    "Insertion professionnelle via le numérique",
    "Utilisation sécurisée du numérique",
    "Parentalité et éducation avec le numérique",
    "Loisirs et créations numériques",
    "Compréhension du monde numérique",
    "Accès internet et matériel informatique",
    "Acquisition de matériel informatique à prix solidaire",
)
PROGRAMMES = (
    "Aidants Connect",
    "Bibliothèques numérique de référence",
    "Certification PIX",
    "Conseillers numériques",
    "Emmaüs Connect",
    "France Services",
    "Grande école du numérique",
    "La Croix Rouge",
    "Point d'accès numérique CAF",
    "Promeneurs du net",
    "Relais numérique (Emmaüs Connect)",
)
# Between the items of a list, as the standard writes it.
SEPARATOR = "|"

# Distances that the screens offer, in km; the usual one.
REACHES_KM = (5, 10, 15)
REACH_KM = 10
# A place open fewer hours a week than that does not count as open.
LEAST_OPEN_H = 6.0
# Months after which the sheet of a place is to be checked, then out of date.
CHECK_MONTHS, OUTDATED_MONTHS = 12, 18

DIMENSIONS = {
    "total": "Accompagnements",
    "theme": "Thème",
    "channel": "Canal",
    "duration": "Durée",
    "age": "Âge",
    "public": "Bénéficiaires",
}
DURATIONS = ("moins de 30 min", "30 à 60 min", "60 à 120 min", "120 min et plus")

# Question of the survey of members -> label, share of the national survey (in percent).
QUESTIONS = {
    "numerique": ("Axe numérique dans le projet", 45),
    "cyber": ("Mesures de cybersécurité", 70),
    "dpo": ("Délégué à la protection des données", 65),
    "sobriete": ("Charte de sobriété numérique", 15),
}

# Sources whose last day dates the screens.
INCLUSION_SOURCES = (
    "lieux-mediation",
    "hub-lo",
    "france-services",
    "aidants-connect",
    "conseillers-numeriques",
    "couverture-arcep",
    "ingredients-fragilite",
    "accompagnements",
    "enquete-communes",
)
