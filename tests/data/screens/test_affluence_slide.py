"""The slide of affluence: measured, expected, hidden, too old; on days of 25 hours too."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import delete

from data import schema
from data.calendar import PARIS
from data.screens.affluence import BUSY, CALM, UNKNOWN, USUAL
from data.screens.slides import affluence
from data.screens.slides.expected import hour_end
from data.screens.slides.reasons import NO_SITE, TOO_FEW, TOO_OLD
from data.screens.slides.slide import LeftOut
from data.screens.texts import voice
from tests.data.screens.screen_store import (
    TODAY,
    TOTALS,
    add_calendar,
    add_grid,
    add_hours,
    add_screen,
    add_site,
    at,
    moment,
    office,
)

FR = voice("fr")


def told(engine, now):
    return affluence.tell(moment(engine, now))


def words(engine, now):
    return told(engine, now).content(FR)


def test_without_hours_of_today_it_is_what_to_expect(engine):
    office(engine)
    said = words(engine, at(12, 10))
    assert said["title"] == "Y a-t-il du monde\u202f?"
    assert said["lead"] == "Château S1"
    assert said["big"] == {"value": "Habituel", "label": "attendu à cette heure"}
    assert [bar["level"] for bar in said["bars"]] == [CALM, *[USUAL] * 5, BUSY, BUSY]
    assert [bar["share"] for bar in said["bars"]] == [
        round(count / 90, 2) for count in (20, 30, 40, 50, 60, 70, 80, 90)
    ]
    assert [bar["now"] for bar in said["bars"]].index(True) == 2
    assert [bar["label"] for bar in said["bars"] if bar["label"]] == ["12\u00a0h", "15\u00a0h"]
    assert said["lines"] == []


def test_what_is_expected_holds_until_midnight_and_tells_of_yesterday(engine):
    office(engine)
    slide = told(engine, at(12, 10))
    assert slide.data_at_s == at(0).timestamp()
    assert slide.valid_until_s == at(0, day=TODAY + timedelta(days=1)).timestamp()


def test_a_measure_of_the_last_hours_is_now(engine):
    office(engine)
    add_hours(engine, {10: 90, 11: 25, 12: 85})
    slide = told(engine, at(14, 10))
    said = slide.content(FR)
    assert said["big"] == {"value": "Très fréquenté", "label": "en ce moment"}
    # Three hours measured, then those expected; the last measured one is the current one.
    assert [bar["level"] for bar in said["bars"][:4]] == [BUSY, CALM, BUSY, USUAL]
    assert [bar["now"] for bar in said["bars"]].index(True) == 2
    assert "Mesuré jusqu’à 13\u00a0h" in said["note"]
    assert slide.data_at_s == at(13).timestamp()
    assert slide.valid_until_s == at(16).timestamp()


def test_calmer_hours_to_come_are_told(engine):
    office(engine)
    add_hours(engine, {12: 85})
    said = words(engine, at(13, 10))
    assert said["lines"] == [{"level": None, "text": "Plus calme vers 14\u00a0h", "detail": ""}]


@pytest.mark.parametrize(("minute", "label"), [(0, "en ce moment"), (1, "attendu à cette heure")])
def test_a_measure_is_now_for_three_hours(engine, minute, label):
    office(engine)
    add_hours(engine, {11: 85})
    assert words(engine, at(15, minute))["big"]["label"] == label


def test_an_hour_that_is_not_over_is_not_told(engine):
    office(engine)
    add_hours(engine, {12: 3})
    assert words(engine, at(12, 59))["big"]["label"] == "attendu à cette heure"
    assert words(engine, at(13))["big"] == {"value": "Calme", "label": "en ce moment"}


def test_a_hidden_hour_is_calm_where_calm_is_usual_and_unknown_elsewhere(engine):
    office(engine)
    # 10 h and 13 h are hidden: 20 are usual at 10 h, 50 at 13 h.
    add_hours(engine, {11: 40, 12: 40, 14: 40})
    bars = words(engine, at(15, 10))["bars"]
    assert (bars[0]["level"], bars[0]["share"]) == (CALM, 0.33)
    assert (bars[3]["level"], bars[3]["share"]) == (UNKNOWN, None)


@pytest.mark.parametrize(("hours", "drawn"), [(3, 0), (4, 4)])
def test_a_few_hours_are_a_word_and_no_picture(engine, hours, drawn):
    add_screen(engine)
    add_site(engine, "S1")
    add_grid(engine, "S1", hours={14 + step: 40 for step in range(hours)})
    add_calendar(engine)
    said = words(engine, at(15, 10))
    assert said["big"] == {"value": "Habituel", "label": "attendu à cette heure"}
    assert len(said["bars"] or []) == drawn


@pytest.mark.parametrize(("last_hour", "goes_on"), [(16, True), (17, False)])
def test_what_to_expect_is_named_only_where_hours_are_to_come(engine, last_hour, goes_on):
    office(engine)
    add_hours(engine, {last_hour: 85})
    note = words(engine, at(last_hour + 1, 10))["note"]
    assert note.startswith(f"Mesuré jusqu’à {last_hour + 1}\u00a0h")
    assert ("attendu" in note) == goes_on


def test_a_measure_is_told_by_its_word_alone(engine):
    """Neither the words nor the height of a bar give the count of an hour of today back."""
    office(engine)
    add_hours(engine, {10: 29, 11: 31, 12: 69, 13: 71})
    one = told(engine, at(14, 10)).content(FR)
    shares = [bar["share"] for bar in one["bars"]]
    assert shares == [0.33, 0.67, 0.67, 1.0, *[0.67] * 2, 1.0, 1.0]
    with engine.begin() as connection:
        connection.execute(delete(schema.footfall_today))
    add_hours(engine, {10: 11, 11: 69, 12: 31, 13: 500})
    assert told(engine, at(14, 10)).content(FR) == one


@pytest.mark.parametrize(("hour", "bars"), [(18, range(10, 19)), (8, range(8, 18))])
def test_an_hour_outside_the_usual_ones_is_told_too(engine, hour, bars):
    office(engine)
    add_hours(engine, {hour: 85})
    said = words(engine, at(hour + 1, 10))
    assert said["big"] == {"value": "Très fréquenté", "label": "en ce moment"}
    assert len(said["bars"]) == len(bars)
    assert [bar["now"] for bar in said["bars"]].index(True) == bars.index(hour)


def test_a_count_without_a_scale_has_no_word(engine):
    add_screen(engine)
    add_site(engine, "S1")
    add_grid(engine, "S1", hours={})
    add_calendar(engine)
    add_hours(engine, {11: 85})
    said = words(engine, at(12, 10))
    assert said["big"] == {"value": "Habituel", "label": "attendu aujourd’hui"}
    assert said["note"].startswith("Attendu")


def test_hours_of_another_day_are_not_those_of_today(engine):
    office(engine)
    add_hours(engine, {11: 90}, day=TODAY - timedelta(days=1))
    assert words(engine, at(12, 10))["big"]["label"] == "attendu à cette heure"


def test_outside_open_hours_the_day_is_told(engine):
    office(engine)
    said = words(engine, at(8))
    assert said["big"] == {"value": "Habituel", "label": "attendu aujourd’hui"}
    assert not any(bar["now"] for bar in said["bars"])


def test_where_hours_are_hidden_the_day_is_told_alone(engine):
    add_screen(engine)
    add_site(engine, "S1")
    add_grid(engine, "S1", hours={})
    add_calendar(engine)
    said = words(engine, at(12))
    assert said["bars"] is None
    assert said["big"] == {"value": "Habituel", "label": "attendu aujourd’hui"}


def test_data_too_old_say_nothing(engine):
    add_screen(engine)
    add_site(engine, "S1")
    add_calendar(engine)
    add_grid(engine, "S1", until=TODAY - timedelta(days=7))
    assert not isinstance(told(engine, at(12)), LeftOut)
    with engine.begin() as connection:
        connection.execute(
            delete(schema.site_day).where(schema.site_day.c.day == TODAY - timedelta(days=7))
        )
    assert told(engine, at(12)) == LeftOut(TOO_OLD)


def test_a_measure_of_today_is_told_even_when_the_eve_is_missing(engine):
    add_screen(engine)
    add_site(engine, "S1")
    add_calendar(engine)
    add_grid(engine, "S1", until=TODAY - timedelta(days=20))
    add_hours(engine, {11: 85})
    assert words(engine, at(12, 30))["big"]["value"] == "Très fréquenté"


def test_too_little_says_nothing(engine):
    add_screen(engine)
    add_site(engine, "S1")
    add_calendar(engine)
    add_grid(engine, "S1", days=19)
    assert told(engine, at(12)) == LeftOut(TOO_FEW)


def test_a_territory_without_site_says_nothing(engine):
    add_screen(engine, scope="commune:37001")
    assert told(engine, at(12)) == LeftOut(NO_SITE)


def test_a_commune_is_the_sum_of_its_sites(engine):
    add_screen(engine, scope="commune:37003")
    add_site(engine, "S1")
    add_site(engine, "S2")
    add_site(engine, "S3", commune_code="37001")
    # S2 makes Tuesdays the busiest day of the two.
    add_grid(engine, "S1")
    add_grid(engine, "S2", totals=(100, 900, 100, 100, 100, 100, 100), hours={})
    add_grid(engine, "S3", totals=TOTALS, hours={})
    add_calendar(engine)
    assert words(engine, at(8))["big"]["value"] == "Très fréquenté"


def test_a_partial_day_is_not_known(engine):
    office(engine)
    usual = told(engine, at(8)).content(FR)["big"]["value"]
    tuesdays = [TODAY - timedelta(days=7 * week) for week in range(1, 105)]
    with engine.begin() as connection:
        connection.execute(
            schema.site_day.update()
            .where(schema.site_day.c.day.in_(tuesdays))
            .values(complete=False)
        )
    assert usual == "Habituel"
    assert told(engine, at(8)) == LeftOut(TOO_FEW)


CLOCKS_BACK, CLOCKS_ON = date(2026, 10, 25), date(2026, 3, 29)


@pytest.mark.parametrize(
    ("day", "hour", "end_utc"),
    [
        # 2 h happens twice: it is over at the end of its second passage, 3 h of winter.
        (CLOCKS_BACK, 1, datetime(2026, 10, 25, 0)),
        (CLOCKS_BACK, 2, datetime(2026, 10, 25, 2)),
        (CLOCKS_BACK, 23, datetime(2026, 10, 25, 23)),
        # 2 h does not happen: 1 h ends when it is 3 h.
        (CLOCKS_ON, 1, datetime(2026, 3, 29, 1)),
        (CLOCKS_ON, 3, datetime(2026, 3, 29, 2)),
        (CLOCKS_ON, 23, datetime(2026, 3, 29, 22)),
    ],
)
def test_hours_end_when_they_do_on_days_of_23_and_25_hours(day, hour, end_utc):
    assert (
        hour_end(day, hour).astimezone(tz=None).timestamp()
        == (end_utc - datetime(1970, 1, 1)).total_seconds()
    )


@pytest.mark.parametrize(("day", "hours"), [(CLOCKS_BACK, 25), (CLOCKS_ON, 23)])
def test_the_slide_ends_with_a_day_of_its_true_length(engine, day, hours):
    add_screen(engine)
    add_site(engine, "S1")
    add_grid(engine, "S1", until=day - timedelta(days=1))
    add_calendar(engine, today=day)
    start = datetime(day.year, day.month, day.day, tzinfo=PARIS)
    slide = told(engine, start)
    assert slide.valid_until_s - start.timestamp() == hours * 3600


def test_the_29th_of_february_has_its_usual(engine):
    day = date(2028, 2, 29)
    add_screen(engine)
    add_site(engine, "S1")
    add_grid(engine, "S1", until=day - timedelta(days=1))
    add_calendar(engine, today=day)
    assert words(engine, at(12, day=day))["big"]["value"] == "Habituel"
