"""A store of digital inclusion whose answers are done by hand: six communes on one meridian.

What screens read is written as it is, without any load or rebuild.
"""

import math
from datetime import date, timedelta

from sqlalchemy import Connection, Engine

from data import schema
from data.inclusion.distances import EARTH_RADIUS_KM
from data.inclusion.vocabulary import INGREDIENTS
from data.selection import Selection
from data.viewing import today
from loaders.scopes import rebuild_scopes
from tests.building_store import fill
from tests.loaders.measured import territory

TODAY = date(2026, 7, 1)
# Dates of sheets are told from the current day: a sheet ages whatever a link asks.
FRESH, TO_CHECK = today() - timedelta(days=30), today() - timedelta(days=450)
OUTDATED = today() - timedelta(days=900)
KM_PER_DEG = 2 * math.pi * EARTH_RADIUS_KM / 360
TOURS, JOUE, BLOIS, CHAMBORD = "37261", "37122", "41018", "41034"
RICHELIEU, VINEUIL = "37196", "41295"
METROPOLE, AGGLOPOLYS = "243700754", "200030385"
# Code -> latitude, population, score (0 to 10), nearest place, nearest open one, places,
# mediators. Longitude 1 for all: a degree of latitude is KM_PER_DEG.
COMMUNES = {
    TOURS: (47.00, 10_000, 0.0, 0.0, 0.0, 2, 3),
    JOUE: (47.05, 4_000, 2.5, 0.05, 0.05, 0, 0),
    BLOIS: (47.50, 5_000, 5.0, 0.0, 0.50, 1, 0),
    CHAMBORD: (47.62, 100, 7.5, 0.12, 0.62, 0, 0),
    RICHELIEU: (46.80, 1_000, 10.0, 0.20, 0.20, 0, 0),
    VINEUIL: (47.53, 500, None, 0.03, 0.53, 0, 0),
}
# Percent of each ingredient, the same order for all: the score is the position of the commune.
SHARES_PCT = {TOURS: 10.0, JOUE: 20.0, BLOIS: 30.0, CHAMBORD: 40.0, RICHELIEU: 50.0}
YEARS = {"uncovered_fast": 2019, "aged_65": 2020}
QUARTERS = date(2025, 6, 30), date(2026, 6, 30)
# Premises: all, then fibre at the two quarters; the others have 8 to 30 Mbit/s.
PREMISES = {TOURS: (1000, 800, 900), JOUE: (400, 200, 300), BLOIS: (500, 100, 100)}
# The first place: a médiathèque of Tours known by two sources.
READING, HALL, LATE = "hub-lo-1", "hub-lo-2", "lieux-mediation-3"
SERVICES = ("Aide aux démarches administratives", "Utilisation sécurisée du numérique")


def asked(scope: str = "syndicat", **more: str) -> Selection:
    """The twelve months that end with June 2026, unless told otherwise."""
    selection, notices = Selection.parse({"territoire": scope, **more}, today=TODAY)
    assert notices == []
    return selection


def codes_of(commune: str) -> dict[str, str]:
    """Commune, EPCI and département of a commune of the territory."""
    place = territory().commune(commune)
    return {"commune_code": commune, "epci_code": place.epci, "departement_code": place.departement}


def fill_store(engine: Engine) -> None:
    """The whole store."""
    with engine.begin() as connection:
        for code in COMMUNES:
            add_commune(connection, code)
        add_ingredients(connection)
        for code in PREMISES:
            add_coverage(connection, code)
        add_places(connection)
        add_months(connection)
        add_answers(connection)
        rebuild_scopes(connection, territory())


def add_commune(connection: Connection, code: str) -> None:
    """A row of out_inclusion_commune; its rank is that of its score."""
    latitude, population, score, near_deg, open_deg, places, mediators = COMMUNES[code]
    known = sorted((row[2] for row in COMMUNES.values() if row[2] is not None), reverse=True)
    rank = None if score is None else known.index(score) + 1
    row = {
        **codes_of(code), "name": territory().commune(code).name, "latitude_deg": latitude,
        "longitude_deg": 1.0, "population": population, "fragility": score, "rank": rank,
        "rank_low": rank, "rank_high": rank, "places": places, "mediators": mediators,
        "nearest_km": near_deg * KM_PER_DEG, "nearest_place_id": READING,
        "nearest_open_km": open_deg * KM_PER_DEG, "aged_65_pct": SHARES_PCT.get(code),
        "uncovered_mobile_pct": SHARES_PCT.get(code), "low_diploma_pct": SHARES_PCT.get(code),
        "poverty_pct": SHARES_PCT.get(code),
    }  # fmt: skip
    if code in PREMISES:
        premises, _before, fibre = PREMISES[code]
        share = 100 * fibre / premises
        row |= {"fibre_pct": share, "from_30_mbit_pct": share, "coverage_day": QUARTERS[1]}
    fill(connection, schema.inclusion_commune, [row])


def add_ingredients(connection: Connection) -> None:
    """Every ingredient of the communes that have a score."""
    rows = [
        {"commune_code": code, "ingredient": key, "value_pct": share, "year": YEARS.get(key),
         "simulated": False}
        for code, share in SHARES_PCT.items()
        for key in INGREDIENTS
    ]  # fmt: skip
    fill(connection, schema.inclusion_ingredient, rows)


def add_coverage(connection: Connection, code: str) -> None:
    """The two quarters of a commune of PREMISES."""
    premises, *fibres = PREMISES[code]
    rows = [
        {"commune_code": code, "day": day, "premises": premises, "none": 0, "from_05_mbit": 0,
         "from_3_mbit": 0, "from_8_mbit": premises - fibre, "from_30_mbit": 0,
         "from_100_mbit": 0, "from_1_gbit": fibre, "simulated": False}
        for day, fibre in zip(QUARTERS, fibres, strict=True)
    ]  # fmt: skip
    fill(connection, schema.inclusion_coverage, rows)


def add_place(connection: Connection, place_id: str, commune: str, **more: object) -> None:
    """A place at the town hall, without anything known of it unless told."""
    latitude = COMMUNES[commune][0]
    row = {
        "place_id": place_id, "name": f"Lieu {place_id}", **codes_of(commune),
        "latitude_deg": latitude, "longitude_deg": 1.0, "at_town_hall": False,
        **dict.fromkeys(("kinds", "services", "support", "access", "publics", "special_care",
                         "fees", "programmes"), ""),
        "sources": "hub-lo", "disagreements": "{}", "simulated": False, **more,
    }  # fmt: skip
    fill(connection, schema.inclusion_place, [row])


def add_record(connection: Connection, source: str, record: str, place_id: str, **more) -> None:
    """A record of a source, and the place that it went into."""
    names = ("kinds", "services", "support", "access", "publics", "special_care", "fees",
             "programmes")  # fmt: skip
    row = {"source_key": source, "record_id": record, "name": f"Fiche {record}",
           **dict.fromkeys(names, ""), "simulated": False, **more}  # fmt: skip
    fill(connection, schema.inclusion_record, [row])
    link = {"source_key": source, "record_id": record, "place_id": place_id,
            "evidence": "nom et position"}  # fmt: skip
    fill(connection, schema.inclusion_place_record, [link])


def add_places(connection: Connection) -> None:
    """Two in Tours, one in Blois open too little to count as open."""
    add_place(
        connection, READING, TOURS, name="Médiathèque", services="|".join(SERVICES),
        programmes="Aidants Connect|Conseillers numériques", fees="Gratuit",
        hours="Mo-Sa 14:00-18:00", open_h_week=24.0, open_saturday=True, updated=FRESH,
        accessibility_url="https://acceslibre.example/1", itinerant=False, mediators=3,
        sources="france-services|hub-lo",
        disagreements='{"name": {"france-services": "Mediatheque", "hub-lo": "Médiathèque"}}',
    )  # fmt: skip
    add_place(connection, HALL, TOURS, services=SERVICES[0], updated=OUTDATED, at_town_hall=True)
    add_place(
        connection, LATE, BLOIS, services=SERVICES[1], hours="Mo 09:00-12:00", open_h_week=3.0,
        open_saturday=False, programmes="France Services", sources="lieux-mediation",
    )  # fmt: skip
    add_record(connection, "hub-lo", "1", READING, updated=FRESH)
    add_record(connection, "france-services", "A", READING, updated=TO_CHECK)
    add_record(connection, "hub-lo", "2", HALL, updated=OUTDATED)
    add_record(connection, "lieux-mediation", "3", LATE)


def add_activity(
    connection: Connection, place: str, commune: str, month: date, **counts: dict[str, int]
) -> None:
    """What a place declared for a month: dimension -> item -> count."""
    rows = [
        {"source_key": "accompagnements", "place_key": place, "month": month,
         "dimension": dimension, "item": item, "place_name": f"Lieu {place}",
         **codes_of(commune), "count": count, "simulated": False}
        for dimension, items in counts.items()
        for item, count in items.items()
    ]  # fmt: skip
    fill(connection, schema.inclusion_activity, rows)


def add_months(connection: Connection) -> None:
    """Tours in May 2025, May and June 2026; Blois in June 2026, that tells no theme."""
    add_activity(connection, "T", TOURS, date(2025, 5, 1), total={"": 40})
    add_activity(
        connection, "T", TOURS, date(2026, 5, 1), total={"": 50},
        theme={"Courriels": 30, "Démarches en ligne": 40},
        duration={"moins de 30 min": 10, "120 min et plus": 40},
        public={"Anonymes": 20, "Suivis": 30},
    )  # fmt: skip
    add_activity(
        connection, "T", TOURS, date(2026, 6, 1), total={"": 10}, theme={"Courriels": 10},
        public={"Anonymes": 10, "Suivis": 0},
    )  # fmt: skip
    add_activity(connection, "B", BLOIS, date(2026, 6, 1), total={"": 20})


def add_answers(connection: Connection) -> None:
    """Tours changed its mind on cyber; Blois answered no; the métropole answers for itself."""
    told = [
        (TOURS, "Tours", "cyber", date(2024, 10, 1), False, TOURS),
        (TOURS, "Tours", "cyber", date(2025, 10, 1), True, TOURS),
        (BLOIS, "Blois", "cyber", date(2025, 10, 1), False, BLOIS),
        (METROPOLE, "Tours Métropole", "dpo", date(2025, 10, 1), True, None),
    ]
    rows = []
    for member, name, question, day, yes, commune in told:
        placed = codes_of(commune) if commune else {
            "commune_code": None, "epci_code": member, "departement_code": "37",
        }  # fmt: skip
        rows.append({"member": member, "question": question, "day": day, "name": name,
                     "yes": yes, "simulated": False, **placed})  # fmt: skip
    fill(connection, schema.inclusion_answer, rows)
