"""What may be said of the data of water: code -> severity and French text."""

from data.severity import Severity

WATER_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load found.
    # What a figure covers.
}
