"""Why a view of a building may have nothing to draw, and what to do about it.

Each is a pair of fields of a chart: what is said, then the next step.
"""


def _absence(what: str, next_step: str) -> dict[str, str]:
    return {"nothing_found": what, "next_step": next_step}


NO_MONTH = _absence(
    "Aucune énergie connue sur cette période",
    "Choisissez une autre période : la vue Données dit de quand à quand chaque compteur est connu.",
)
NO_DAY = _absence(
    "Aucun relevé sur cette période",
    "Choisissez une autre période : la vue Données dit de quand à quand chaque compteur est connu.",
)
NO_YEAR = _absence(
    "Ni année complète, ni objectif",
    "Il faut une année civile connue à 90 % au moins, ou une année et une consommation de "
    "référence dans la liste des bâtiments.",
)
NO_SIGNATURE = _absence(
    "Pas encore de signature pour ce bâtiment",
    "Il faut une année de relevés, ou deux années de factures, et les températures d’une station "
    "proche.",
)
NO_HOUR = _absence(
    "Aucun relevé à l’heure pour ce bâtiment",
    "La courbe de charge se demande au gestionnaire du réseau, puis se charge avec les autres "
    "relevés : quatre semaines suffisent.",
)
NO_LOAD = _absence(
    "Talon, nuit et week-end inconnus",
    "Ces parts se calculent sur des relevés à l’heure, que ce bâtiment n’a pas.",
)
NO_SAVING = _absence(
    "Aucune économie à mesurer pour ce bâtiment",
    "Il faut des travaux déclarés dans la liste des travaux, une année de relevés avant eux et "
    "deux mois après.",
)
NO_WORKS = _absence(
    "Aucun avant et après à comparer",
    "La comparaison paraît avec la première économie mesurée.",
)
NO_ENERGY = _absence(
    "Aucune énergie connue pour ce bâtiment",
    "Chargez ses relevés ou ses factures, puis revenez ici.",
)
NO_METER = _absence(
    "Aucun compteur pour ce bâtiment",
    "Rattachez-lui un compteur dans la liste des compteurs, puis chargez ses relevés.",
)
