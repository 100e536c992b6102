"""The imagined water services, sectors, sensors, tanks and customers, on real communes."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import numpy as np
import polars as pl

from data import schema
from data.territory import Commune, Territory
from loaders.demo.days import CUSTOMERS, SECTORS, generator
from loaders.demo.places import all_places

AGENCY = "loire-bretagne"
PERSONS_PER_CUSTOMER = 2.1
# A sector is a part of a town; a village is one sector.
LARGEST_SECTOR = 2600
# Inhabitants that a terminal of an ordinary peak day weighs, when sectors are chosen.
PERSONS_PER_TERMINAL = 12
USAGE_SHARES = {"domestique": 0.88, "professionnel": 0.07, "public": 0.02, "agricole": 0.03}
# One sector in so many has two inflows, gives water to the next one, has a tank.
TWO_INFLOWS, GIVES, HAS_TANK = 4, 7, 5
TANK_HEIGHT_M = 4.0
SHORT_KINDS = (("Communauté de communes", "CC"), ("Communauté d'agglomération", "CA"))


@dataclass(frozen=True)
class DemoSector:
    """A metered sector of one commune; `number` counts from 1 over all sectors."""

    number: int
    commune: Commune
    customers: int
    pipe_km: float

    @property
    def sector_id(self) -> str:
        """The key of the store: "demo-sect-012"."""
        return f"demo-sect-{self.number:03}"

    @property
    def inflows(self) -> tuple[str, ...]:
        """Its inflow meters."""
        count = 2 if self.number % TWO_INFLOWS == 0 else 1
        return tuple(f"demo-debit-{self.number:03}-{rank}" for rank in range(1, count + 1))

    @property
    def gift(self) -> str | None:
        """The meter of what goes on to the next sector, if there is one."""
        return f"demo-debit-{self.number:03}-aval" if self.number % GIVES == 0 else None

    @property
    def tank(self) -> str | None:
        """The tank inside the sector, if there is one."""
        return f"demo-reservoir-{self.number:03}" if self.number % HAS_TANK == 0 else None

    @property
    def tank_m3(self) -> float:
        """What the full tank holds: half a day of use."""
        return round(self.customers * 0.3 / 2 / 10 + 1) * 10.0


def demo_sectors(wanted: int, territory: Territory) -> list[DemoSector]:
    """Sectors of the communes that weigh most in each EPCI by turns, first of all of them."""
    sectors = []
    for commune in _chosen(wanted, territory):
        random = generator(SECTORS, int(commune.code, 36))
        customers = max(40, round((commune.population or 0) / PERSONS_PER_CUSTOMER))
        held = min(customers, LARGEST_SECTOR)
        per_km = np.interp(held, (40, 400, LARGEST_SECTOR), (9, 18, 62)) * random.uniform(0.8, 1.2)
        sectors.append(DemoSector(len(sectors) + 1, commune, held, round(held / per_km, 1)))
    return sectors


def _chosen(wanted: int, territory: Territory) -> list[Commune]:
    peaks = dict(
        all_places().group_by("commune_code").agg(pl.col("peak_terminals").sum()).iter_rows()
    )
    by_epci: dict[str, list[Commune]] = {}
    for commune in territory.communes:
        if commune.epci and commune.town_hall_lat is not None:
            by_epci.setdefault(commune.epci, []).append(commune)
    for communes in by_epci.values():
        communes.sort(
            key=lambda one: (
                -(one.population or 0) - PERSONS_PER_TERMINAL * peaks.get(one.code, 0),
                one.code,
            )
        )
    turns = zip_longest(*(by_epci[epci] for epci in sorted(by_epci)))
    return [commune for turn in turns for commune in turn if commune][:wanted]


def service_id(epci: str) -> str:
    """The service of an EPCI."""
    return f"demo-eau-{epci}"


def service_rows(sectors: Sequence[DemoSector], territory: Territory) -> pl.DataFrame:
    """core_water_service: one an EPCI that has a sector."""
    rows = [
        {
            "service_id": service_id(epci),
            "name": f"Eau {_short(territory.epci(epci).name)}",
            "agency": AGENCY,
            "short_of_water": False,
            "target_yield_pct": 85.0,
            "simulated": True,
        }
        for epci in served_epcis(sectors)
    ]
    return pl.DataFrame(rows)


def _short(epci: str) -> str:
    """ "CC Cœur de Sologne" for a long name; a métropole keeps its own."""
    for long, short in SHORT_KINDS:
        if epci.startswith(long):
            return epci.replace(long, short, 1).replace("«", "").replace("»", "")
    return epci


def served_epcis(sectors: Sequence[DemoSector]) -> list[str]:
    """The EPCIs that have a sector, sorted."""
    return sorted({sector.commune.epci for sector in sectors})


def commune_rows(sectors: Sequence[DemoSector], territory: Territory) -> pl.DataFrame:
    """core_water_service_commune: every commune of those EPCIs."""
    served = set(served_epcis(sectors))
    rows = [
        (service_id(one.epci), one.code, one.epci, one.departement)
        for one in territory.communes
        if one.epci in served
    ]
    columns = [column.name for column in schema.water_service_commune.columns]
    return pl.DataFrame(rows, schema=columns, orient="row")


def sector_rows(sectors: Sequence[DemoSector]) -> pl.DataFrame:
    """core_water_sector; the length of the last one is not known."""
    rows = [
        {
            "sector_id": one.sector_id,
            "name": f"{one.commune.name}, secteur {one.number}",
            "service_id": service_id(one.commune.epci),
            **_codes(one.commune),
            "latitude_deg": one.commune.town_hall_lat,
            "longitude_deg": one.commune.town_hall_lon,
            "pipe_km": None if one is sectors[-1] else one.pipe_km,
            "customers": one.customers,
            "night_use_m3_h": None,
            "simulated": True,
        }
        for one in sectors
    ]
    return pl.DataFrame(rows, schema_overrides={"night_use_m3_h": pl.Float64})


def sensor_rows(sectors: Sequence[DemoSector]) -> pl.DataFrame:
    """core_water_sector_meter: inflows, then what a sector gives to the next one."""
    rows = [(one.sector_id, meter, 1) for one in sectors for meter in one.inflows]
    for giver, taker in givers(sectors):
        rows += [(giver.sector_id, giver.gift, -1), (taker.sector_id, giver.gift, 1)]
    return pl.DataFrame(rows, schema=["sector_id", "meter_id", "sign"], orient="row")


def givers(sectors: Sequence[DemoSector]) -> list[tuple[DemoSector, DemoSector]]:
    """Each sector that gives water, with the one that takes it."""
    return [(one, sectors[one.number]) for one in sectors[:-1] if one.gift]


def tank_rows(sectors: Sequence[DemoSector]) -> pl.DataFrame:
    """core_water_tank."""
    rows = [
        (one.tank, one.sector_id, f"Réservoir de {one.commune.name}") for one in sectors if one.tank
    ]
    return pl.DataFrame(rows, schema=["tank_id", "sector_id", "name"], orient="row")


def tank_curve_rows(sectors: Sequence[DemoSector]) -> pl.DataFrame:
    """core_water_tank_volume: straight walls."""
    rows = [
        (one.tank, level_m, one.tank_m3 * level_m / TANK_HEIGHT_M)
        for one in sectors
        if one.tank
        for level_m in (0.0, TANK_HEIGHT_M / 2, TANK_HEIGHT_M)
    ]
    return pl.DataFrame(rows, schema=["tank_id", "level_m", "volume_m3"], orient="row")


def customer_rows(wanted: int, sectors: Sequence[DemoSector]) -> pl.DataFrame:
    """core_water_customer: meters shared between sectors by their customers."""
    sizes = np.array([one.customers for one in sectors])
    random = generator(CUSTOMERS)
    rank = np.sort(random.choice(len(sectors), wanted, p=sizes / sizes.sum()))
    usage = random.choice(list(USAGE_SHARES), wanted, p=list(USAGE_SHARES.values()))
    return pl.DataFrame(
        [
            {
                "customer_no": number + 1,
                "meter_id": f"demo-cpt-{number + 1:04}",
                "service_id": service_id(sectors[at].commune.epci),
                "sector_id": sectors[at].sector_id,
                **_codes(sectors[at].commune),
                "usage": str(usage[number]),
                "simulated": True,
            }
            for number, at in enumerate(rank)
        ]
    )


def _codes(commune: Commune) -> dict[str, str | None]:
    return {
        "commune_code": commune.code,
        "epci_code": commune.epci,
        "departement_code": commune.departement,
    }
