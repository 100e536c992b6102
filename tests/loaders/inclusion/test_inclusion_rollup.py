"""Places, communes and territories that screens read, rebuilt from records, by hand."""

import json
from datetime import date
from itertools import permutations
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import Connection, Engine, delete, select

from data import schema
from data.inclusion.distances import great_circle_km
from data.inclusion.vocabulary import INGREDIENTS
from data.settings import Settings
from data.territory import load_territory
from loaders import store
from loaders.inclusion import inclusion_rollup
from tests.loaders.inclusion.place_store import rows_of

TERRITORY = load_territory(Path(Settings().territory_dir))
TOURS, BLOIS = TERRITORY.commune("37261"), TERRITORY.commune("41018")
LISTS = (
    "kinds", "services", "support", "access", "publics", "special_care", "fees", "programmes",
)  # fmt: skip


def record(source: str, identifier: str, **cells: object) -> dict[str, object]:
    """A record of Tours, at its town hall if nothing else is said."""
    columns = [column.name for column in schema.inclusion_record.columns]
    return (
        dict.fromkeys(columns)
        | dict.fromkeys(LISTS, "")
        | {
            "source_key": source,
            "record_id": identifier,
            "name": "Médiathèque du Quai",
            "commune_code": TOURS.code,
            "epci_code": TOURS.epci,
            "departement_code": TOURS.departement,
            "postcode": "37000",
            "latitude_deg": 47.39,
            "longitude_deg": 0.69,
            "simulated": False,
        }
        | cells
    )


def rebuilt(engine: Engine, *rows: dict[str, object]) -> tuple[dict, dict, dict]:
    """Places, place records and communes once these records are stored."""
    with engine.begin() as connection:
        connection.execute(delete(schema.inclusion_record))
        for row in rows:
            connection.execute(schema.inclusion_record.insert().values(row))
        inclusion_rollup.rebuild(connection, TERRITORY)
    return (
        rows_of(engine, schema.inclusion_place, "place_id"),
        rows_of(engine, schema.inclusion_place_record, "record_id"),
        rows_of(engine, schema.inclusion_commune, "commune_code"),
    )


OLD = record(
    "hub-lo", "7", address="1 rue du Quai", updated=date(2020, 6, 1), fees="Payant",
    services="Accès internet et matériel informatique", programmes="Promeneurs du net",
    kinds="EPN", hours="Mo 9-12",
)  # fmt: skip
FRESH = record(
    "france-services", "3", name="MÉDIATHÈQUE DU QUAI", updated=date(2022, 12, 1),
    hours="Mo-Fr 09:00-12:00; Sa 10:00-11:30", address="1, rue du Quai", fees="Gratuit",
    programmes="France Services", kinds="RFS", services="Aide aux démarches administratives",
)  # fmt: skip
UNDATED = record("aidants-connect", "5", name="Médiathèque du quai", website="https://quai.fr",
                 latitude_deg=None, longitude_deg=None, address="1 rue du Quai",
                 fees="Gratuit")  # fmt: skip


def test_the_freshest_value_wins_and_disagreements_are_kept(engine):
    places, records, _ = rebuilt(engine, OLD, FRESH, UNDATED)
    (place,) = places.values()
    assert place["place_id"] == "aidants-connect-5"
    assert {one["place_id"] for one in records.values()} == {"aidants-connect-5"}
    assert (place["name"], place["address"]) == ("Médiathèque du Quai", "1, rue du Quai")
    assert (place["fees"], place["updated"]) == ("Gratuit", date(2022, 12, 1))
    # Known of the least fresh alone.
    assert place["website"] == "https://quai.fr"
    assert place["sources"] == "aidants-connect|france-services|hub-lo"
    # What is offered is added up, the freshest first.
    assert place["programmes"] == "France Services|Promeneurs du net"
    assert place["kinds"] == "RFS|EPN"
    # 5 × 3 h, and 1.5 h on Saturday.
    assert (place["open_h_week"], place["open_saturday"]) == (5 * 3 + 1.5, True)
    # Names and addresses are the same but for capitals and commas.
    assert json.loads(place["disagreements"]) == {
        "fees": {"aidants-connect": "Gratuit", "france-services": "Gratuit", "hub-lo": "Payant"},
        "hours": {"france-services": FRESH["hours"], "hub-lo": "Mo 9-12"},
    }


def test_a_place_is_not_shouted_and_its_town_is_written_as_its_commune(engine):
    shouted = record("hub-lo", "1", name="MAIRIE DE CHATEAU-RENAULT", town="CHATEAU RENAULT",
                     address="1 AV DE LA GARE", commune_code="37063",
                     updated=date(2026, 1, 1))  # fmt: skip
    said = record("aidants-connect", "2", name="Mairie de Château-Renault", town="Château-Renault",
                  address="1 avenue de la Gare", commune_code="37063")  # fmt: skip
    (place,) = rebuilt(engine, shouted, said)[0].values()
    told = (place["name"], place["address"], place["town"])
    assert told == ("Mairie de Château-Renault", "1 avenue de la Gare", "Château-Renault")


def test_the_order_of_loads_changes_nothing(sqlite_engine):
    answers = [rebuilt(sqlite_engine, *rows) for rows in permutations((OLD, FRESH, UNDATED))]
    assert all(answer == answers[0] for answer in answers)


def test_a_place_far_from_another_is_another_even_under_one_name(sqlite_engine):
    away = record("hub-lo", "8", latitude_deg=47.42, commune_code=BLOIS.code)
    places, records, _ = rebuilt(sqlite_engine, FRESH, away)
    assert set(places) == {"france-services-3", "hub-lo-8"}
    assert {one["evidence"] for one in records.values()} == {"seule fiche"}


def test_identifiers_are_fit_for_an_address_and_never_shared(sqlite_engine):
    one = record("lieux-mediation", "cd 41:12/é", name="Foyer du Pont")
    other = record("lieux-mediation", "cd 41:12?é", name="Atelier du Bois", latitude_deg=47.2)
    places, _, _ = rebuilt(sqlite_engine, one, other)
    assert set(places) == {"lieux-mediation-cd-41-12-", "lieux-mediation-cd-41-12--bis"}


def test_a_place_without_position_is_drawn_at_its_town_hall_and_says_so(sqlite_engine):
    bare = {"latitude_deg": None, "longitude_deg": None}
    nowhere = dict.fromkeys(("commune_code", "epci_code"), None)
    places, _, _ = rebuilt(
        sqlite_engine,
        record("hub-lo", "1", **bare),
        record("hub-lo", "2", name="Foyer", **bare, **nowhere),
    )
    first, second = places["hub-lo-1"], places["hub-lo-2"]
    assert (first["latitude_deg"], first["at_town_hall"]) == (TOURS.town_hall_lat, True)
    # Its record names no town: its commune does.
    assert (first["town"], second["town"]) == ("Tours", None)
    assert (second["latitude_deg"], second["at_town_hall"]) == (None, False)


def test_every_commune_has_a_row_and_what_is_not_known_is_null(sqlite_engine):
    _, _, communes = rebuilt(sqlite_engine)
    assert len(communes) == len(TERRITORY.communes)
    tours = communes[TOURS.code]
    assert tours["places"] == 0
    unknown = ("fragility", "rank", "mediators", "nearest_km", "nearest_open_km", "fibre_pct",
               "coverage_day", "poverty_pct", "nearest_place_id")  # fmt: skip
    assert {tours[name] for name in unknown} == {None}


def test_distances_go_to_the_nearest_and_to_the_nearest_open_enough(sqlite_engine):
    shut = record("hub-lo", "1", hours="Mo 09:00-12:00", mediators=2)
    opened = record("hub-lo", "2", name="Mairie", hours="Mo-Fr 09:00-12:00",
                    latitude_deg=BLOIS.town_hall_lat, longitude_deg=BLOIS.town_hall_lon,
                    commune_code=BLOIS.code)  # fmt: skip
    _, _, communes = rebuilt(sqlite_engine, shut, opened)
    tours = communes[TOURS.code]

    def km(latitude: float, longitude: float) -> float:
        here = [TOURS.town_hall_lat], [TOURS.town_hall_lon]
        return great_circle_km(*here, [latitude], [longitude]).item()

    assert tours["nearest_place_id"] == "hub-lo-1"
    assert tours["nearest_km"] == pytest.approx(km(47.39, 0.69))
    # Three hours a week are not open enough: the other town's fifteen are.
    assert tours["nearest_open_km"] == pytest.approx(km(BLOIS.town_hall_lat, BLOIS.town_hall_lon))
    # Of a commune where no mediator is counted, none: a list counts them.
    assert (tours["mediators"], communes[BLOIS.code]["mediators"]) == (2, 0)


def _store_shares(connection: Connection) -> None:
    shares = [
        (commune, key, value, 2023, False)
        for commune, value in ((TOURS.code, 10.0), (BLOIS.code, 30.0))
        for key in INGREDIENTS
    ]
    # One of five unknown is enough known; two are not.
    shares += [("37001", key, 20.0, 2023, False) for key in list(INGREDIENTS)[:4]]
    shares += [("37002", key, 20.0, 2023, False) for key in list(INGREDIENTS)[:3]]
    names = [column.name for column in schema.inclusion_ingredient.columns]
    rows = pl.DataFrame(shares, schema=names, orient="row")
    store.insert(connection, schema.inclusion_ingredient, rows)


def test_fragility_and_coverage_are_those_of_each_commune(sqlite_engine):
    names = [column.name for column in schema.inclusion_coverage.columns]
    coverage = [
        (TOURS.code, date(2024, 6, 30), 200, 0, 0, 0, 100, 50, 30, 20, False),
        (TOURS.code, date(2025, 6, 30), 200, 0, 0, 0, 40, 50, 30, 80, False),
        (BLOIS.code, date(2025, 6, 30), 0, 0, 0, 0, 0, 0, 0, 0, False),
    ]
    with sqlite_engine.begin() as connection:
        _store_shares(connection)
        rows = pl.DataFrame(coverage, schema=names, orient="row")
        store.insert(connection, schema.inclusion_coverage, rows)
    _, _, communes = rebuilt(sqlite_engine)
    tours, blois = communes[TOURS.code], communes[BLOIS.code]
    # Of every ingredient the least, then the most, of all.
    assert (tours["fragility"], blois["fragility"]) == (0, 10)
    assert (blois["rank"], blois["rank_low"], blois["rank_high"]) == (1, 1, 1)
    assert communes["37001"]["rank"] == 2
    assert (communes["37002"]["fragility"], communes["37002"]["aged_65_pct"]) == (None, 20.0)
    assert (tours["fibre_pct"], tours["coverage_day"]) == (100 * 80 / 200, date(2025, 6, 30))
    assert tours["from_30_mbit_pct"] == 100 * (50 + 30 + 80) / 200
    # No premises is no share, not a share of zero.
    assert blois["fibre_pct"] is None


def test_territories_can_be_chosen_once_something_is_known_of_them(sqlite_engine):
    rebuilt(sqlite_engine, FRESH)
    with sqlite_engine.connect() as connection:
        scopes = set(connection.scalars(select(schema.scope.c.scope)))
    assert scopes == set(TERRITORY.scopes())
