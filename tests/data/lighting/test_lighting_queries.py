"""What screens read of public lighting, on the store done by hand, on both databases."""

from datetime import date

import pytest

from data import schema
from data.lighting import cabinet, queries
from data.lighting.headline import headline
from data.selection import Selection
from tests.building_store import fill
from tests.loaders.lighting import lighting_store as made
from tests.loaders.measured import at

YEAR_KWH = {
    year: sum(0.14 * made.a_hours(month) for month in made.MONTHS if month.year == year)
    for year in (2024, 2025)
}


@pytest.fixture
def lit(engine):
    made.fill_store(engine)
    return engine


def asked(scope: str = "syndicat", **more: str) -> Selection:
    """The year 2025 unless told otherwise."""
    given = {"periode": "annee", "au": "2025-12-31", "territoire": scope, **more}
    selection, notices = Selection.parse(given, today=made.TODAY)
    assert notices == []
    return selection


def test_key_figures_of_a_year(lit):
    found = headline(lit, asked())
    figure = found.figures
    kwh = YEAR_KWH[2025] + 12 * (80 + 60)
    assert figure["light_kwh"].value == pytest.approx(kwh)
    assert figure["light_kwh"].before == pytest.approx(YEAR_KWH[2024] + 12 * (100 + 50))
    assert figure["light_kwh"].comparable == pytest.approx(kwh)
    assert figure["light_eur"].value == pytest.approx(0.25 * kwh + 12 * 12)
    assert figure["light_eur"].facts["subscription_eur"] == pytest.approx(12 * 12)
    assert figure["light_kwh_per_point"].value == pytest.approx(kwh / 3)
    assert figure["light_w_per_point"].value == pytest.approx(1000 * 0.34 / 3)
    # Of the three lamps that are known.
    assert figure["light_led_share_pct"].value == pytest.approx(100 / 3)
    assert figure["light_off_share_pct"].value == pytest.approx(100 * 2 / 3)
    assert figure["light_saved_kwh"].value == pytest.approx(0.14 * 365 * 6)
    assert figure["light_saved_kwh"].before == pytest.approx(0.14 * (184 * 6 + 1))
    assert figure["light_saved_eur"].value == pytest.approx(0.14 * 365 * 6 * 0.25)
    # A switches off 6 h for its two points, C nothing for its own.
    assert figure["light_dark_hours_year"].value == pytest.approx(365 * 6 * 2 / 3)
    assert figure["light_fault_rate_pct"].value == pytest.approx(100 / 5)
    assert (found.points, found.cabinets, found.billed) == (5, 4, 3)


def test_a_territory_without_lighting_has_no_figure_but_no_error(lit):
    found = headline(lit, asked("commune:37003"))
    assert {figure.value for figure in found.figures.values()} == {None}
    assert (found.points, found.cabinets, found.billed) == (0, 0, 0)
    for query in (
        queries.monthly, queries.split_kwh, queries.split_bill, queries.decisions, queries.lamps,
        queries.ages, queries.communes, queries.cabinets, queries.rules, queries.map_points,
        queries.renewal,
    ):  # fmt: skip
        assert query(lit, asked("commune:37003")).empty, query.__name__


def test_months_say_their_perimeter_and_compare_the_same_one(lit):
    frame = queries.monthly(lit, asked())
    march = frame[frame["month"] == made.MARCH_2025].iloc[0]
    assert march["measured_kwh"] == pytest.approx(made.A_KWH_2025 + 80 + 60)
    assert march["expected_kwh"] == pytest.approx(made.A_KWH_2025)
    assert march["before_kwh"] == pytest.approx(made.A_KWH_2024 + 100 + 50)
    assert (march["billed"], march["cabinets"], march["prorated"]) == (3, 4, 0)
    assert len(frame) == 12
    assert queries.monthly(lit, asked(comparaison="aucune"))["before_kwh"].isna().all()


@pytest.mark.parametrize("scope", ["syndicat", "commune:37261", "armoire:A"])
@pytest.mark.parametrize(
    "period",
    [
        {},
        {"periode": "mois", "au": "2025-03-31"},
        {"periode": "mois", "au": "2025-03-31", "comparaison": "precedente"},
        {"periode": "saison", "comparaison": "precedente"},
    ],
)
def test_the_parts_add_up_to_the_billed_change(lit, scope, period):
    selection = asked(scope, **period)
    figures = headline(lit, selection).figures
    for key, unit, split in (
        ("light_kwh", "kwh", queries.split_kwh),
        ("light_eur", "eur", queries.split_bill),
    ):
        change = figures[key].comparable - figures[key].before
        assert split(lit, selection)[unit].sum() == pytest.approx(change)


def test_the_change_of_one_cabinet_is_its_hours_its_price_its_subscription(lit):
    march = asked("armoire:A", periode="mois", au="2025-03-31")
    parts = queries.split_bill(lit, march).set_index("part")["eur"]
    fewer_kwh = made.A_KWH_2025 - made.A_KWH_2024
    assert parts["heures"] == pytest.approx(fewer_kwh * (0.20 + 0.25) / 2)
    assert parts["prix"] == pytest.approx(0.05 * (made.A_KWH_2025 + made.A_KWH_2024) / 2)
    assert parts["abonnement"] == pytest.approx(2)
    assert parts["écart mesuré"] == pytest.approx(0, abs=1e-9)


def test_decisions_are_dated_and_worth_what_they_save(lit):
    (row,) = queries.decisions(lit, asked()).itertuples()
    assert row.day == made.DECIDED
    assert row.label == "Extinction de nuit\u00a0: Tours"
    assert (row.cabinets, row.points, row.communes) == (1, 2, 1)
    assert row.saved_kwh_year == pytest.approx(0.14 * 365 * 6)


def test_lighting_again_is_a_decision_too(lit):
    with lit.begin() as connection:
        fill(connection, schema.light_schedule, [made.clock("A", date(2025, 6, 1))])
    made.rebuild(lit)
    first, second = queries.decisions(lit, asked()).itertuples()
    assert first.saved_kwh_year is None
    assert (second.day, second.saved_kwh_year) == (date(2025, 6, 1), None)
    assert second.label.startswith("Retour à l’éclairage toute la nuit")


def test_lamps_and_ages(lit, monkeypatch):
    monkeypatch.setattr(queries, "today", lambda: made.TODAY)
    lamps = queries.lamps(lit, asked()).set_index("lamp_label")
    assert lamps.loc["LED", "share_pct"] == pytest.approx(100 / 5)
    assert lamps.loc["Ballon fluorescent (mercure)", "mean_age_years"] == 2026 - 1980
    unknown = lamps.loc["Non renseignée"]
    assert unknown["points"] == 2
    assert str(unknown["mean_age_years"]) in ("nan", "None")
    ages = queries.ages(lit, asked())
    assert ages["decade"].dropna().tolist() == [1980, 1990, 2020]
    assert ages["points"].tolist() == [1, 1, 1, 2]
    assert ages["led_points"].tolist() == [0, 0, 1, 0]


def test_communes_divide_by_what_is_billed(lit):
    frame = queries.communes(lit, asked()).set_index("commune")
    kwh = YEAR_KWH[2025] + 12 * 80
    assert frame.loc["Tours", "kwh_per_point"] == pytest.approx(kwh / 3)
    people = frame.loc["Tours", "population"]
    assert frame.loc["Tours", "kwh_per_inhabitant"] == pytest.approx(kwh / people)
    assert frame.loc["Tours", "off_share_pct"] == 100
    # P9 is billed but no point is known there; two communes are not enough for a median.
    assert frame["kwh_per_point"].isna()["Blois"]
    assert frame["median_kwh_per_point"].isna().all()
    assert queries.communes(lit, asked("commune:41018"))["commune"].tolist() == ["Blois"]


def test_cabinets_and_rules(lit):
    frame = queries.cabinets(lit, asked())
    assert frame["cabinet_id"].tolist() == ["A", "B", "C"]
    first = frame.iloc[0]
    assert first["kwh"] == pytest.approx(YEAR_KWH[2025])
    assert (first["commune"], first["anomaly"]) == ("Tours", "")
    assert first["potential_kwh"] == pytest.approx((0.14 - 0.08) * 365 * 6)
    rules = queries.rules(lit, asked())
    counts = ["kept", "broken", "unknown"]
    assert (rules[counts].sum(axis=1) <= 5).all()


def test_the_map_draws_points_or_squares(lit, monkeypatch):
    points = queries.map_points(lit, asked("commune:37261"))
    assert (set(points["kind"]), len(points)) == ({"point"}, 4)
    led = points[points["lamp_label"] == "LED"].iloc[0]
    assert (bool(led["led"]), bool(led["off_at_2h"]), led["power_w"]) == (True, True, 40)
    monkeypatch.setattr("data.lighting.map_points.DRAWN_POINTS", 2)
    squares = queries.map_points(lit, asked())
    assert set(squares["kind"]) == {"cell"}
    assert squares["points"].sum() == 5
    assert len(squares) == 2
    tours = squares[squares["points"] == 4].iloc[0]
    # One LED of three known lamps: the fourth point does not say its own.
    assert (tours["lamp_points"], tours["led_share_pct"]) == (3, pytest.approx(100 / 3))
    monkeypatch.setattr("data.lighting.map_points.DRAWN_CELLS", 1)
    coarse = queries.map_points(lit, asked("commune:37261"))
    assert coarse["points"].tolist() == [4]


def test_the_renewal_plan_does_every_cabinet_once(lit):
    plan = queries.renewal(lit, asked())
    assert len(plan) == 6
    assert plan["points"].sum() == 1
    assert plan["cost_eur"].sum() == pytest.approx(800)
    assert plan["saved_kwh"].sum() == pytest.approx((0.10 - 0.04) * 365 * 6)


def test_the_sheet_of_a_cabinet(lit):
    found = cabinet.identity(lit, asked("armoire:A"))
    assert (found.name, found.commune, found.points) == ("Armoire A", "Tours", 2)
    assert found.schedule_words.endswith("éteint de 23\u00a0h à 5\u00a0h")
    assert found.schedules[0][1] == "Allumé de 18\u00a0h à 6\u00a0h"
    assert found.figures["light_kwh"].value == pytest.approx(YEAR_KWH[2025])
    assert found.decided == made.DECIDED
    assert cabinet.identity(lit, asked("armoire:Z")) is None
    assert cabinet.identity(lit, asked()) is None
    assert cabinet.points(lit, asked("armoire:A"))["point_id"].tolist() == ["a1", "a2"]
    assert cabinet.points(lit, asked()).empty
    march = cabinet.monthly(lit, asked("armoire:A")).iloc[2]
    assert march["measured_kwh"] == pytest.approx(made.A_KWH_2025)
    assert march["before_kwh"] == pytest.approx(made.A_KWH_2024)


def test_nights_of_a_cabinet_follow_the_schedule_of_their_evening(engine):
    made.fill_store(engine)
    with engine.begin() as connection:
        connection.execute(schema.light_cabinet.update().values(latitude_deg=47.4, longitude_deg=1))
    days = asked("armoire:A", periode="libre", du="2024-06-30", au="2024-07-01")
    before, after = cabinet.nights(engine, days).itertuples()
    assert (before.lit_from_h, before.lit_to_h) == (18, 30)
    assert str(before.off_from_h) == "nan"
    assert (after.day, after.off_from_h, after.off_to_h) == (made.DECIDED, 23, 29)
    assert cabinet.nights(engine, asked("armoire:B")).empty
    assert cabinet.nights(engine, asked()).empty


def test_loads_by_the_hour_stand_against_their_night(lit):
    first_s = at("2025-11-10 00:00")
    with lit.begin() as connection:
        series = {
            "series_key": "eclairage:A", "theme": "lighting", "quantity": "light_kwh",
            "unit": "kWh", "kind": "consumption", "step_s": 3600, "place": "A", "direction": "",
            "source_key": "courbes-eclairage", "simulated": False,
        }  # fmt: skip
        inserted = connection.execute(schema.series.insert().values(series))
        number = inserted.inserted_primary_key[0]
        # Lit all day and all night, for ten days.
        hours = [
            {"series_no": number, "hour_s": first_s + 3600 * n, "value": 0.14, "readings": 1,
             "expected": 1}
            for n in range(240)
        ]  # fmt: skip
        fill(connection, schema.series_hour, hours)
    made.rebuild(lit)
    days = asked("armoire:A", periode="libre", du="2025-11-10", au="2025-11-11")
    loads = cabinet.hourly(lit, days)
    assert len(loads) == 48
    lit_hours = loads[loads["lit_share"] > 0]["at"].dt.hour.unique().tolist()
    assert sorted(lit_hours) == [5, 18, 19, 20, 21, 22]
    assert loads["expected_kw"].sum() == pytest.approx(0.14 * 2 * 6)
    found = cabinet.identity(lit, days)
    assert found.anomaly == "Allumée de jour"
    # 12 h of day, less half an hour at each end that is not judged: 11 whole hours.
    assert found.anomaly_kwh == pytest.approx(0.14 * 10 * 10, rel=0.15)
    assert found.anomaly_eur == pytest.approx(found.anomaly_kwh * 0.25)
    assert cabinet.hourly(lit, asked("armoire:B")).empty
