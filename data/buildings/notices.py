"""What may be said of the data of public buildings: code -> severity and French text."""

from data.severity import Severity

BUILDING_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load of buildings, meters or works found.
    # What a load of readings or bills found.
    # What a load of weather found.
    # What a figure covers.
    "MOIS_ENTIERS_ENERGIE": (
        Severity.INFO,
        "L’énergie se compte par mois entiers : ici {months}.",
    ),
}
