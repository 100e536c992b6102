"""What the sheet of a building reads, on sums done by hand."""

from datetime import date, timedelta

import pandas as pd
import pytest

from data import schema
from data.buildings import sheet, sheet_days, sheet_models, sheet_quality, sheet_years
from data.buildings.days import building_days
from data.buildings.opening_words import opening_words
from data.selection import Selection
from tests import building_store as made
from tests.building_store import EUR, PCS_PER_PCI

QUERIES = (
    sheet.monthly,
    sheet_years.annual,
    sheet_years.trajectory,
    sheet_days.daily,
    sheet_days.signature_points,
    sheet_days.before_after,
    sheet_models.signature_models,
    sheet_models.loads,
    sheet_models.load_profile,
    sheet_models.savings,
    sheet_quality.quality,
)
WORKS = date(2024, 12, 31)
# Winter and summer, a week each in turn: 8 °C, then 20 °C.
WEATHER = {
    day: 8.0 if (day - made.FIRST).days // 7 % 2 else 20.0
    for day in made.days_between(made.FIRST, made.LAST)
}


def chosen(building: str = "A", **asked: str) -> Selection:
    given = {"periode": "annee", "au": "2025-12-31", "territoire": f"batiment:{building}", **asked}
    return Selection.parse(given, today=date(2026, 1, 1))[0]


def heated(day: date) -> float:
    """10 kWh a day and 3 per degree under 18 °C, a fifth less of heating after the works."""
    heating = 3.0 if day <= WORKS else 2.4
    return 10 + heating * max(0.0, 18.0 - WEATHER[day])


@pytest.fixture
def school(engine):
    """A school of 100 m² with gas, insulated at the end of 2024, a third of an old bill of oil."""
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_weather(connection, "S", WEATHER)
        decree = {"subject_to_decree": True, "reference_year": 2015, "reference_kwh": 12_000.0}
        made.add_building(connection, "A", station_id="S", **decree)
        made.add_meter(connection, "boiler", "gas", A=1.0)
        made.add_days(connection, "boiler", "gas", {day: heated(day) for day in WEATHER})
        made.add_meter(connection, "tank", "oil", A=0.5)
        # Bills of a month, so little apart that sums are those of 6 a day.
        bills = {day: 6 + 1e-6 * (day.month % 2) for day in WEATHER}
        made.add_days(connection, "tank", "oil", bills, grain="facture")
        made.add_meter(connection, "spare", "electricity", A=1.0)
        made.fill(
            connection,
            schema.work,
            [
                {"work_id": "W", "building_id": "A", "kind": "isolation", "label": "Combles",
                 "first_day": WORKS, "last_day": WORKS, "energy": "gas", "cost_eur": 1000.0,
                 "simulated": False}
            ],
        )  # fmt: skip
        made.fill(
            connection,
            schema.opening,
            [{"building_id": "A", "weekday": 0, "start_min": 510, "end_min": 720}],
        )
    made.rebuild(engine)
    return engine


def year_sum(year: int, per_day) -> float:
    return sum(per_day(day) for day in WEATHER if day.year == year)


def test_another_scope_has_no_sheet(school):
    for scope in ("syndicat", "batiment:absent"):
        selection = Selection.parse(
            {"territoire": scope, "periode": "annee", "au": "2025-12-31"}, today=date(2026, 1, 1)
        )[0]
        assert sheet.identity(school, selection) is None
        for query in QUERIES:
            frame = query(school, selection)
            assert query is sheet.monthly or frame.empty
            assert len(frame.columns)


def test_every_query_has_the_same_columns_with_rows_and_without(school):
    for query in QUERIES:
        nothing = query(school, chosen("absent"))
        assert list(query(school, chosen()).columns) == list(nothing.columns), query


def test_identity_tells_the_building_and_its_figures(school):
    found = sheet.identity(school, chosen())
    assert (found.name, found.category_label, found.station_name) == (
        "Bâtiment A", "École", "Station S",
    )  # fmt: skip
    assert found.opening_words == "lundi 8\u00a0h\u00a030-12\u00a0h"
    assert ("tank", "Fioul", 0.5) in found.meters
    gas, oil = year_sum(2025, heated), 365 * 3
    final_kwh = gas / PCS_PER_PCI + oil
    figures = found.figures
    assert figures["final_kwh"].value == pytest.approx(final_kwh)
    before = year_sum(2024, heated) / PCS_PER_PCI + 366 * 3
    assert figures["final_kwh"].before == pytest.approx(before)
    assert figures["kwh_m2"].value == pytest.approx(final_kwh / 100)
    assert figures["energy_eur"].value == pytest.approx(gas * EUR["gas"] + oil * EUR["oil"])
    assert figures["known_share_pct"].facts["known_days"] == 365
    # One building is no peer: no median.
    assert figures["peer_median_kwh_m2"].value is None


def test_months_tell_bills_and_works(school):
    frame = sheet.monthly(school, chosen()).set_index("month")
    june = frame.loc[date(2025, 6, 1)]
    assert june["oil_kwh"] == pytest.approx(30 * 3)
    # The gas is measured, the oil spread: half of the days of energies.
    assert (june["spread_share_pct"], june["known_share_pct"]) == (50, 100)
    assert june["water_m3"] is not june["oil_kwh"]
    works = sheet.monthly(school, chosen(au="2024-12-31")).set_index("month")["works"]
    assert works.loc[date(2024, 12, 1)] == "Combles"
    assert works.notna().sum() == 1


def test_days_are_beside_what_the_year_before_expects(school):
    frame = sheet_days.daily(school, chosen())
    assert frame["energy"].unique().tolist() == ["gas", "oil"]
    gas = frame[frame["energy"] == "gas"].set_index("day")
    cold = next(day for day in WEATHER if day.year == 2025 and WEATHER[day] == 8.0)
    assert gas.loc[cold, "value"] == pytest.approx(10 + 2.4 * 10)
    # Without the works: 3 kWh a degree. Balances are to a tenth of a degree.
    assert gas.loc[cold, "expected"] == pytest.approx(10 + 3 * 10, rel=0.01)
    assert not gas["spread"].any()
    assert frame[frame["energy"] == "oil"]["spread"].all()
    assert frame[frame["works"].notna()].empty
    in_works = sheet_days.daily(school, chosen(au="2024-12-31"))
    named = in_works[in_works["works"].notna()]
    assert named[["day", "energy"]].to_numpy().tolist() == [[WORKS, "gas"]]


def test_a_period_of_days_is_a_part_of_the_whole_history(engine):
    """A meter in service but silent makes its days missing, whatever the days that are read."""
    with engine.begin() as connection:
        made.add_building(connection, "A")
        for meter, days in (
            ("always", made.flat(3, date(2023, 1, 1))),
            ("silent", made.flat(1, date(2023, 1, 1), date(2024, 2, 29))),
        ):
            made.add_meter(connection, meter, "electricity", A=1.0)
            made.add_days(connection, meter, "electricity", days)
        made.add_meter(connection, "tank", "oil", A=1.0)
        bills = made.flat(6, date(2024, 1, 1))
        made.add_days(connection, "tank", "oil", bills, grain="facture")
    whole = building_days(engine, "A")
    first, last = date(2025, 1, 1), date(2025, 6, 30)
    period = building_days(engine, "A", first, last)
    between = whole[(whole["day"] >= first) & (whole["day"] <= last)]
    pd.testing.assert_frame_equal(period, between.reset_index(drop=True))
    power = period[period["energy"] == "electricity"].set_index("day")["value"]
    # Withdrawn a year after its last day.
    assert power.loc[: date(2025, 2, 28)].isna().all()
    assert (power.loc[date(2025, 3, 1) :] == 3).all()
    assert building_days(engine, "A", date(2030, 1, 1)).empty


def test_works_have_saved_what_they_have(school):
    row = sheet_models.savings(school, chosen()).iloc[0]
    expected = year_sum(2025, lambda day: 10 + 3 * max(0.0, 18 - WEATHER[day]))
    saving = expected - year_sum(2025, heated)
    assert row["saving"] == pytest.approx(saving, rel=0.02)
    assert row["saving_pct"] == pytest.approx(100 * saving / expected, rel=0.02)
    assert row["proven"]
    assert row["eur_year"] == pytest.approx(saving * EUR["gas"], rel=0.02)
    assert row["payback_years"] == pytest.approx(1000 / (saving * EUR["gas"]), rel=0.02)
    weeks = sheet_days.before_after(school, chosen())
    before, after = (weeks[weeks["phase"] == phase] for phase in ("avant", "après"))
    assert before["value"].sum() == pytest.approx(before["expected"].sum(), rel=0.01)
    assert after["value"].sum() == pytest.approx(year_sum(2025, heated))
    # The weeks and the saving tell the same story, to the last digit.
    assert after["expected"].sum() - after["value"].sum() == pytest.approx(row["saving"])
    share_pct = 100 * (1 - after["value"].sum() / after["expected"].sum())
    assert share_pct == pytest.approx(row["saving_pct"])
    named = weeks[weeks["works"].notna()]
    assert named[["week", "phase", "works"]].to_numpy().tolist() == [
        [date(2024, 12, 30), "avant", "Combles"]
    ]
    # That week holds the last day before, the works, and four days after.
    assert weeks["week"].duplicated().sum() == 1


def test_weeks_without_any_day_are_rows_without_values(school):
    missing = made.days_between(date(2025, 3, 3), date(2025, 3, 16))
    with school.begin() as connection:
        day = schema.series_day.c
        connection.execute(schema.series_day.delete().where(day.day.in_(missing)))
    made.rebuild(school)
    weeks = sheet_days.before_after(school, chosen()).set_index("week")
    gap = weeks.loc[[date(2025, 3, 3), date(2025, 3, 10)], ["value", "expected"]]
    assert gap.isna().to_numpy().all()
    assert weeks["value"].notna().sum() == len(weeks) - 2
    with school.connect() as connection:
        share = connection.scalar(schema.saving.select().with_only_columns(
            schema.saving.c.reporting_share))  # fmt: skip
    assert share == pytest.approx((365 - 14) / 365)


def test_the_signature_is_shown_with_its_days(school):
    model = sheet_models.signature_models(school, chosen()).iloc[0]
    assert (model["energy_label"], model["model"], model["grain"]) == ("Gaz naturel", "3PH", "jour")
    assert model["base_per_day"] == pytest.approx(10, abs=0.1)
    points = sheet_days.signature_points(school, chosen())
    gas = points[points["energy"] == "gas"]
    assert len(gas) == 365
    assert gas["mean_c"].is_monotonic_increasing
    assert not gas["outlier"].any()


def test_years_are_those_of_the_declaration_and_of_the_decree(school):
    annual = sheet_years.annual(school, chosen()).set_index("year")
    assert annual.index.tolist() == [2023, 2024, 2025]
    assert annual.loc[2025, "gas_kwh"] == pytest.approx(year_sum(2025, heated) / PCS_PER_PCI)
    cold_days = sum(WEATHER[day] == 8.0 for day in WEATHER if day.year == 2025)
    assert annual.loc[2025, "degree_days"] == pytest.approx(10 * cold_days)
    assert annual.loc[2025, "known_share_pct"] == 100
    frame = sheet_years.trajectory(school, chosen()).set_index("year")
    assert frame.index.tolist() == [2015, 2023, 2024, 2025, 2030, 2040, 2050]
    assert frame.loc[2015, "kwh"] == 12_000
    assert frame.loc[2030, "target_kwh"] == pytest.approx(12_000 * 0.6)
    assert frame.loc[2050, "target_kwh"] == pytest.approx(12_000 * 0.4)
    assert frame["absolute_kwh"].isna().all()


def test_quality_names_meters_without_any_reading(school):
    frame = sheet_quality.quality(school, chosen()).set_index("meter_id")
    assert frame.loc["spare", "step_label"] == "aucun relevé"
    assert frame.loc["tank", "spread_days"] == len(WEATHER)
    assert frame.loc["boiler", "known_share_pct"] == 100


def test_climate_moves_heating_alone(school):
    with school.connect() as connection:
        years = dict(
            connection.execute(
                schema.building_year.select().with_only_columns(
                    schema.building_year.c.last_month, schema.building_year.c.adjusted_kwh
                )
            ).all()
        )
    heating = year_sum(2025, lambda day: heated(day) - 10) / PCS_PER_PCI
    base = 365 * 10 / PCS_PER_PCI + 365 * 3
    cold = {year: sum(WEATHER[d] == 8.0 for d in WEATHER if d.year == year) for year in
            (2023, 2024, 2025)}  # fmt: skip
    # No year of 2001-2020: the mean of the three that are known.
    normal = sum(cold.values()) / 3
    adjusted = base + heating * normal / cold[2025]
    assert years[date(2025, 12, 1)] == pytest.approx(adjusted, rel=0.005)


def test_hours_make_loads_leaks_and_alerts(engine):
    first = made.at("2025-10-01 00:00")
    hours = [first + 3600 * step for step in range(92 * 24 + 1)]
    with engine.begin() as connection:
        made.add_reference_values(connection)
        made.add_building(connection, "A")
        made.add_meter(connection, "tap", "water", A=1.0)
        days = made.flat(0.24, date(2025, 1, 1))
        number = made.add_days(connection, "tap", "water", days, grain="courbe")
        # 5 L/h day and night from the 1st of December on, 20 L at noon.
        leak_s = made.at("2025-12-01 00:00")
        made.add_hours(
            connection,
            number,
            {
                second: (0.005 if second >= leak_s else 0.0)
                + (0.02 if (second - first) // 3600 % 24 == 12 else 0.0)
                for second in hours
            },
        )
    made.rebuild(engine)
    identity = sheet.identity(engine, chosen())
    alert = identity.alerts.iloc[0]
    assert (alert["kind"], alert["since"]) == ("leak", date(2025, 12, 1))
    assert alert["detected"] - alert["since"] <= timedelta(days=2)
    assert alert["excess_per_day"] == pytest.approx(0.005 * 24)
    assert identity.figures["at_stake_eur"].value == pytest.approx(0.005 * 24 * 365 * EUR["water"])
    load = sheet_models.loads(engine, chosen()).iloc[0]
    assert load["base_per_h"] == 0
    assert load["mean_per_h"] == pytest.approx((31 * 24 * 0.005 + 92 * 0.02) / (92 * 24), rel=0.01)
    assert pd.isna(load["closed_share_pct"])
    assert len(sheet_models.load_profile(engine, chosen())) == 7 * 24


def test_opening_hours_in_words():
    morning = [(day, 510, 720) for day in range(5)]
    week = sorted([*morning, (0, 810, 1050), (5, 540, 720)])
    nbsp, narrow = "\u00a0", "\u202f"
    am = f"8{nbsp}h{nbsp}30-12{nbsp}h"
    assert opening_words(week) == (
        f"lundi {am} et 13{nbsp}h{nbsp}30-17{nbsp}h{nbsp}30{narrow}; mardi à vendredi {am}"
        f"{narrow}; samedi 9{nbsp}h-12{nbsp}h"
    )
    assert opening_words([]) == ""
