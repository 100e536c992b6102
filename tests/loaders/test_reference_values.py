from datetime import date

import pytest
from sqlalchemy import Engine

from data import schema
from data.lighting.vocabulary import LAMPS
from data.reference_values import ReferenceValues, read_values
from loaders import reference_values
from loaders.lighting import light_values
from loaders.water import water_rollup
from tests.building_store import fill
from tests.loaders.buildings.building_store import codes, load, with_references
from tests.loaders.measured import rows
from tests.water_store import add_customer

TITLES = "grandeur;poste;date d’effet;valeur;unité;source\n"
FULL = (
    TITLES
    + """prix;Électricité;01/01/2024;214,5;€ TTC/MWh;Marché 2024
prix;gaz;01/01/2024;0,09;€/kWh PCS;Marché 2024
prix;eau;01/01/2024;4,45;€/m3;Régie
CO2;réseau de chaleur;01/01/2023;85;g/kWh;Arrêté
objectif du décret;2030;01/01/2024;40;%;Décret
base des degrés-jours;chauffage;01/01/2024;17;°C;Choix du syndicat
prix;Électricité;01/02/2024;214,5;€/kWh;Marché 2024
prix;Électricité;01/02/2024;0,2;€/m³;Marché 2024
prix;charbon;01/02/2024;0,2;€/kWh;Marché 2024
prix;gaz;01/02/2024;0,09;€/kWh PCI;Marché 2024
taxe;gaz;01/02/2024;0,09;€/kWh;Marché 2024
énergie primaire;gaz;01/02/2024;1;kWh primaire/kWh final;Texte
prix;Electricité;2024-01-01;0,3;€/kWh;Marché 2024
"""
)


@pytest.fixture
def store(engine: Engine) -> Engine:
    with_references(engine)
    return engine


def _values(store: Engine) -> ReferenceValues:
    with store.connect() as connection:
        return read_values(connection)


def test_shipped_values_change_on_their_day(store: Engine) -> None:
    values = _values(store)
    days = [date(2021, 6, 30), date(2025, 12, 31), date(2026, 1, 1)]
    factors = [values.at("primary_energy_factor", "electricity", day) for day in days]
    assert [factor and factor.value for factor in factors] == [None, 2.3, 1.9]
    assert factors[1].verified
    price = values.at("price_eur_per_unit", "electricity", date(2024, 1, 1))
    assert (price.verified, price.shipped) == (False, True)
    assert "à remplacer" in price.source
    assert values.at("price_eur_per_unit", "coal", date(2024, 1, 1)) is None


def test_every_kind_of_the_contract_is_shipped(store: Engine) -> None:
    values, day = _values(store), date(2026, 6, 1)
    wanted = {
        "price_eur_per_unit": ("electricity", "gas", "heat", "oil", "water"),
        "co2_kg_per_kwh": ("electricity", "gas", "heat", "oil"),
        "gas_pcs_per_pci": ("gas",),
        "gas_kwh_pcs_per_m3": ("gas",),
        "primary_energy_factor": ("electricity",),
        "decree_reduction": ("2030", "2040", "2050"),
        "decree_floor_m2": ("floor",),
        "water_leak_l_per_h": ("water",),
        "degree_day_base_c": ("heating", "cooling"),
        "lamp_ballast_factor": tuple(LAMPS),
        **{kind: ("light",) for kind in light_values.WORDS if kind != "lamp_ballast_factor"},
    }
    for kind, items in wanted.items():
        for item in items:
            value = values.at(kind, item, day)
            low, high, _ = reference_values.scale_of(kind, item)
            assert low <= value.value <= high
            assert value.unit
            assert value.source


def test_the_operators_values_are_read_in_their_unit(store: Engine) -> None:
    report = load(store, "prix-energie", FULL)
    values, day = _values(store), date(2024, 6, 1)
    found = {
        (kind, item): values.at(kind, item, day)
        for kind, item in (
            ("price_eur_per_unit", "electricity"),
            ("price_eur_per_unit", "gas"),
            ("price_eur_per_unit", "water"),
            ("co2_kg_per_kwh", "heat"),
            ("decree_reduction", "2030"),
            ("degree_day_base_c", "heating"),
        )
    }
    assert [value.value for value in found.values()] == pytest.approx(
        [214.5 / 1000, 0.09, 4.45, 85 / 1000, 40 / 100, 17]
    )
    assert {(value.verified, value.shipped) for value in found.values()} == {(True, False)}
    assert found["price_eur_per_unit", "gas"].unit == "€/kWh PCS"
    assert codes(report) == [
        (8, "VALEUR_INVRAISEMBLABLE"),
        (9, "UNITE_INCONNUE"),
        (10, "POSTE_INCONNU"),
        (11, "UNITE_INCONNUE"),
        (12, "GRANDEUR_INCONNUE"),
        (13, "POSTE_INCONNU"),
        (14, "VALEUR_EN_DOUBLE"),
    ]


def test_a_shipped_value_that_was_replaced_stays_replaced(store: Engine) -> None:
    line = "prix;eau;01/01/2010;5;€/m³;Régie\n"
    load(store, "prix-energie", TITLES + line)
    stored = rows(store, schema.reference_value)
    with_references(store)
    assert rows(store, schema.reference_value) == stored
    water = _values(store).at("price_eur_per_unit", "water", date(2012, 1, 1))
    assert (water.value, water.shipped) == (5.0, False)


def test_the_operators_value_goes_before_a_shipped_one_of_any_date(store: Engine) -> None:
    """Shipped: 2.3 since 2021-07-01, then 1.9 since 2026-01-01."""
    line = "énergie primaire;électricité;01/01/2024;2,1;kWh primaire/kWh final;Choix\n"
    load(store, "prix-energie", TITLES + line)
    values = _values(store)
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2026, 1, 1), date(2040, 1, 1)]
    factors = [values.at("primary_energy_factor", "electricity", day).value for day in days]
    assert factors == [2.3, 2.1, 2.1, 2.1]


def test_values_of_lighting_are_read_in_their_unit(store: Engine) -> None:
    lines = (
        "prix éclairage;éclairage;01/01/2024;198;€/MWh;Marché\n"
        "abonnement éclairage;éclairage;01/01/2024;1,5;€/kVA/mois;Marché\n"
        "facteur de ballast;Sodium haute pression;01/01/2024;1,2;W/W;Mesures\n"
        "facteur de ballast;bougie;01/01/2024;1,2;W/W;Mesures\n"
    )
    report = load(store, "prix-energie", TITLES + lines)
    assert codes(report) == [(5, "POSTE_INCONNU")]
    values, day = _values(store), date(2024, 6, 1)
    found = [
        values.at(kind, item, day).value
        for kind, item in (
            ("light_price_eur_per_kwh", "light"),
            ("light_subscription_eur_per_kva", "light"),
            ("lamp_ballast_factor", "sodium_hp"),
        )
    ]
    assert found == pytest.approx([198 / 1000, 1.5 * 12, 1.2])


def test_values_of_water_are_read_for_all_for_a_service_or_an_agency(store: Engine) -> None:
    lines = (
        "coût du m³ d’eau;Tous;01/01/2024;42;c€/m³;Compte administratif\n"
        "coût du m³ d’eau;SVC-7b;01/01/2024;0,61;€/m³;Compte administratif\n"
        "taux de la redevance eau;Seine Normandie;01/01/2025;0,09;€/m³;Délibération\n"
        "usage nocturne;abonné;01/01/2024;2,1;L/h;Mesures\n"
        "taux de la redevance eau;Danube;01/01/2025;0,09;€/m³;Délibération\n"
        "coût du m³ d’eau;tous;01/01/2025;42;€/m³;Compte administratif\n"
    )
    report = load(store, "prix-energie", TITLES + lines)
    values, day = _values(store), date(2026, 6, 1)
    found = [
        values.at(kind, item, day)
        for kind, item in (
            ("water_cost_eur_per_m3", "tous"),
            ("water_cost_eur_per_m3", "SVC-7b"),
            ("water_levy_eur_per_m3", "seine-normandie"),
            ("water_levy_eur_per_m3", "loire-bretagne"),
            ("water_night_use_l_per_h", "customer"),
        )
    ]
    assert [value.value for value in found] == pytest.approx([0.42, 0.61, 0.09, 0.10, 2.1])
    assert [value.shipped for value in found] == [False, False, False, True, False]
    assert codes(report) == [(6, "POSTE_INCONNU"), (7, "VALEUR_INVRAISEMBLABLE")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("coût du m³ d’eau;SVC-7b;01/01/2024;0,61;€/m³;Régie", True),
        ("taux de la redevance eau;Seine Normandie;01/01/2025;0,09;€/m³;Délibération", True),
        ("usage nocturne;abonné;01/01/2024;2,1;L/h;Mesures", True),
        ("seuil de fuite;eau;01/01/2020;60;L/h;Essai", True),
        ("prix;électricité;01/01/2020;0,3;€/kWh;Tarif", False),
    ],
)
def test_values_of_water_rebuild_water(store: Engine, monkeypatch, line: str, expected) -> None:
    rebuilt = []
    monkeypatch.setattr(water_rollup, "rebuild", lambda *_: rebuilt.append(True))
    load(store, "prix-energie", TITLES + line + "\n")
    assert bool(rebuilt) == expected


def test_a_new_tariff_reaches_the_leaks_of_customers(store: Engine) -> None:
    days = [date(2026, 1, day) for day in (1, 2, 3)]
    with store.begin() as connection:
        number = add_customer(connection, "C1")
        row = {"customer_no": number, "volume_m3": 0.5, "least_l_per_h": 20.0, "hours": 24}
        fill(connection, schema.water_customer_day, [{**row, "day": day} for day in days])
    load(store, "prix-energie", TITLES + "prix;eau;01/01/2020;6;€/m³;Tarif\n")
    (alert,) = rows(store, schema.water_alert)
    costs = dict(zip((column.name for column in schema.water_alert.columns), alert, strict=True))
    assert costs["eur_year"] == pytest.approx(0.02 * 8760 * 6)
