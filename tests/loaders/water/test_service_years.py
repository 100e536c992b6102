"""The year of a service from its official variables: indicators, judgement, money, by hand."""

import pytest

from data import schema
from tests.building_store import BLOIS, TOURS, fill
from tests.loaders.water.flow_store import one, rebuild, table

EUR_M3, LEVY_EUR_M3 = 0.5, 0.1
# A service of a small town: volumes in m³, lengths in km.
SAID = {
    "VP.059": 1_400_000, "VP.060": 100_000, "VP.061": 50_000, "VP.063": 900_000,
    "VP.201": 115_000, "VP.221": 20_000, "VP.220": 5_000, "VP.077": 200.0, "VP.140": 8.0,
    "VP.056": 8_000, "RED.PATRIMOINE": 0.15,
}  # fmt: skip
AUTHORISED, DISTRIBUTED, ENTERED = 1_040_000, 1_450_000, 1_500_000
PLACE = ("commune_code", "epci_code", "departement_code")


def add_service(connection, service="A", place=TOURS, **more):
    row = {"service_id": service, "name": service, "agency": "loire-bretagne",
           "short_of_water": False, "simulated": False, **more}  # fmt: skip
    fill(connection, schema.water_service, [row])
    codes = dict(zip(PLACE, place, strict=True))
    fill(connection, schema.water_service_commune, [{"service_id": service, **codes}])


def add_year(connection, said, service="A", year=2024):
    rows = [
        {"service_id": service, "year": year, "code": code, "value": float(value),
         "simulated": False}
        for code, value in said.items()
    ]  # fmt: skip
    fill(connection, schema.water_variable, rows)


@pytest.fixture
def declared(engine):
    def year_of(said, **service):
        with engine.begin() as connection:
            add_service(connection, **service)
            add_year(connection, said)
        rebuild(engine)
        return one(engine, schema.water_service_year)

    return year_of


def test_the_official_indicators_by_hand(declared):
    row = declared(SAID)
    assert (row["service_id"], row["year"]) == ("A", 2024)
    assert (row["distributed_m3"], row["authorised_m3"]) == (DISTRIBUTED, AUTHORISED)
    assert row["lost_m3"] == DISTRIBUTED - AUTHORISED
    assert row["yield_pct"] == pytest.approx(100 * (AUTHORISED + 50_000) / ENTERED)
    per_km = 365 * 200
    assert row["unmetered_index_m3_km_day"] == pytest.approx((DISTRIBUTED - 1_015_000) / per_km)
    assert row["loss_index_m3_km_day"] == pytest.approx((DISTRIBUTED - AUTHORISED) / per_km)
    index = (AUTHORISED + 50_000) / per_km
    assert row["consumption_index_m3_km_day"] == pytest.approx(index)
    assert row["threshold_pct"] == pytest.approx(65 + 0.2 * index)
    assert row["renewal_pct"] == pytest.approx(100 * (8 / 5) / 200)
    # 40 customers per km; 5.6 m³/km/day lie between 5 and 8.
    assert (row["density_class"], row["judgement"]) == ("intermediate", "poor")


def test_the_money_of_a_service_by_hand(declared):
    row = declared(SAID)
    assert row["lost_eur"] == pytest.approx((DISTRIBUTED - AUTHORISED) * EUR_M3)
    index = 1_015_000 / (365 * 200)
    weighted = 100 * 1_015_000 / DISTRIBUTED - 0.2 * index
    levy = 1_015_000 * LEVY_EUR_M3 * (1 - (0.0275 * (weighted - 65) + 0.15))
    assert row["levy_eur"] == pytest.approx(levy)
    # A point more: less enters for the same use.
    entered = 100 * (AUTHORISED + 50_000) / (row["yield_pct"] + 1)
    after = 100 * 1_015_000 / (entered - 50_000) - 0.2 * index
    gain = 1_015_000 * LEVY_EUR_M3 * 0.0275 * (after - weighted)
    assert row["point_eur"] == pytest.approx(gain + (ENTERED - entered) * EUR_M3)


def test_what_is_not_declared_is_not_known(declared):
    said = {code: value for code, value in SAID.items() if code not in ("VP.221", "VP.077")}
    row = declared(said, agency=None)
    assert (row["distributed_m3"], row["unmetered_m3"]) == (DISTRIBUTED, None)
    names = ("authorised_m3", "lost_m3", "yield_pct", "pipe_km", "loss_index_m3_km_day",
             "threshold_pct", "density_class", "judgement", "knowledge_points", "levy_eur",
             "point_eur", "lost_eur")  # fmt: skip
    assert {name: row[name] for name in names} == dict.fromkeys(names)


def test_more_used_than_distributed_gives_no_yield_and_no_money(declared):
    row = declared(SAID | {"VP.063": 3 * DISTRIBUTED})
    assert row["authorised_m3"] > row["distributed_m3"] == DISTRIBUTED
    names = ("lost_m3", "yield_pct", "loss_index_m3_km_day", "unmetered_index_m3_km_day",
             "judgement", "levy_eur", "point_eur", "lost_eur")  # fmt: skip
    assert {name: row[name] for name in names} == dict.fromkeys(names)


def test_no_customer_at_all_is_no_density(declared):
    row = declared(SAID | {"VP.056": 0})
    # The ILC decides: 1,065,000 ÷ (365 × 200) = 14.6, between 10 and 30.
    assert row["density_class"] == "intermediate"


def test_a_variable_of_a_service_that_is_gone_makes_no_year(engine):
    with engine.begin() as connection:
        add_year(connection, SAID, service="gone")
    rebuild(engine)
    assert not table(engine, schema.water_service_year)


def test_services_belong_to_the_territories_of_their_communes(engine):
    with engine.begin() as connection:
        add_service(connection, "A")
        add_service(connection, "B", BLOIS)
        fill(connection, schema.water_service_commune,
             [{"service_id": "A", "commune_code": "99999"}])  # fmt: skip
    rebuild(engine)
    held = {(row["scope"], row["service_id"]) for row in table(engine, schema.water_scope_service)}
    kinds = ("commune", "epci", "departement")
    own = {
        (f"{kind}:{code}", service)
        for service, place in (("A", TOURS), ("B", BLOIS))
        for kind, code in zip(kinds, place, strict=True)
    }
    everyone = {
        (scope, service) for service in "AB" for scope in ("syndicat", f"service:{service}")
    }
    assert held == own | everyone | {("commune:99999", "A")}
