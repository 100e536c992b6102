"""The frames of water as its charts show them."""

from typing import Any
from urllib.parse import quote

from components.tables import values

CUSTOMERS_PATH = "/eau/abonnes"
SECTORS_PATH = "/eau/secteurs"
# Class -> its words. Leakage at night by km of network: a scale of this application, and no
# official judgement, which stands on the year of a service.
CLASSES = {
    "low": "moins de 2 m³/km/jour",
    "middling": "2 à 5 m³/km/jour",
    "high": "5 à 10 m³/km/jour",
    "highest": "10 m³/km/jour et plus",
    "absent": "non connu",
}
CLASS_ENDS = ((2, "low"), (5, "middling"), (10, "high"))


def leak_address(place_kind: str, place_id: str) -> str:
    """Where the evidence of an alert is: the nights of a sector, the days of a meter."""
    known = quote(place_id, safe="")
    if place_kind == "customer":
        return f"{CUSTOMERS_PATH}?detail={known}"
    return f"{SECTORS_PATH}/{known}"


def with_addresses(frame: Any) -> Any:
    """The alerts, each with the address of its evidence."""
    places = zip(values(frame, "place_kind"), values(frame, "place_id"), strict=True)
    return frame.assign(address=[leak_address(*place) for place in places])


def of_known_yield(frame: Any) -> Any:
    """The years, none when the yield of none is known."""
    return frame if frame["yield_pct"].notna().any() else frame.head(0)


def of_known_losses(frame: Any) -> Any:
    """The years, none when the losses of none are known."""
    return frame if frame["loss_index"].notna().any() else frame.head(0)


def leakage_class(leakage_m3_km_day: float | None) -> str:
    """The class of a leakage as it is written; a limit belongs to the class above it.

    Unknown is "absent".
    """
    if leakage_m3_km_day is None:
        return "absent"
    written = round(leakage_m3_km_day, 1)
    return next((name for end, name in CLASS_ENDS if written < end), "highest")


def with_classes(frame: Any) -> Any:
    """The sectors, each with the words of its class of leakage."""
    classes = [CLASSES[leakage_class(one)] for one in values(frame, "leakage_m3_km_day")]
    return frame.assign(class_label=classes)


def furthest_under_first(frame: Any) -> Any:
    """The services, the furthest under the threshold of the decree first, unknown ones last."""
    return frame.sort_values("gap_points", kind="stable", na_position="last")
