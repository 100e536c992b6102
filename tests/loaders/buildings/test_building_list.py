import csv
import io
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from sqlalchemy import Engine, insert, update

from data import schema
from loaders.buildings.building_places import assign_stations, distance_km
from loaders.buildings.building_uses import category_of
from tests.loaders.buildings.building_store import BUILDINGS, codes, facts, load, with_references
from tests.loaders.measured import rows, territory

FULL = """id;nom;usage;surface;code postal;ville;latitude;longitude;horaires;année de référence;\
consommation de référence;objectif en valeur absolue;assujetti au décret
B1;École;groupe scolaire;1 250,5;37000;TOURS CEDEX 2;0,6892;47,3936;lu 9h-12h;2015;187 500;95;oui
B2;Salle;;;41000;Blois;;;sur rendez-vous;;;;
B3;Autre part;Observatoire;800;93120;La Courneuve;48,93;2,39;;2016;;;non
b1;Encore;Mairie;100;37000;Tours;;;;;;;
B5;Négatif;Mairie;-100;37000;Tours;;;;;;;
B6;Immense;Mairie;200 001;37000;Tours;;;;;;;
B7;Avant;Mairie;100;37000;Tours;;;;2009;1000;;
B8;Rien;Mairie;100;37000;Tours;;;;2015;0;;
B9;Wh;Mairie;100;37000;Tours;;;;;;95 000;
B10;Minuscule;Mairie;4,9;37000;Tours;;;;;;;
"""


@pytest.fixture
def store(engine: Engine) -> Engine:
    with_references(engine)
    return engine


def test_our_template_is_read_whole(store: Engine) -> None:
    report = load(store, "batiments", FULL)
    school, hall, elsewhere = rows(store, schema.building)
    assert school == (
        "B1", "École", "ecole", 1250.5, "37261", "243700754", "37", 47.3936, 0.6892, None, 2015,
        187_500.0, 95.0, True, False,
    )  # fmt: skip
    assert hall[2:7] == ("salle", None, "41018", "200030385", "41")
    assert elsewhere[2:7] == ("autre", 800.0, None, None, None)
    assert rows(store, schema.opening) == [("B1", 0, 9 * 60, 12 * 60)]
    assert codes(report) == [
        (5, "BATIMENT_EN_DOUBLE"),
        (6, "SURFACE_INVRAISEMBLABLE"),
        (7, "SURFACE_INVRAISEMBLABLE"),
        (8, "ANNEE_DE_REFERENCE_HORS_DECRET"),
        (9, "REFERENCE_NEGATIVE"),
        (10, "OBJECTIF_INVRAISEMBLABLE"),
        (11, "SURFACE_INVRAISEMBLABLE"),
    ]
    said = facts(report)
    assert said["BATIMENT_SANS_SURFACE"] == {"rows": 1, "all": 3, "names": "Salle"}
    assert said["BATIMENT_HORS_TERRITOIRE"]["names"] == "Autre part"
    assert said["HORAIRES_DE_BATIMENTS_ILLISIBLES"]["names"] == "Salle"
    assert said["REFERENCE_INCOMPLETE"]["names"] == "Autre part"
    assert said["USAGE_INCONNU"] == {"names": "Observatoire"}
    assert said["USAGE_DEDUIT"] == {"rows": 1}
    assert said["COORDONNEES_INVERSEES"] == {"rows": 1}


def test_a_second_list_updates_and_keeps_the_other_buildings(store: Engine) -> None:
    load(store, "batiments", BUILDINGS)
    load(store, "batiments", "id;nom;surface\nb1;Groupe scolaire Ferry;1300\n")
    first, second = rows(store, schema.building)
    assert first[:4] == ("B1", "Groupe scolaire Ferry", "ecole", 1300.0)
    assert second[1] == "Mairie de Blois"
    assert rows(store, schema.opening) == [], "the new list gives no hours"


def test_the_same_file_twice_changes_nothing(store: Engine) -> None:
    load(store, "batiments", BUILDINGS)
    before = rows(store, schema.building), rows(store, schema.opening)
    # A blank line makes it another file of the same rows.
    assert load(store, "batiments", BUILDINGS + "\n").status == "loaded"
    assert (rows(store, schema.building), rows(store, schema.opening)) == before


@pytest.mark.parametrize(
    ("use", "name", "category"),
    [
        ("école élémentaire", "x", "ecole"),
        ("Groupe scolaire", "x", "ecole"),
        ("ECOLE", "Piscine", "ecole"),
        ("creche", "x", "creche"),
        ("Collège", "x", "college"),
        ("Salle polyvalente", "x", "salle"),
        ("Salle de sports", "x", "gymnase"),
        ("Centre aquatique", "x", "piscine"),
        ("Bibliothèque", "x", "mediatheque"),
        ("Hôtel de ville", "x", "mairie"),
        ("Services techniques", "x", "atelier"),
        ("Lieu de culte", "x", "eglise"),
        ("EHPAD", "x", "sante"),
        ("Bureaux", "x", "bureaux"),
        ("Observatoire", "École", "autre"),
        (None, "Gymnase des Fontaines", "gymnase"),
        (None, "Mairie annexe", "mairie"),
        (None, "Mairie de Château-Renault", "mairie"),
        (None, "École de La Chapelle", "ecole"),
        (None, "Gymnase du collège", "gymnase"),
    ],
)
def test_uses_are_known_by_their_words(use: str | None, name: str, category: str) -> None:
    found = category_of(pl.Series([use], dtype=pl.String), pl.Series([name]))
    assert found.to_list() == [category]


def test_distances_are_those_of_a_sphere() -> None:
    """One degree of latitude is 111.19 km on a sphere of 6,371 km."""
    km = distance_km(47.0, 0.5, np.array([48.0, 47.0]), np.array([0.5, 0.5]))
    assert km.round(2).tolist() == [111.19, 0.0]


def _add_station(store: Engine, name: str, latitude: float | None, days: pl.Series) -> None:
    with store.begin() as connection:
        connection.execute(
            insert(schema.weather_station).values(
                station_id=name, name=name, latitude_deg=latitude, longitude_deg=0.7,
                altitude_m=None, simulated=False,
            )
        )  # fmt: skip
        connection.execute(
            insert(schema.degree_day),
            [
                {"station_id": name, "day": day, "mean_c": 10.0, "heating_k_d": 8.0,
                 "heating_costic_k_d": None, "cooling_k_d": 0.0}
                for day in days
            ],
        )  # fmt: skip


def test_the_nearest_station_that_has_data(store: Engine) -> None:
    """B1 has its point (47.39 N), B2 the town hall of Blois (47.59 N)."""
    year = pl.date_range(pl.date(2023, 1, 1), pl.date(2023, 12, 31), eager=True)
    _add_station(store, "closed", 47.39, year.dt.offset_by("-10y"))
    _add_station(store, "new", 47.39, year.tail(30))
    _add_station(store, "nowhere", None, year)
    _add_station(store, "south", 47.3, year)
    _add_station(store, "north", 47.5, year.head(330))
    load(
        store,
        "batiments",
        BUILDINGS + "B3;Ailleurs;Mairie;100;75056;;;\nB4;Paris;Mairie;100;75056;48,86;2,35;\n",
    )
    stations = {row[0]: row[9] for row in rows(store, schema.building)}
    # B1: 0.09° from south and 0.11° from north; Blois is nearer north; Paris is far.
    assert stations == {"B1": "south", "B2": "north", "B3": None, "B4": None}
    with store.begin() as connection:
        connection.execute(
            update(schema.weather_station)
            .where(schema.weather_station.c.station_id == "north")
            .values(latitude_deg=47.394)
        )
        assign_stations(connection, territory())
    found = [row[9] for row in rows(store, schema.building)]
    assert found == ["north", "north", None, None]


@pytest.mark.parametrize("simulated", [False, True])
def test_real_and_simulated_buildings_never_mix(store: Engine, simulated: bool) -> None:
    load(store, "batiments", BUILDINGS, simulated=simulated)
    report = load(store, "travaux", "bâtiment;nature;début\nB1;LED;2023-01-01\n",
                  simulated=not simulated)  # fmt: skip
    expected = "MAGASIN_REEL" if not simulated else "MAGASIN_DE_DEMONSTRATION"
    assert (report.status, report.code) == ("failed", expected)
    assert rows(store, schema.work) == []


def test_real_sites_are_refused_beside_simulated_buildings(store: Engine) -> None:
    load(store, "batiments", BUILDINGS, simulated=True)
    assert load(store, "sites", "id;nom\nS1;Château\n").code == "MAGASIN_DE_DEMONSTRATION"


def test_real_town_halls_with_their_hours(store: Engine, open_data_dir: Path) -> None:
    text = (open_data_dir / "geo" / "mairies_37_41.csv").read_text(encoding="utf-8")
    halls = [
        {"id": f"mairie-{row['code_insee']}", "nom": f"Mairie de {row['commune']}",
         "code commune": row["code_insee"], "lat": row["lat"], "lon": row["lon"],
         "horaires": row["horaires"]}
        for row in csv.DictReader(io.StringIO(text))
    ]  # fmt: skip
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, halls[0].keys())
    writer.writeheader()
    writer.writerows(halls)
    report = load(store, "batiments", buffer.getvalue())
    assert (report.rows_loaded, report.rejected.height) == (539, 0)
    assert "HORAIRES_DE_BATIMENTS_ILLISIBLES" not in facts(report)
    assert {row[2] for row in rows(store, schema.building)} == {"mairie"}
    assert len({row[0] for row in rows(store, schema.opening)}) == 539
