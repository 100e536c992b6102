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
}
