"""No home can be told: meters one by one only where they may be, sums of eleven elsewhere."""

import pytest
from sqlalchemy import update

from data import cache, db, schema
from data.settings import Settings
from data.water import alerts, customer_days, queries
from data.water.customer_communes import LEAST_METERS, customer_leaks, some_hidden
from data.water.follow_up import FollowUp
from data.water.headline import headline
from data.water.vocabulary import CUSTOMER_METER
from tests import water_store as made
from tests.building_store import BLOIS, TOURS, fill
from tests.water_store import LAST, asked, submit

CODE = "un code de suivi"
BEGAN = made.days_back(4)[0]
EUR_YEAR = 0.05 * 8760 * made.EUR_M3
LIST = (queries.customers, queries.tonight, customer_days.days)


@pytest.fixture
def watered(engine):
    made.fill_store(engine)
    return engine


def meters_of(engine, query) -> int:
    """How many rows of a query are about the meter of a customer."""
    frame = query(engine, asked(detail="C1"))
    return (
        int((frame["place_kind"] == CUSTOMER_METER).sum()) if "place_kind" in frame else len(frame)
    )


@pytest.mark.parametrize("query", LIST, ids=lambda query: query.__name__)
def test_a_true_meter_is_not_shown_by_itself(watered, query):
    assert meters_of(watered, query) == 0
    assert some_hidden(watered, asked())


@pytest.mark.parametrize("query", LIST, ids=lambda query: query.__name__)
def test_the_operator_of_a_closed_site_may_open_them(watered, opened, query):
    assert meters_of(watered, query) > 0
    assert not some_hidden(watered, asked())


@pytest.mark.parametrize("query", LIST, ids=lambda query: query.__name__)
def test_a_simulated_meter_is_nobody_s(watered, query):
    with watered.begin() as connection:
        connection.execute(update(schema.water_customer).values(simulated=True))
    assert meters_of(watered, query) > 0
    assert not some_hidden(watered, asked())


def test_a_place_without_meters_hides_nothing(watered):
    assert not some_hidden(watered, asked("commune:37003"))


def test_a_leak_that_is_not_shown_counts_all_the_same(watered):
    figure = headline(watered, asked()).figures["water_leaks"]
    assert figure.facts["customer_leaks"] == 1
    assert len(alerts.running(watered, "syndicat")) == 3


def test_an_answer_kept_while_meters_were_open_is_not_given_once_they_are_shut(
    watered, monkeypatch
):
    questions = set()
    for settings in (Settings(), Settings(customer_detail=True)):
        monkeypatch.setattr(db, "_current", (settings, None))
        questions.add(cache._question(watered, queries.customers, (asked(),)))
    assert len(questions) == 2


def test_nothing_is_noted_of_a_leak_that_is_not_shown(watered):
    told = FollowUp(CUSTOMER_METER, "C1", LAST, "seen")
    assert submit(watered, CODE, CODE, told).code == "SUIVI_SANS_ALERTE"


def test_a_leak_that_is_shown_is_noted(watered, opened):
    told = FollowUp(CUSTOMER_METER, "C1", LAST, "seen")
    assert submit(watered, CODE, CODE, told).code == "SUIVI_ENREGISTRE"


def add_read(engine, count: int, place: tuple, name: str, leaks: int = 0) -> None:
    """So many meters of a commune, read one day; the first ones leak 50 L/h."""
    with engine.begin() as connection:
        for number in range(count):
            customer_no = made.add_customer(connection, f"{name}{number}", place)
            row = {"customer_no": customer_no, "day": LAST, "volume_m3": 0.1, "hours": 24}
            fill(connection, schema.water_customer_day, [row])
            if number < leaks:
                made.add_customer_alert(connection, f"{name}{number}", BEGAN)


def cells(engine, scope: str = "syndicat") -> dict[str, tuple]:
    """Meters, leaks and litres of each row."""
    frame = customer_leaks(engine, asked(scope))
    rows = zip(*(frame[name] for name in ("meters", "leaks", "litres_per_h")), strict=True)
    return dict(zip(frame["commune"], map(tuple, rows), strict=True))


def test_a_commune_adds_its_leaks_from_eleven_meters_on(watered):
    # C1 of Tours is read and leaks; C2 of Blois was never read.
    add_read(watered, LEAST_METERS - 1, TOURS, "T", leaks=1)
    add_read(watered, LEAST_METERS, BLOIS, "B")
    assert cells(watered) == {"Tours": (11, 2, 100.0), "Blois": (11, 0, 0.0)}
    first, second = customer_leaks(watered, asked()).itertuples()
    assert first.lost_m3 == pytest.approx(2 * 0.05 * 24 * 4)
    assert (first.eur_year, second.eur_year) == (pytest.approx(2 * EUR_YEAR), 0)
    assert cells(watered, "commune:37261") == {"Tours": (11, 2, 100.0)}


def test_ten_meters_are_not_told(watered):
    add_read(watered, LEAST_METERS - 2, TOURS, "T", leaks=1)
    for scope in ("syndicat", "departement:37", f"epci:{TOURS[1]}", "commune:37261"):
        assert cells(watered, scope) == {}


def test_small_communes_of_an_epci_make_one_row_everywhere(watered):
    neighbour = ("37003", *TOURS[1:])
    add_read(watered, 5, TOURS, "T", leaks=1)
    add_read(watered, 5, neighbour, "N")
    add_read(watered, 10, BLOIS, "B", leaks=1)
    # 6 of Tours with C1 and 5 of its neighbour; the ten of Blois stay hidden, so no total but
    # this one is ever given.
    for scope in ("syndicat", "departement:37", f"epci:{TOURS[1]}"):
        ((name, found),) = cells(watered, scope).items()
        assert name.startswith("Autres communes")
        assert found == (6 + 5, 2, 100.0)
    for scope in ("commune:37261", "commune:37003", "departement:41", f"epci:{BLOIS[1]}"):
        assert cells(watered, scope) == {}


def test_a_sector_or_a_service_cuts_no_commune(watered):
    add_read(watered, 2 * LEAST_METERS, TOURS, "T")
    assert cells(watered, "secteur:A1") == cells(watered, "service:A") == {}


def test_a_leak_that_is_repaired_no_longer_counts_and_no_price_is_no_euro(watered, opened):
    add_read(watered, LEAST_METERS, TOURS, "T", leaks=1)
    submit(watered, CODE, CODE, FollowUp(CUSTOMER_METER, "C1", LAST, "repaired"))
    assert cells(watered)["Tours"] == (12, 1, 50.0)
    with watered.begin() as connection:
        connection.execute(update(schema.water_alert).values(eur_year=None))
    assert customer_leaks(watered, asked())["eur_year"].isna().tolist() == [True]
