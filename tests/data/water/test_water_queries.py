"""What screens read of water, on the store done by hand, on both databases."""

import shutil
from datetime import date, timedelta

import pytest
from sqlalchemy import update

from data import db, schema
from data.reference_values import read_values
from data.water import customer_days, queries, sector, service
from data.water.customer_communes import customer_leaks
from data.water.headline import headline
from data.water.official import Volumes
from data.water.rules import rules
from data.water.stake import LevyBasis, water_stake
from tests import water_store as made
from tests.water_store import LAST, asked

# Shut, they are in tests/data/water/test_customer_communes.py.
pytestmark = pytest.mark.usefixtures("opened")
TERRITORY_QUERIES = [getattr(queries, name) for name in queries.__all__]
SECTOR_QUERIES = [
    sector.nights, sector.evidence, sector.hours, sector.alerts, sector.repairs, sector.sensors,
]  # fmt: skip
SERVICE_QUERIES = [service.indicators, service.years_of, service.balance, service.knowledge]
EVERY_QUERY = [
    *TERRITORY_QUERIES,
    *SECTOR_QUERIES,
    *SERVICE_QUERIES,
    customer_days.days,
    customer_leaks,
]
HOURS_OF_YEAR = 8760


@pytest.fixture
def watered(engine):
    made.fill_store(engine)
    return engine


def test_key_figures_of_tonight(watered):
    found = headline(watered, asked())
    figure = found.figures
    # Two of sectors and one of a customer; one of the sectors' has no price.
    assert figure["water_leaks"].value == 2 + 1
    assert figure["water_leak_m3_h"].value == pytest.approx(2.0 + 1.0)
    assert figure["water_leak_eur_year"].value == pytest.approx(2.0 * HOURS_OF_YEAR * 0.5)
    assert figure["water_leak_eur_year"].facts["priced_leaks"] == 1
    assert figure["water_leak_eur_year"].facts["eur_per_m3"] == pytest.approx(0.5)
    assert (found.sectors, found.judged, found.services, found.complete) == (4, 3, 3, 2)
    assert (found.year, found.compared_year, found.last_night) == (2025, 2024, LAST)


def test_key_figures_of_services_add_volumes_then_divide(watered):
    figure = headline(watered, asked()).figures
    # A (750 authorised, 100 sold) and B (140); C did not declare what it measures.
    assert figure["water_yield_pct"].value == pytest.approx(
        100 * (750 + 140 + 100) / (900 + 100 + 200)
    )
    assert figure["water_yield_pct"].before == pytest.approx(100 * (700 + 120 + 100) / (1000 + 200))
    assert figure["water_yield_pct"].facts["services"] == 2
    assert figure["water_yield_pct"].facts["all_services"] == 3
    # Each at its own threshold: 80 % of the 1,000 m³ of A, 66 % of the 200 m³ of B.
    asked_pct = 100 * (0.80 * 1000 + 0.66 * 200) / 1200
    assert figure["water_yield_pct"].facts["threshold_pct"] == pytest.approx(asked_pct)
    lost = (900 - 750) + (200 - 140)
    assert figure["water_lost_m3"].value == pytest.approx(lost)
    assert figure["water_lost_m3"].before == pytest.approx((900 - 700) + (200 - 120))
    assert figure["water_loss_index"].value == pytest.approx(lost / (365 * (2 + 1)))
    assert figure["water_lost_eur"].value == pytest.approx(lost * 0.5)


def test_the_terms_of_a_formula_are_those_of_its_figure(watered):
    """A service that uses more than it distributes counts in the yield, as it was declared."""
    row = schema.water_service_year.c
    impossible = {"metered_m3": 260.0, "authorised_m3": 270.0, "lost_m3": -70.0}
    with watered.begin() as connection:
        is_b = (row.service_id == "B") & (row.year == 2025)
        connection.execute(update(schema.water_service_year).where(is_b).values(**impossible))
    figure = headline(watered, asked()).figures
    facts = figure["water_yield_pct"].facts
    used, entered = facts["authorised_m3"] + facts["exported_m3"], 1000 + 200
    assert facts["produced_m3"] + facts["imported_m3"] == entered
    assert figure["water_yield_pct"].value == pytest.approx(100 * used / entered)
    # Negative losses are no losses.
    assert figure["water_lost_m3"].value == pytest.approx(150)
    assert figure["water_lost_m3"].facts["services"] == 1


def test_a_point_is_worth_less_levy_and_less_water(watered):
    figure = headline(watered, asked("service:A")).figures["water_point_eur"]
    # (V6 + V3) ÷ (V1 + V2) goes from 85 to 86 %: what enters shrinks.
    saved_m3 = 1000 - 850 / 0.86
    primary = [100 * 700 / distributed for distributed in (900, 900 - saved_m3)]
    less_levy = 0.0275 * (primary[1] - primary[0]) * 700 * 0.1
    assert figure.facts["water_point_saved_eur"] == pytest.approx(saved_m3 * 0.5)
    assert figure.facts["levy_point_eur"] == pytest.approx(less_levy)
    assert figure.value == pytest.approx(saved_m3 * 0.5 + less_levy)


def test_a_place_without_water_has_no_figure_but_no_error(watered):
    found = headline(watered, asked("commune:37003"))
    assert {figure.value for figure in found.figures.values()} == {None}
    assert (found.sectors, found.judged, found.services, found.year) == (0, 0, 0, None)


@pytest.mark.parametrize(
    "scope", ["site:S1", "batiment:B", "armoire:A", "secteur:X", "service:X", "commune:37003"]
)
@pytest.mark.parametrize("query", EVERY_QUERY, ids=lambda query: query.__qualname__)
def test_another_kind_of_place_or_an_unknown_one_has_nothing(sqlite_water, scope, query):
    empty_columns = query(sqlite_water[0], asked(scope, detail="C1")).columns
    found = query(sqlite_water[1], asked(scope, detail="C1"))
    assert found.empty
    assert list(found.columns) == list(empty_columns)
    assert len(empty_columns) > 0


@pytest.fixture(scope="module")
def sqlite_water(tmp_path_factory, _sqlite_template):
    """An empty store and the one done by hand."""
    folder = tmp_path_factory.mktemp("water")
    engines = [
        db.make_engine(f"sqlite:///{shutil.copy(_sqlite_template, folder / name)}")
        for name in ("empty.db", "filled.db")
    ]
    made.fill_store(engines[1])
    yield engines
    for engine in engines:
        engine.dispose()


@pytest.mark.parametrize("query", EVERY_QUERY, ids=lambda query: query.__qualname__)
def test_an_empty_store_gives_an_empty_frame_of_the_same_columns(sqlite_water, query):
    scopes = {"data.water.sector": "secteur:A1", "data.water.service": "service:A"}
    scope = asked(scopes.get(query.__module__, "syndicat"), detail="C1")
    empty, filled = (query(engine, scope) for engine in sqlite_water)
    assert empty.empty
    assert list(empty.columns) == list(filled.columns)


def test_identities_of_an_empty_store_are_none(engine):
    assert sector.identity(engine, asked("secteur:A1")) is None
    assert service.identity(engine, asked("service:A")) is None


def test_tonight_ranks_by_price_then_what_has_none(watered):
    frame = queries.tonight(watered, asked()).set_index("place_id")
    assert list(frame.index) == ["A1", "C1", "B1"]
    first = frame.loc["A1"]
    assert (first["name"], first["commune"], first["kind_label"]) == (
        "Secteur A1",
        "Tours",
        "Rupture",
    )
    assert (first["since"], first["days_open"], first["last_day"]) == (
        made.days_back(10)[0],
        10,
        LAST,
    )
    assert first["detected"] == first["since"] + timedelta(days=2)
    assert (first["low_m3_h"], first["flow_m3_h"], first["high_m3_h"]) == (1.5, 2.0, 2.5)
    assert first["lost_m3"] == pytest.approx(10 * 24 * 2.0)
    assert (first["confidence_label"], first["state_label"], first["noises"]) == (
        "forte", "À traiter", 2,
    )  # fmt: skip
    assert frame["eur_year"].isna()["B1"]


def test_a_leak_of_a_sector_no_longer_measured_is_not_of_tonight(watered):
    before = headline(watered, asked()).figures
    row = queries.tonight(watered, asked()).query("place_id == 'A1'").iloc[0]
    assert row["state"] == "new"
    day = schema.water_sector_day.c
    with watered.begin() as connection:
        last = row["last_day"] - timedelta(days=8)
        silent = (day.sector_id == "A1") & (day.day > last)
        statement = update(schema.water_sector_day).values(night_m3_h=None)
        connection.execute(statement.where(silent))
    told = queries.tonight(watered, asked())
    found = told.query("place_id == 'A1'").iloc[0]
    label = f"Plus mesurée depuis le {last:%d/%m/%Y}"
    assert (found["state"], found["state_label"]) == ("unmeasured", label)
    assert found["days_open"] == row["days_open"] - 8
    after = headline(watered, asked()).figures
    for key, lost in (("water_leaks", 1), ("water_leak_m3_h", row["flow_m3_h"])):
        assert after[key].value == pytest.approx(before[key].value - lost)


def test_tonight_of_a_place_holds_its_own(watered):
    assert list(queries.tonight(watered, asked("commune:41018"))["place_id"]) == ["B1"]
    assert list(queries.tonight(watered, asked("service:A"))["place_id"]) == ["A1", "C1"]
    assert list(queries.tonight(watered, asked("secteur:A1"))["place_id"]) == ["A1", "C1"]


def test_footfall_beside_a_leak_is_that_of_its_commune(watered):
    frame = queries.tonight(watered, asked()).set_index("place_id")
    # 150 terminals a day for a week, 100 on the same weekdays before.
    assert frame.loc["A1", "footfall_pct"] == pytest.approx(50.0)
    # Blois publishes nothing; a customer's leak is not that of visitors.
    assert frame["footfall_pct"].isna()[["B1", "C1"]].all()


def test_old_footfall_says_nothing_of_tonight(watered):
    day = schema.footfall_day.c.day
    with watered.begin() as connection:
        connection.execute(schema.footfall_day.delete().where(day > LAST - timedelta(days=21)))
    assert queries.tonight(watered, asked())["footfall_pct"].isna().all()


def test_the_rehearsal_counts_a_year_of_each_budget(watered):
    frame = queries.rehearsal(watered, asked()).set_index("budget")
    assert list(frame.index) == [0.25, 0.5, 1.0, 2.0, 4.0]
    in_force = frame.loc[1.0]
    # A1, A2 in January, B1; the one of A2 found in March of the year before is too old.
    assert (in_force["alerts"], in_force["sectors"], in_force["open"]) == (3, 3, 2)
    assert in_force["lost_m3"] == pytest.approx(24 * (10 * 2.0 + 20 * 2.0 + 5 * 1.0))
    assert in_force["eur"] == pytest.approx(24 * (10 * 2.0 + 20 * 2.0) * 0.5)
    assert tuple(frame.loc[2.0, ["alerts", "sectors", "open"]]) == (2, 2, 1)
    assert tuple(frame.loc[4.0]) == (0, 0, 0, 0, 0)
    only_recent = asked("secteur:B2")
    assert queries.rehearsal(watered, only_recent).empty


def test_yields_by_year_beside_what_is_asked(watered):
    frame = queries.yields(watered, asked()).set_index("year")
    assert list(frame.index) == [2024, 2025]
    now = frame.loc[2025]
    assert now["yield_pct"] == pytest.approx(100 * (750 + 140 + 100) / 1200)
    # Each at its own threshold: 80 % of the 1,000 m³ of A, 66 % of the 200 m³ of B.
    assert now["threshold_pct"] == pytest.approx(100 * (0.80 * 1000 + 0.66 * 200) / 1200)
    assert now["target_pct"] == pytest.approx(90.0)
    counts = ["services", "all_services", "threshold_services", "target_services"]
    assert tuple(now[counts]) == (2, 3, 2, 1)


def test_a_year_that_nobody_declared_is_a_hole(watered):
    row = schema.water_service_year.c
    with watered.begin() as connection:
        connection.execute(
            update(schema.water_service_year).where(row.year == 2024).values(year=2023)
        )
    frame = queries.yields(watered, asked("service:A")).set_index("year")
    assert list(frame.index) == [2023, 2024, 2025]
    assert frame["yield_pct"].isna()[2024]
    assert frame.loc[2024, "services"] == 0


def test_peers_are_services_of_the_same_density_and_size(watered):
    yields_pct = {"D": 60.0, "E": 70.0, "F": 90.0, "URBAN": 99.0, "LARGE": 99.0}
    with watered.begin() as connection:
        for name, pct in yields_pct.items():
            made.add_service(connection, name, made.BLOIS)
            density = "urban" if name == "URBAN" else "rural"
            customers = 6000.0 if name == "LARGE" else 100.0
            row = {"service_id": name, "year": 2025, "yield_pct": pct, "customers": customers,
                   "density_class": density}  # fmt: skip
            made.fill(connection, schema.water_service_year, [row])
    frame = queries.yields(watered, asked("service:A")).set_index("year")
    # Of B (70 %), D, E and F.
    assert frame.loc[2025, "peers_pct"] == pytest.approx((70 + 70) / 2)
    assert frame.loc[2025, "peers"] == 4
    # B alone in 2024: fewer than three are no reference.
    assert frame["peers_pct"].isna()[2024]
    assert queries.yields(watered, asked())["peers_pct"].isna().all()


def test_losses_by_year_and_how_they_are_judged(watered):
    frame = queries.losses(watered, asked()).set_index("year")
    assert frame.loc[2025, "loss_index"] == pytest.approx((150 + 60) / (365 * 3))
    # (120 + 10) customers on 3 km.
    assert frame.loc[2025, "density_label"] == "Intermédiaire"
    assert tuple(frame.loc[2025, ["good_to", "fair_to", "poor_to"]]) == (3.0, 5.0, 8.0)
    alone = queries.losses(watered, asked("service:B")).set_index("year")
    assert tuple(alone.loc[2025, ["density_label", "good_to"]]) == ("Rural", 1.5)


def test_what_enters_a_label_of_the_balance_leaves_it(watered):
    for scope in ("syndicat", "service:A", "commune:41018"):
        frame = queries.balance(watered, asked(scope))
        into = frame.groupby("to_label")["volume_m3"].sum()
        out = frame.groupby("from_label")["volume_m3"].sum()
        for label in ("Eau introduite", "Eau distribuée"):
            assert into[label] == pytest.approx(out[label])
    lost = queries.balance(watered, asked()).set_index("to_label").loc["Pertes"]
    assert lost["volume_m3"] == pytest.approx(150 + 60)
    assert tuple(lost[["year", "services", "all_services"]]) == (2025, 2, 3)


def test_a_service_that_uses_more_than_it_distributes_is_out_of_the_balance(watered):
    row = schema.water_service_year.c
    impossible = update(schema.water_service_year).where(row.service_id == "B")
    with watered.begin() as connection:
        connection.execute(impossible.values(lost_m3=-10.0))
    frame = queries.balance(watered, asked())
    assert frame.set_index("to_label").loc["Pertes", "volume_m3"] == pytest.approx(150)
    assert set(frame["services"]) == {1}


def test_a_past_period_shows_the_year_that_was_over(watered):
    past = asked(periode="annee", au="2024-12-31")
    assert headline(watered, past).year == 2024
    assert set(queries.balance(watered, past)["year"]) == {2024}
    before_all = asked(periode="annee", au="2020-12-31")
    assert headline(watered, before_all).year == 2024


def test_the_stake_of_ten_points_adds_services(watered):
    frame = queries.stake(watered, asked()).set_index("points")
    assert list(frame.index) == list(range(11))
    assert frame.loc[0, "levy_eur"] == pytest.approx(20 + 20)
    assert frame.loc[0, "water_eur"] == pytest.approx((150 + 60) * 0.5)
    assert frame.loc[0, "gain_eur"] == 0
    one = [queries.stake(watered, asked(f"service:{each}")).set_index("points") for each in "AB"]
    for column in ("levy_eur", "water_eur", "gain_eur", "saved_m3"):
        assert frame.loc[4, column] == pytest.approx(sum(each.loc[4, column] for each in one))
    assert list(frame["total_eur"]) == pytest.approx(list(frame["levy_eur"] + frame["water_eur"]))
    assert tuple(frame.loc[4, ["services", "priced", "all_services"]]) == (2, 2, 3)


@pytest.mark.parametrize(
    ("declared", "billed_m3"), [({}, 700), ({"RED.FACTURE": 500.0}, 500), ({"RED.VOIE2": 0.4}, 700)]
)
def test_the_stake_of_a_service_is_that_of_the_science(watered, declared, billed_m3):
    rows = [
        {"service_id": "A", "year": 2025, "code": code, "value": value, "simulated": False}
        for code, value in declared.items()
    ]
    with watered.begin() as connection:
        if rows:
            made.fill(connection, schema.water_variable, rows)
        in_force = rules(read_values(connection), made.LAST).levy
    volumes = Volumes(**{f"{name}_m3": value for name, value in made.VOLUMES["A", 2025].items()})
    basis = LevyBasis(billed_m3, 0.1, None, declared.get("RED.VOIE2"))
    expected = water_stake(volumes, 2.0, basis, in_force, 0.5)
    frame = queries.stake(watered, asked("service:A"))
    for column in ("water_eur", "levy_gain_eur", "water_gain_eur", "gain_eur", "saved_m3"):
        assert list(frame[column]) == pytest.approx(list(expected[column]))


def test_a_service_without_levy_still_says_what_a_point_gains(watered):
    with watered.begin() as connection:
        connection.execute(update(schema.water_service_year).values(levy_eur=None))
    frame = queries.stake(watered, asked()).set_index("points")
    assert frame[["levy_eur", "total_eur"]].isna().all(axis=None)
    assert frame.loc[1, "gain_eur"] > 0
    assert tuple(frame.loc[1, ["services", "priced"]]) == (2, 0)


def test_sectors_say_why_they_are_not_watched(watered):
    frame = queries.sectors(watered, asked()).set_index("sector_id")
    assert list(frame.index) == ["A1", "A2", "B2", "B1"]
    assert list(frame["status"]) == [
        "suivi", "capteur en défaut", "pas assez de passé", "longueur inconnue",
    ]  # fmt: skip
    assert frame.loc["A1", "leakage_m3_km_day"] == pytest.approx(24 * (3 - 1) / 2)
    assert frame.loc["A1", "night_use_m3_h"] == 1.0
    assert frame["leakage_m3_km_day"].isna()["B1"]


def test_a_sector_that_nothing_measures_is_listed(watered):
    with watered.begin() as connection:
        made.add_sector(connection, "N", commune_code=None, service_id=None)
    row = queries.sectors(watered, asked()).set_index("sector_id").loc["N"]
    assert (row["status"], row["commune"], row["service"]) == ("sans mesure", "", "")
    assert sector.identity(watered, asked("secteur:N")).known_days == 0


def test_services_give_their_last_year(watered):
    frame = queries.services(watered, asked()).set_index("service_id")
    assert list(frame.index) == ["A", "B", "C"]
    assert frame.loc["A", "gap_points"] == pytest.approx(85 - 80)
    assert frame.loc["A", "judgement_label"] == "Bon"
    assert frame["yield_pct"].isna()["C"]
    past = queries.services(watered, asked(periode="annee", au="2024-12-31")).set_index(
        "service_id"
    )
    assert past.loc["A", "year"] == 2024
    assert past["year"].isna()["C"]


def test_customers_leaks_are_in_litres(watered):
    (row,) = queries.customers(watered, asked()).itertuples()
    assert (row.meter_id, row.usage_label, row.days) == ("C1", "Logement", 4)
    assert row.litres_per_h == pytest.approx(50)
    assert row.lost_m3 == pytest.approx(0.05 * 24 * 4)
    assert queries.customers(watered, asked("commune:41018")).empty


def test_faults_of_the_period_say_what_to_do(watered):
    (row,) = queries.faults(watered, asked()).itertuples()
    assert (row.meter_id, row.sector, row.kind_label, row.days) == (
        "M2", "Secteur A1, Secteur A2", "Valeur figée", 10,
    )  # fmt: skip
    assert row.open
    for scope, name in (("secteur:A1", "Secteur A1"), ("secteur:A2", "Secteur A2")):
        assert queries.faults(watered, asked(scope))["sector"].to_list() == [name]
    assert row.to_do.startswith("Vérifier sur place")
    before = queries.faults(watered, asked(periode="annee", au="2025-12-31"))
    assert list(before["meter_id"]) == ["M1"]


def test_a_sensor_of_no_sector_shows_for_the_whole_only(watered):
    fault = {"meter_id": "M9", "kind": "clock", "first_day": LAST, "last_day": LAST, "open": True}
    with watered.begin() as connection:
        made.fill(connection, schema.water_fault, [fault])
    assert "M9" in set(queries.faults(watered, asked())["meter_id"])
    assert "M9" not in set(queries.faults(watered, asked("commune:37261"))["meter_id"])


def test_a_sector_whose_balance_cannot_be_is_not_said_unmeasured(watered):
    fault = {"meter_id": "A1", "kind": "balance", "first_day": LAST, "last_day": LAST,
             "open": True, "sector_id": "A1"}  # fmt: skip
    with watered.begin() as connection:
        made.fill(connection, schema.water_fault, [fault])
        connection.execute(update(schema.water_sector_state).values(last_day=None))
    frame = queries.sectors(watered, asked()).set_index("sector_id")
    assert frame.loc["A1", "status"] == "bilan impossible"
    told = queries.faults(watered, asked("secteur:A1")).set_index("kind")
    assert "sens des compteurs et leurs unités" in told.loc["balance", "to_do"]


def test_nights_beside_what_is_expected_and_footfall(watered):
    frame = sector.nights(watered, asked("secteur:A1")).set_index("day")
    assert len(frame) == 30
    assert frame.loc[LAST, "night_m3_h"] == 4.0
    assert tuple(frame.loc[LAST, ["expected_m3_h", "night_use_m3_h"]]) == (2.0, 1.0)
    assert frame.loc[LAST, "footfall"] == 150
    assert frame["night_m3_h"].isna().sum() == 1
    assert frame["alert"].sum() == 10


def test_a_day_without_row_is_a_hole_of_the_nights(watered):
    day = schema.water_sector_day.c.day
    gone = date(2026, 6, 10)
    with watered.begin() as connection:
        connection.execute(schema.water_sector_day.delete().where(day == gone))
    frame = sector.nights(watered, asked("secteur:A1")).set_index("day")
    assert len(frame) == 30
    assert frame["night_m3_h"].isna()[gone]
    evidence = sector.evidence(watered, asked("secteur:A1")).set_index("day")
    assert evidence["score"].isna()[gone]
    assert tuple(evidence.loc[LAST]) == (2.0, 5.0)


def test_hours_are_local(watered):
    frame = sector.hours(watered, asked("secteur:A1"))
    assert [instant.hour for instant in frame["instant"]] == [0, 1, 2]
    assert frame["instant"].iloc[0].date() == LAST
    assert set(frame["inflow_m3_h"]) == {4.0}


def test_leaks_of_a_sector_are_all_its_own_newest_first(watered):
    frame = sector.alerts(watered, asked("secteur:A2"))
    assert list(frame["since"]) == [date(2026, 1, 1), date(2025, 3, 1)]
    assert not frame["open"].any()
    # Those of its customers are not those of the sector.
    assert list(sector.alerts(watered, asked("secteur:A1"))["place_kind"]) == ["sector"]


def test_a_repair_says_what_it_gave_back(watered):
    (row,) = sector.repairs(watered, asked("secteur:A2")).itertuples()
    assert (row.kind_label, row.repaired_day, row.flow_m3_h) == (
        "Branchement", date(2026, 1, 20), 1.8,
    )  # fmt: skip
    assert row.saved_m3_h == pytest.approx(3.5 - 1.5)
    with watered.begin() as connection:
        connection.execute(schema.water_saving.delete())
    assert sector.repairs(watered, asked("secteur:A2"))["saved_m3_h"].isna().all()


def test_sensors_of_a_sector_with_their_last_day_and_faults(watered):
    frame = sector.sensors(watered, asked("secteur:A1")).set_index("meter_id")
    assert list(frame["sign_label"]) == ["Entrée", "Réservoir", "Sortie"]
    assert tuple(frame.loc["M1", ["unit", "step_min", "last_day", "faults"]]) == (
        "m³/h", 15.0, LAST, "",
    )  # fmt: skip
    assert frame.loc["M2", "faults"] == "Valeur figée"
    assert frame["last_day"].isna()["M2"]


def test_who_a_sector_is(watered):
    found = sector.identity(watered, asked("secteur:A1"))
    assert (found.name, found.service, found.commune) == ("Secteur A1", "Service A", "Tours")
    assert (found.status, found.night_use_m3_h, found.inflow_m3_day) == ("suivi", 1.0, 120.0)
    assert list(found.alerts["place_id"]) == ["A1"]
    assert found.history.empty
    assert sector.identity(watered, asked("secteur:B1")).pipe_km is None


def test_who_a_service_is(watered):
    found = service.identity(watered, asked("service:A"))
    assert (found.communes, found.sectors, found.year) == (["Tours"], 2, 2025)
    assert (found.density_label, found.judgement_label) == ("Rural", "Bon")
    assert found.figures["water_yield_pct"].value == pytest.approx(85)


def test_the_official_table_of_a_service(watered):
    frame = service.indicators(watered, asked("service:A"))
    last = frame[frame["year"] == 2025].set_index("code")
    assert list(frame["year"].unique()) == [2025, 2024]
    assert tuple(last.loc["P104.3", ["value", "unit", "threshold", "judgement"]]) == (
        85.0, "%", 80.0, "Au niveau demandé",
    )  # fmt: skip
    assert tuple(last.loc["P106.3", ["judgement"]]) == ("Bon",)
    assert last["value"].isna()["P107.2"]
    assert last.loc["P103.2B", "judgement"] == ""
    assert last.loc["V7", "value"] == 700


def test_parts_of_knowledge_not_declared_are_not_no(watered):
    frame = service.knowledge(watered, asked("service:A")).set_index("code")
    assert frame.loc["VP.236", "answer"] == "oui"
    assert frame.loc["VP.238", "answer"] == "non"
    assert frame.loc["VP.239", "answer"] == "62\u00a0%"
    assert frame["answer"].isna()["VP.241"]
    assert len(frame) == 14


def test_days_of_a_customer_stay_in_its_territory(watered):
    frame = customer_days.days(watered, asked(detail="C1"))
    assert list(frame["volume_m3"]) == [0.5, 1.5, 2.5, 3.5, 4.5]
    assert list(frame["alert"]) == [False, True, True, True, True]
    assert frame["least_l_per_h"].isna()[0]
    assert customer_days.days(watered, asked("commune:41018", detail="C1")).empty
    assert customer_days.days(watered, asked(detail="inconnu")).empty
