"""What may be said of the data of public lighting: code -> severity and French text."""

from data.severity import Severity

LIGHTING_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load of points, cabinets, schedules or zones found.
    # What a load of bills or faults found.
    # What a figure covers.
    "FACTURES_PARTIELLES": (
        Severity.INFO,
        "{billed} armoires sur {cabinets} sont facturées sur la période ; kWh et euros ne "
        "portent que sur elles.",
    ),
    # What a simulation was asked.
    "SCENARIO_REGLAGE_INCONNU": (
        Severity.WARNING,
        "Le scénario du lien contient un réglage inconnu (« {value} »), laissé de côté.",
    ),
    "SCENARIO_VALEUR_ABSURDE": (
        Severity.WARNING,
        "Scénario : la valeur « {value} » n’est pas possible ({label}) ; la valeur par défaut la "
        "remplace.",
    ),
    "SCENARIO_DEUX_FINANCEMENTS": (
        Severity.WARNING,
        "Le scénario demande à la fois un emprunt et un fonds Intracting : seul l’emprunt est "
        "retenu.",
    ),
    "SCENARIOS_EN_TROP": (
        Severity.WARNING,
        "Le lien contient plus de deux scénarios : les deux premiers sont comparés.",
    ),
}
