"""The frames of public lighting as charts and tables show them: their order, what they leave out.

Each takes the frame of a query and gives another one.
"""

from typing import Any

from components.lighting.light_marks import PLACE_DECIMALS


def of_one_kind(frame: Any) -> Any:
    """Points and squares of a map in the same columns: a point is 100 % or 0 % of itself.

    Places are to about a metre.
    """
    places = {name: frame[name].round(PLACE_DECIMALS) for name in ("latitude_deg", "longitude_deg")}
    frame = frame.assign(**places)
    if not len(frame) or frame["kind"].iloc[0] == "cell":
        return frame.assign(lamp_label="", cabinet_id="")
    return frame.assign(
        power_kw=frame["power_w"] / 1000,
        led_share_pct=100.0 * frame["led"].astype("boolean").astype("Float64"),
        off_share_pct=100.0 * frame["off_at_2h"].astype("Float64"),
    )


def with_other_points(frame: Any) -> Any:
    """Beside the LED of each decade, its other lamps."""
    return frame.assign(other_points=frame["points"] - frame["led_points"])


def newest_first(frame: Any) -> Any:
    """Decisions from the last date of effect to the first."""
    return frame.iloc[::-1].reset_index(drop=True)


def furthest_first(frame: Any) -> Any:
    """Communes by the ratio of their kWh a point to their median; without median last."""
    ratio = frame["kwh_per_point"].astype(float) / frame["median_kwh_per_point"].astype(float)
    ordered = frame.assign(ratio=ratio).sort_values("ratio", ascending=False, kind="stable")
    return ordered.drop(columns="ratio").reset_index(drop=True)


def inside_night(frame: Any) -> Any:
    """Switch-offs as far as it is night: before dusk nothing is lit that they would put out."""
    start = frame["off_from_h"].clip(lower=frame["lit_from_h"])
    end = frame["off_to_h"].clip(upper=frame["lit_to_h"])
    return frame.assign(off_from_h=start.where(start < end), off_to_h=end.where(start < end))


def only_anomalies(frame: Any) -> Any:
    """The cabinets that do not behave as expected, the most expensive first."""
    found = frame[frame["anomaly"] != ""]
    return found.sort_values("anomaly_eur", ascending=False, kind="stable", ignore_index=True)
