"""The marks of street lights on their map."""

from typing import Any

from components import formats
from components.filters import Choice
from components.maps import CABINET_SHEET, SMALLEST_PX, mark, size_px
from components.tables import addresses, values

# From this share of its points on, a place is all lit or all off.
NEARLY_ALL_PCT = 95
# About a metre.
PLACE_DECIMALS = 5


def light_points(frame: Any, selection: Choice) -> dict[str, Any]:
    """Street lights as GeoJSON: shape by the share off at 2 h, size by points.

    A lone point leads to the sheet of its cabinet.
    """
    counts, cabinets = values(frame, "points"), values(frame, "cabinet_id")
    scheduled = values(frame, "scheduled_points")
    largest = max(counts, default=0)
    links = addresses(frame, CABINET_SHEET)
    names = ("lamp_label", "power_kw", "led_share_pct", "off_share_pct")
    places = zip(values(frame, "longitude_deg"), values(frame, "latitude_deg"), strict=True)
    abouts = zip(*(values(frame, name) for name in names), strict=True)
    features = [
        mark(
            place,
            darkness(about[3]),
            size_px(count, largest) if largest > 1 else SMALLEST_PX,
            _light_lines(count, *about),
            count=count,
            part=round(known * (about[3] or 0) / 100),
            told=known,
            **({"href": link} if cabinet else {}),
        )
        for place, count, known, about, cabinet, link in zip(
            places, counts, scheduled, abouts, cabinets, links, strict=True
        )
    ]
    return {"type": "FeatureCollection", "features": features}


def darkness(off_share_pct: float | None) -> str:
    """Lit, partly or off at 2 h; absent without schedule."""
    if off_share_pct is None:
        return "absent"
    if off_share_pct >= NEARLY_ALL_PCT:
        return "off"
    return "lit" if off_share_pct <= 100 - NEARLY_ALL_PCT else "partly"


def _light_lines(
    count: float,
    lamp: str | None,
    power_kw: float | None,
    led_pct: float | None,
    off_pct: float | None,
) -> list[str]:
    """The lines of a tooltip: of one point its lamp and power, of several their shares."""
    if lamp:
        power = "" if power_kw is None else formats.with_unit(1000 * power_kw, "W")
        off = {0: "allumé toute la nuit", 100: f"éteint à 2{formats.NBSP}h"}
        return [lamp, ", ".join(filter(None, (power, off.get(off_pct, ""))))]
    shares = [
        "" if share is None else f"{words} {formats.percent(share, 0)}"
        for words, share in (("LED", led_pct), (f"éteints à 2{formats.NBSP}h", off_pct))
    ]
    return [formats.with_unit(count, "points"), ", ".join(filter(None, shares))]
