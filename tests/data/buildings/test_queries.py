"""What the page of buildings reads: months, years, ranking, alerts, on sums done by hand."""

from datetime import date

import pytest

from data import schema
from data.buildings import alerts, queries, sheet
from data.buildings.headline import headline
from data.buildings.vocabulary import DRIFT_THRESHOLD, DRIFT_THRESHOLDS
from data.selection import Selection
from tests import building_store as made
from tests.building_store import EUR, PCS_PER_PCI

LOW, HIGH = min(DRIFT_THRESHOLDS), max(DRIFT_THRESHOLDS)
YEAR_2025 = {"periode": "annee", "au": "2025-12-31"}


def chosen(scope: str = "syndicat", **asked: str) -> Selection:
    given = {**YEAR_2025, **asked, "territoire": scope}
    return Selection.parse(given, today=date(2026, 1, 1))[0]


@pytest.fixture
def seven_schools(engine):
    """S1 to S6 use 1 to 6 kWh a day of electricity in Tours, and two of gas in S1; G is in Blois
    since July 2025 only. In 2024 everything was a tenth less; from 2025 S2 has water too."""
    with engine.begin() as connection:
        made.add_reference_values(connection)
        for rank in range(1, 7):
            subject = {"subject_to_decree": True, "reference_kwh": 3000.0} if rank < 3 else {}
            made.add_building(connection, f"S{rank}", **subject)
            meter = f"power-{rank}"
            made.add_meter(connection, meter, "electricity", **{f"S{rank}": 1.0})
            days = made.flat(0.9 * rank, date(2024, 1, 1), date(2024, 12, 31))
            days |= made.flat(rank, date(2025, 1, 1), date(2025, 12, 31))
            made.add_days(connection, meter, "electricity", days)
        made.add_meter(connection, "boiler", "gas", S1=1.0)
        made.add_days(connection, "boiler", "gas", made.flat(2, date(2024, 1, 1)))
        made.add_meter(connection, "tap", "water", S2=1.0)
        made.add_days(connection, "tap", "water", made.flat(0.5, date(2025, 1, 1)))
        made.add_building(connection, "G", made.BLOIS)
        made.add_meter(connection, "power-G", "electricity", G=1.0)
        made.add_days(connection, "power-G", "electricity", made.flat(7, date(2025, 7, 1)))
    made.rebuild(engine)
    return engine


def test_the_headline_adds_what_is_known(seven_schools):
    figures = headline(seven_schools, chosen()).figures
    electricity, gas = 365 * 21 + 184 * 7, 365 * 2 / PCS_PER_PCI
    assert figures["final_kwh"].value == pytest.approx(electricity + gas)
    assert figures["final_kwh"].facts["gas_kwh"] == pytest.approx(gas)
    # Nobody has oil: that is a true zero.
    assert figures["final_kwh"].facts["oil_kwh"] == 0
    water = 365 * 0.5
    assert figures["water_m3"].value == pytest.approx(water)
    eur = electricity * EUR["electricity"] + 365 * 2 * EUR["gas"]
    assert figures["energy_eur"].facts["energy_only_eur"] == pytest.approx(eur)
    assert figures["energy_eur"].value == pytest.approx(eur + water * EUR["water"])
    assert figures["tco2e"].value == pytest.approx((electricity * 0.05 + gas * 0.2) / 1000)


def test_the_headline_compares_a_constant_perimeter(seven_schools):
    figure = headline(seven_schools, chosen()).figures["final_kwh"]
    # G was not there in 2024, which had 366 days.
    assert figure.comparable == pytest.approx(365 * 21 + 365 * 2 / PCS_PER_PCI)
    assert figure.before == pytest.approx(366 * 0.9 * 21 + 366 * 2 / PCS_PER_PCI)
    # Water has no counterpart.
    assert headline(seven_schools, chosen()).figures["water_m3"].change_pct is None


def test_any_two_periods_compare_the_same_buildings(seven_schools):
    july = chosen(periode="mois", au="2025-07-31", comparaison="precedente")
    found = headline(seven_schools, july)
    assert (found.months, found.compared) == ([date(2025, 7, 1)], [date(2025, 6, 1)])
    gas_a_day = 2 / PCS_PER_PCI
    assert found.figures["final_kwh"].comparable == pytest.approx(31 * (21 + gas_a_day))
    assert found.figures["final_kwh"].before == pytest.approx(30 * (21 + gas_a_day))


def test_complete_buildings_are_counted_on_twelve_months(seven_schools):
    found = headline(seven_schools, chosen())
    assert (found.buildings, found.complete) == (7, 6)
    share = found.figures["complete_share_pct"]
    assert share.value == pytest.approx(100 * 6 / 7)


def test_a_period_after_the_store_ends_with_its_last_month(seven_schools):
    later, _ = Selection.parse({}, today=date(2026, 5, 10))
    found = headline(seven_schools, later)
    assert (found.months[0], found.months[-1]) == (date(2025, 1, 1), date(2025, 12, 1))
    assert (
        found.figures["final_kwh"].value
        == headline(seven_schools, chosen()).figures["final_kwh"].value
    )


def test_the_list_gives_each_building_its_peers_and_its_state(seven_schools):
    frame = queries.building_list(seven_schools, chosen()).set_index("building_id")
    s6 = frame.loc["S6"]
    assert s6["kwh_m2"] == pytest.approx(365 * 6 / 100)
    # The five others of its commune: 2, 3, 4 and 5 kWh a day, and S1 with its gas (2.6).
    others = sorted([1 + 2 / PCS_PER_PCI, 2, 3, 4, 5])
    assert s6["peers"] == 5
    assert s6["peer_median_kwh_m2"] == pytest.approx(365 * others[2] / 100)
    assert s6["potential_eur"] == pytest.approx(365 * (6 - others[2]) * EUR["electricity"])
    assert s6["commune"] == "Tours"
    assert (s6["category_label"], s6["status"]) == ("École", "complet")
    g = frame.loc["G"]
    assert g["status"] == "partiel"
    assert g["known_share_pct"] == pytest.approx(100 * 184 / 365)
    assert g[["final_kwh", "potential_eur", "change_pct"]].isna().all()
    assert frame.loc["S2", "water_m3"] == pytest.approx(365 * 0.5)


def test_the_ranking_is_by_potential(seven_schools):
    assert queries.ranking(seven_schools, chosen())["building_id"].tolist() == ["S6", "S5", "S4"]
    assert queries.ranking(seven_schools, chosen("commune:41018")).empty


def test_categories_divide_sums(seven_schools):
    row = queries.categories(seven_schools, chosen()).iloc[0]
    total = 365 * 21 + 365 * 2 / PCS_PER_PCI
    assert (row["category_label"], row["buildings"], row["floor_m2"]) == ("École", 6, 600)
    assert row["kwh_m2"] == pytest.approx(total / 600)


def test_months_are_twelve_at_least(seven_schools):
    july = chosen("departement:37", periode="mois", au="2025-07-31")
    frame = queries.monthly(seven_schools, july)
    assert len(frame) == 12
    last = frame.iloc[-1]
    assert last["month"] == date(2025, 7, 1)
    assert last["electricity_kwh"] == pytest.approx(31 * 21)
    assert last["before_kwh"] == pytest.approx(31 * (0.9 * 21 + 2 / PCS_PER_PCI))
    assert (bool(last["complete"]), last["buildings"]) == (True, 6)
    assert frame["oil_kwh"].isna().all()


def test_months_and_key_figure_give_the_same_change(seven_schools):
    for scope in ("syndicat", "departement:37", "batiment:S1"):
        figure = headline(seven_schools, chosen(scope)).figures["final_kwh"]
        query = sheet.monthly if scope.startswith("batiment") else queries.monthly
        frame = query(seven_schools, chosen(scope))
        assert frame["common_kwh"].sum() == pytest.approx(figure.comparable)
        assert frame["common_before_kwh"].sum() == pytest.approx(figure.before)


def test_the_months_of_a_building_are_those_of_a_territory_of_one(seven_schools):
    frame = queries.monthly(seven_schools, chosen("batiment:S1"))
    own = sheet.monthly(seven_schools, chosen("batiment:S1"))
    assert frame["total_kwh"].tolist() == pytest.approx(own["total_kwh"].tolist())
    assert set(frame["buildings"]) == {1}
    assert frame["complete"].all()


def test_a_place_without_meter_of_water_does_not_use_none(seven_schools):
    figures = headline(seven_schools, chosen("commune:41018")).figures
    assert figures["water_m3"].value is None
    assert figures["energy_eur"].facts["water_eur"] is None


def test_a_perimeter_that_changes_is_not_compared(seven_schools):
    blois = queries.monthly(seven_schools, chosen("commune:41018"))
    assert blois["total_kwh"].notna().sum() == 6
    assert blois["before_kwh"].isna().all()


def test_an_empty_territory_has_frames_without_rows(engine):
    made.rebuild(engine)
    assert headline(engine, chosen()).figures["final_kwh"].value is None
    assert headline(engine, chosen()).figures["at_stake_eur"].value is None
    for query in (queries.building_list, queries.ranking, queries.categories):
        assert query(engine, chosen()).empty
    assert alerts.open_alerts(engine, chosen()).empty
    assert alerts.rehearsal(engine, chosen()).empty
    assert queries.monthly(engine, chosen())["total_kwh"].isna().all()


def alert(threshold: float, kind: str, building: str, detected: date, **more) -> dict:
    return {
        "threshold": threshold, "kind": kind, "building_id": building,
        "energy": "water" if kind == "leak" else "electricity", "since": date(2025, 10, 1),
        "detected": detected, "last_day": date(2025, 12, 31), "open": True,
        "excess_per_day": 1.0, "excess": 92.0, "eur_year": 365.0, "eur": 92.0, **more,
    }  # fmt: skip


def test_alerts_at_the_threshold_in_force_are_given(seven_schools):
    october = date(2025, 10, 20)
    rows = [
        alert(DRIFT_THRESHOLD, "drift", "S1", october),
        alert(LOW, "drift", "S1", october),
        alert(LOW, "drift", "S3", october, open=False),
        alert(0.0, "leak", "S2", october, eur_year=1000.0),
        alert(DRIFT_THRESHOLD, "drift", "S4", date(2024, 12, 31)),
    ]
    with seven_schools.begin() as connection:
        connection.execute(schema.alert.delete())
        made.fill(connection, schema.alert, rows)
    frame = alerts.open_alerts(seven_schools, chosen())
    assert frame["building_id"].tolist() == ["S2", "S1", "S4"]
    assert frame.iloc[0]["unit"] == "m³"
    assert frame.iloc[0]["days_open"] == 92
    figure = headline(seven_schools, chosen()).figures["at_stake_eur"]
    assert figure.value == pytest.approx(1000 + 2 * 365)
    assert (figure.facts["drifts"], figure.facts["leaks"]) == (2, 1)
    tried = alerts.rehearsal(seven_schools, chosen()).set_index("threshold")
    assert tried.loc[LOW].tolist() == [2, 2, 1, 184.0, 365.0]
    # That of S4 was found before the twelve months.
    assert tried.loc[DRIFT_THRESHOLD, "alerts"] == 1
    assert tried.loc[HIGH].tolist() == [0, 0, 0, 0.0, 0.0]
    listed = queries.building_list(seven_schools, chosen()).set_index("building_id")
    assert listed.loc["S1", "open_alerts"] == 1
