"""The year of each service from its official variables, and the territories it belongs to."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl
from sqlalchemy import Connection, select

from data import schema
from data.reference_values import ReferenceValues
from data.selection import SYNDICAT
from data.water import official
from data.water.decree import threshold_pct
from data.water.density import density_class, judgement
from data.water.knowledge import knowledge
from data.water.rules import Rules, levy_rate, rules, unit_cost_eur_m3
from data.water.stake import lost_eur, water_stake
from data.water.variables import Declared, declared, levy_basis
from loaders import store

KINDS = ("commune", "epci", "departement")
PLACED = {"service_id": pl.String, **{f"{kind}_code": pl.String for kind in KINDS}}
SERVICE = {"service_id": pl.String, "agency": pl.String, "short_of_water": pl.Boolean}
VARIABLE = {"service_id": pl.String, "year": pl.Int64, "code": pl.String, "value": pl.Float64}
YEAR = {
    column.name: {"service_id": pl.String, "year": pl.Int64}.get(column.name, pl.Float64)
    for column in schema.water_service_year.columns
} | {"density_class": pl.String, "judgement": pl.String}
OF_LOSSES = (
    "lost_m3",
    "yield_pct",
    "unmetered_index_m3_km_day",
    "loss_index_m3_km_day",
    "levy_eur",
    "point_eur",
    "lost_eur",
)


def scope_services(connection: Connection) -> pl.DataFrame:
    """out_water_scope_service: a service belongs to itself, to the whole and to its communes'."""
    services = _services(connection).select("service_id")
    place = schema.water_service_commune.c
    communes = store.read(connection, select(*(place[name] for name in PLACED)), PLACED)
    scopes = [
        services.select(pl.lit(SYNDICAT).alias("scope"), "service_id"),
        services.select(pl.format("service:{}", "service_id").alias("scope"), "service_id"),
        *(
            communes.drop_nulls(f"{kind}_code").select(
                pl.format(f"{kind}:{{}}", f"{kind}_code").alias("scope"), "service_id"
            )
            for kind in KINDS
        ),
    ]
    held = pl.concat(scopes).join(services, on="service_id", how="semi")
    return held.unique().sort("scope", "service_id")


def service_years(connection: Connection, values: ReferenceValues, today: date) -> pl.DataFrame:
    """out_water_service_year: a row a service and year of which a variable is declared.

    Rules are those in force on the last day of the year, prices and the levy those of `today`:
    what is at stake is to come.
    """
    services = {row["service_id"]: row for row in _services(connection).iter_rows(named=True)}
    now = rules(values, today)
    rows = [
        {"service_id": service, "year": year}
        | _possible(
            _figures(year_of, said, rules(values, date(year, 12, 31)), services[service])
            | _money(year_of, said, services[service], values, now, today)
        )
        for service, year, said in _variables(connection)
        if service in services
        for year_of in [declared(said)]
    ]
    frame = pl.DataFrame(rows, schema=YEAR)
    return frame.with_columns(pl.col(pl.Float64).fill_nan(None)).sort("service_id", "year")


def last_volumes(connection: Connection) -> dict[str, official.Volumes]:
    """The volumes of the last year that each service has declared."""
    return {service: declared(said).volumes for service, _, said in _variables(connection)}


def _services(connection: Connection) -> pl.DataFrame:
    row = schema.water_service.c
    statement = select(*(row[name] for name in SERVICE)).order_by(row.service_id)
    return store.read(connection, statement, SERVICE)


def _variables(connection: Connection) -> Iterator[tuple[str, int, dict[str, float]]]:
    """Each service and year, in order, with its variables by code."""
    row = schema.water_variable.c
    statement = select(*(row[name] for name in VARIABLE)).order_by(row.service_id, row.year)
    frame = store.read(connection, statement, VARIABLE)
    for (service, year), said in frame.group_by("service_id", "year", maintain_order=True):
        yield service, year, dict(zip(said["code"], said["value"], strict=True))


def _possible(figures: dict[str, object]) -> dict[str, object]:
    """The figures of a year, without those that rest on losses when these are negative.

    More used than distributed cannot be: the declaration is to be mended first.
    """
    if figures["lost_m3"] < 0:
        return figures | dict.fromkeys(OF_LOSSES, float("nan")) | {"judgement": None}
    return figures


def _figures(
    year: Declared, said: Mapping[str, float], in_force: Rules, service: Mapping[str, object]
) -> dict[str, object]:
    """Volumes of 365 days and official indicators; NaN where a variable is missing.

    No customer at all is no density.
    """
    volumes, pipe_km = official.yearly(year.volumes), year.pipe_km
    index = official.consumption_index_m3_km_day(volumes, pipe_km)
    losses = official.loss_index_m3_km_day(volumes, pipe_km)
    per_km = float(official.ratio(year.customers or float("nan"), pipe_km))
    density = density_class(per_km, float(index), in_force.density)
    return {
        **{name: float(getattr(volumes, name)) for name in official.VOLUMES},
        "distributed_m3": float(official.distributed_m3(volumes)),
        "authorised_m3": float(official.authorised_m3(volumes)),
        "lost_m3": float(official.lost_m3(volumes)),
        "pipe_km": year.pipe_km,
        "renewed_km": year.renewed_km,
        "customers": year.customers,
        "yield_pct": float(official.yield_pct(volumes)),
        "threshold_pct": float(_threshold(volumes, index, in_force, service)),
        "unmetered_index_m3_km_day": float(official.unmetered_index_m3_km_day(volumes, pipe_km)),
        "loss_index_m3_km_day": float(losses),
        "consumption_index_m3_km_day": float(index),
        "renewal_pct": float(official.renewal_pct(year.renewed_km, pipe_km)),
        "knowledge_points": knowledge(said).points,
        "density_class": density,
        "judgement": judgement(float(losses), density, in_force.density),
    }


def _threshold(
    volumes: official.Volumes, index: object, in_force: Rules, service: Mapping[str, object]
) -> object:
    """What is produced stands for what is taken from the ground or a river."""
    taken_m3 = float(volumes.produced_m3)
    known = taken_m3 if taken_m3 == taken_m3 else None
    return threshold_pct(index, service["short_of_water"], known, in_force.decree)


def _money(
    year: Declared,
    said: Mapping[str, float],
    service: Mapping[str, object],
    values: ReferenceValues,
    now: Rules,
    today: date,
) -> dict[str, float]:
    """The levy, what a point of yield is worth and what lost water costs, in € a year."""
    rate = levy_rate(values, service["agency"], today)
    basis = levy_basis(said, rate.value if rate else None)
    eur_m3 = unit_cost_eur_m3(values, service["service_id"], year.volumes, today)
    stake = water_stake(year.volumes, year.pipe_km, basis, now.levy, eur_m3)
    return {
        "levy_eur": float(stake["levy_eur"][0]),
        "point_eur": float(stake["gain_eur"][1]),
        "lost_eur": lost_eur(year.volumes, eur_m3),
    }
