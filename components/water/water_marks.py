"""The marks of the sectors of water on their map."""

from typing import Any

from components import formats
from components.filters import Choice
from components.maps import Places, mark, size_px
from components.tables import addresses, values
from components.water.water_columns import SECTOR_SHEET
from components.water.water_frames import CLASSES, leakage_class

SECTORS = Places(
    "secteurs",
    tuple(
        ("absent" if name == "absent" else f"leak-{name}", words) for name, words in CLASSES.items()
    ),
    reached=True,
    ranked=True,
    radius_px=22,
)


def sector_points(frame: Any, selection: Choice) -> dict[str, Any]:
    """The sectors as GeoJSON: shape by leakage per km, size by what leaks at night.

    Each leads to its sheet; a sector whose leakage is not known has the smallest mark.
    """
    leakages, links = values(frame, "leakage_m3_km_day"), addresses(frame, SECTOR_SHEET)
    flows = [
        None if None in (night, used) else max(night - used, 0.0)
        for night, used in zip(
            values(frame, "night_m3_h"), values(frame, "night_use_m3_h"), strict=True
        )
    ]
    largest = max((flow for flow in flows if flow is not None), default=0)
    names = ("name", "commune", "leakage_m3_km_day", "leak_m3_h", "open_alerts", "status")
    places = zip(values(frame, "longitude_deg"), values(frame, "latitude_deg"), strict=True)
    abouts = zip(*(values(frame, name) for name in names), strict=True)
    features = [
        mark(
            place,
            "absent" if leakage is None else f"leak-{leakage_class(leakage)}",
            size_px(flow, largest),
            sector_lines(*about),
            count=0 if leakage is None else leakage,
            href=link,
        )
        for place, leakage, flow, about, link in zip(
            places, leakages, flows, abouts, links, strict=True
        )
        if None not in place
    ]
    return {"type": "FeatureCollection", "features": features}


def sector_lines(
    name: str,
    commune: str | None,
    leakage: float | None,
    leak_m3_h: float | None,
    alerts: int | None,
    status: str,
) -> list[str]:
    """The lines of a tooltip, which the script writes as text."""
    known = formats.with_unit(leakage, "m³/km/jour", 1) if leakage is not None else status
    ringing = f"{formats.with_unit(alerts, 'alertes')} en cours" if alerts else ""
    lost = formats.with_unit(leak_m3_h, "m³/h", 1) if alerts and leak_m3_h is not None else ""
    return [name, commune or "", known, ", ".join(filter(None, (ringing, lost)))]
