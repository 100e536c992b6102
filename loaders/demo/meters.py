"""The meters of the imagined buildings: which energies, shared or not, and how each is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import polars as pl

from data.buildings.vocabulary import ENERGIES
from loaders.demo.building_works import drifting_buildings, leaking_places
from loaders.demo.buildings import DemoBuilding

WORDS = {"electricity": "elec", "gas": "gaz", "heat": "chaleur", "oil": "fioul", "water": "eau"}
MAIN_SHARE = 0.6
INDEX_DIGITS = 5
# One building in twelve has its water read by index, from this position on.
INDEX_PLACE = 3


class Reading(Enum):
    """How a meter is read: the grain of its series."""

    DAILY = "jour"
    INDEX = "releve"
    BILL = "facture"

    @property
    def source_key(self) -> str:
        """The source that brings these readings."""
        return "factures-energie" if self is Reading.BILL else "releves-energie"


@dataclass(frozen=True)
class DemoMeter:
    """A meter of one building, or of two (`second`).

    `fine`: it is also read within the day; `rolls`: its index starts again at zero.
    """

    building: DemoBuilding
    energy: str
    reading: Reading
    fine: bool = False
    second: DemoBuilding | None = None
    rolls: bool = False

    @property
    def meter_id(self) -> str:
        """The key of the store: "demo-gaz-012"."""
        return f"demo-{WORDS[self.energy]}-{self.building.number:03}"

    @property
    def main_share(self) -> float:
        """What is its main building's of what it reads."""
        return MAIN_SHARE if self.second else 1.0


def demo_meters(buildings: Sequence[DemoBuilding]) -> list[DemoMeter]:
    """The meters, building after building: electricity, heating where it is another, water."""
    fine = set(fine_places(len(buildings)))
    pairs = shared_heating(buildings)
    seconds = {second.number for second in pairs.values()}
    watered = set(water_places(buildings))
    meters = []
    for place, building in enumerate(buildings):
        billed = place % 20 == 7
        meters.append(DemoMeter(building, "electricity", Reading.DAILY, place in fine))
        if building.heating != "electricity" and building.number not in seconds:
            reading = Reading.BILL if billed or building.heating == "oil" else Reading.DAILY
            second = pairs.get(building.number)
            meters.append(DemoMeter(building, building.heating, reading, second=second))
        if place in watered:
            by_index = Reading.INDEX if place % 12 == INDEX_PLACE else Reading.DAILY
            reading = Reading.BILL if billed else by_index
            rolls = place == INDEX_PLACE
            meters.append(DemoMeter(building, "water", reading, place in fine, rolls=rolls))
    return meters


def fine_places(count: int) -> list[int]:
    """The positions of the buildings with a load curve and hourly water: one in ten."""
    return [10 * number for number in range(max(count // 10, 1))]


def water_places(buildings: Sequence[DemoBuilding]) -> list[int]:
    """The positions of the buildings with a water meter: nearly all of those that use water."""
    return [
        place
        for place, building in enumerate(buildings)
        if building.kind.water_m3_m2 and place % 11 != 6
    ]


def leaking_buildings(buildings: Sequence[DemoBuilding]) -> list[DemoBuilding]:
    """The buildings that leak at times."""
    watered = set(water_places(buildings))
    fine = [place for place in fine_places(len(buildings)) if place in watered]
    daily = [place for place in sorted(watered) if place % 20 == 5]
    return [buildings[place] for place in leaking_places(fine, daily, len(buildings))]


def shared_heating(buildings: Sequence[DemoBuilding]) -> dict[int, DemoBuilding]:
    """Buildings of a commune on one gas meter: the second by the number of the first."""
    drifting = {building.number for building in drifting_buildings(buildings)}
    gas = [b for b in buildings if b.heating == "gas" and b.number not in drifting]
    wanted = len(buildings) // 60 + 1
    alone: dict[str, DemoBuilding] = {}
    pairs: dict[int, DemoBuilding] = {}
    for building in gas:
        neighbour = alone.setdefault(building.commune.code, building)
        if neighbour != building and neighbour.number not in pairs and len(pairs) < wanted:
            pairs[neighbour.number] = building
    return pairs


def meter_rows(meters: Sequence[DemoMeter]) -> pl.DataFrame:
    """Rows of core_meter."""
    return pl.DataFrame(
        [
            {
                "meter_id": meter.meter_id,
                "energy": meter.energy,
                "calorific_basis": "PCS" if meter.energy == "gas" else None,
                "subscribed_kva": _subscribed_kva(meter),
                "digits": INDEX_DIGITS if meter.reading is Reading.INDEX else None,
                "simulated": True,
            }
            for meter in meters
        ],
        infer_schema_length=None,
    )


def _subscribed_kva(meter: DemoMeter) -> float | None:
    if meter.energy != "electricity":
        return None
    kw = meter.building.floor_m2 * meter.building.kind.electricity_kwh_m2 / 1200
    return float(next((step for step in (6, 9, 12, 18, 24, 36, 60, 120) if step > kw), 250))


def share_rows(meters: Sequence[DemoMeter]) -> pl.DataFrame:
    """Rows of core_meter_building: one a meter and building it serves."""
    rows = [
        (meter.meter_id, building.building_id, share)
        for meter in meters
        for building, share in (
            (meter.building, meter.main_share),
            *([(meter.second, 1 - meter.main_share)] if meter.second else []),
        )
    ]
    return pl.DataFrame(rows, schema=["meter_id", "building_id", "share"], orient="row")


def series_rows(meters: Sequence[DemoMeter]) -> pl.DataFrame:
    """Rows of core_series, without their number: those of a meter one after the other."""
    return pl.DataFrame(
        [row for meter in meters for row in _series_of(meter)], infer_schema_length=None
    )


def _series_of(meter: DemoMeter) -> list[dict[str, object]]:
    by_index = meter.reading is Reading.INDEX
    kind = f"index:{INDEX_DIGITS}" if by_index else "consumption"
    rows = [_series(meter, meter.reading.value, kind, 86_400, meter.reading.source_key)]
    if meter.fine and meter.energy == "electricity":
        rows.append(_series(meter, "courbe", "consumption", 1800, "enedis-courbe"))
    if meter.fine and meter.energy == "water":
        rows.append(_series(meter, "courbe", "consumption", 3600, "releves-energie"))
    return rows


def _series(
    meter: DemoMeter, grain: str, kind: str, step_s: int, source_key: str
) -> dict[str, object]:
    energy = ENERGIES[meter.energy]
    return {
        "series_key": series_key(meter, grain),
        "theme": "buildings",
        "quantity": energy.quantity,
        "unit": energy.unit,
        "kind": kind,
        "step_s": step_s,
        "place": meter.meter_id,
        "direction": "",
        "commune_code": meter.building.commune.code,
        "latitude_deg": meter.building.latitude_deg,
        "longitude_deg": meter.building.longitude_deg,
        "source_key": source_key,
        "simulated": True,
    }


def series_key(meter: DemoMeter, grain: str) -> str:
    """The key of one of the series of a meter."""
    return f"energie:{ENERGIES[meter.energy].quantity}:{meter.meter_id}:{grain}"
