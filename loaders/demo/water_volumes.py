"""The official variables that imagined services declare: five years each."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import polars as pl

from data import schema
from data.territory import Territory
from data.water import knowledge, variables
from loaders.demo.days import VOLUMES, generator
from loaders.demo.water_places import (
    PERSONS_PER_CUSTOMER,
    DemoSector,
    served_epcis,
    service_id,
)

YEARS = 5
M3_PER_CUSTOMER = (92, 132)
FIRST_YIELD, YEARLY_GAIN, YIELD_SD = (0.68, 0.89), (-0.004, 0.012), 0.007
CUSTOMERS_PER_KM = (11, 48)
OTHERS_SHARE, UNMETERED_SHARE, OWN_SHARE = 0.16, 0.012, 0.008
# One network that leaks more than the decree allows.
LEAKY, LEAKY_YIELD = 3, 0.61
EXPORTERS, EXPORTED_SHARE = 5, 0.06
IMPORTERS, IMPORTED_SHARE = 3, 0.12
RENEWED_SHARE = (0.01, 0.06)
# One service in so many has not declared what it takes without a meter.
SILENT = 9
MATERIALS_PCT = (40, 98)
BILLED_SHARE, ASSETS_PART = 0.98, (0.05, 0.25)


def variable_rows(sectors: Sequence[DemoSector], territory: Territory, today: date) -> pl.DataFrame:
    """core_water_variable: the years before that of `today`."""
    rows = [
        (service_id(epci), year, code, round(float(value), 2), True)
        for rank, epci in enumerate(served_epcis(sectors))
        for year in range(today.year - YEARS, today.year)
        for code, value in _declared(rank, epci, territory, year).items()
    ]
    columns = [column.name for column in schema.water_variable.columns]
    return pl.DataFrame(rows, schema=columns, orient="row")


def _declared(rank: int, epci: str, territory: Territory, year: int) -> dict[str, float]:
    always = generator(VOLUMES, int(epci))
    of_year = generator(VOLUMES, int(epci), year)
    people = sum(
        territory.commune(code).population or 0 for code in territory.commune_codes(f"epci:{epci}")
    )
    customers = people / PERSONS_PER_CUSTOMER * (1 + 0.006 * (year - 2024))
    pipe_km = people / PERSONS_PER_CUSTOMER / always.uniform(*CUSTOMERS_PER_KM)
    metered = customers * always.uniform(*M3_PER_CUSTOMER) * of_year.normal(1, 0.025)
    start = LEAKY_YIELD if rank == LEAKY else always.uniform(*FIRST_YIELD)
    share = start + (year - 2020) * always.uniform(*YEARLY_GAIN)
    own = metered * OWN_SHARE
    unmetered = metered * UNMETERED_SHARE
    exported = metered * EXPORTED_SHARE * (rank % EXPORTERS == 0)
    share = min(share + of_year.normal(0, YIELD_SD), 0.94)
    entered = (metered + unmetered + own + exported) / share
    imported = entered * IMPORTED_SHARE * (rank % IMPORTERS == 0)
    found = {
        "VP.059": entered - imported,
        "VP.060": imported,
        "VP.061": exported,
        variables.HOMES: metered * (1 - OTHERS_SHARE),
        variables.OTHERS: metered * OTHERS_SHARE,
        "VP.221": unmetered,
        "VP.220": own,
        variables.CUSTOMERS: round(customers),
        variables.PIPE_KM: pipe_km,
        variables.RENEWED_KM: pipe_km * always.uniform(*RENEWED_SHARE),
        # What the agency has billed, and its points for what is known of the network.
        variables.BILLED: metered * BILLED_SHARE,
        variables.ASSETS_PART: round(always.uniform(*ASSETS_PART), 2),
        **_parts(always),
    }
    if rank % SILENT == SILENT - 1:
        del found["VP.221"]
    return found


def _parts(random: np.random.Generator) -> dict[str, float]:
    """What the service knows of its network: the parts of P103.2B, the same every year."""
    parts = dict.fromkeys((knowledge.PLAN, knowledge.PLAN_UPDATE, knowledge.INVENTORY), 1.0)
    parts[knowledge.INVENTORY_UPDATE] = 1.0
    share = random.uniform(*MATERIALS_PCT)
    parts[knowledge.MATERIALS_PCT] = round(share)
    parts[knowledge.LAID_PCT] = round(share * 0.9)
    return parts | {code: float(random.random() < 0.7) for code in knowledge.MANAGEMENT}
