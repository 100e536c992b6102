"""What may be said of the data of digital inclusion: code -> severity and French text."""

from data.severity import Severity

INCLUSION_NOTICES: dict[str, tuple[Severity, str]] = {
    # What a load found.
    # What a figure covers.
    # What a placement was asked.
}
