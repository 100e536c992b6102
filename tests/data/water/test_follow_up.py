"""What people say of alerts: kept, found again after a reload, written by those who may."""

import fcntl
import os
import sqlite3
import threading
import time
from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import Engine, make_url, select, text, update
from sqlalchemy.exc import InternalError

from data import cache, db, schema
from data.water import follow_up, queries, sector
from data.water.follow_up import FollowUp, follow_ups, record, state_of
from tests import water_store as made
from tests.loaders.measured import at
from tests.water_store import LAST, asked, submit

CODE = "demonstration"
SAID_S = at(f"{LAST} 10:00")
BEGAN = made.days_back(10)[0]


@pytest.fixture
def watered(engine):
    made.fill_store(engine)
    return engine


def told(state: str, **more: object) -> FollowUp:
    """Of the leak of A1, on the last day, unless told otherwise."""
    given = {"place_kind": "sector", "place_id": "A1", "anchor_day": LAST, "at_s": SAID_S, **more}
    return FollowUp(state=state, **given)


def state_tonight(engine, place_id: str = "A1") -> str:
    return queries.tonight(engine, asked()).set_index("place_id").loc[place_id, "state_label"]


def reloaded(engine, **dates: date) -> None:
    """The alert of A1 found again with other dates."""
    alert = schema.water_alert.c
    with engine.begin() as connection:
        connection.execute(
            update(schema.water_alert).where(alert.place_id == "A1", alert.open).values(**dates)
        )
        if last_day := dates.get("last_day"):
            # It runs because its nights are measured.
            made.add_days(connection, "A1", {last_day: 6.0})


def test_nobody_said_anything(watered):
    assert state_tonight(watered) == "À traiter"
    assert follow_ups(watered, "sector", "A1").empty


def test_the_last_word_wins_and_both_authors_are_kept(watered):
    record(watered, told("seen", note="Équipe envoyée", author="Anne"))
    record(watered, told("dismissed", note="Remplissage de piscine", author="Benoît"))
    row = queries.tonight(watered, asked()).set_index("place_id").loc["A1"]
    assert (row["state_label"], row["note"]) == ("Sans suite", "Remplissage de piscine")
    history = sector.identity(watered, asked("secteur:A1")).history
    assert list(history["author"]) == ["Benoît", "Anne"]
    assert list(history["state_label"]) == ["Sans suite", "Prise en compte"]
    assert history["told"].iloc[0].hour == 10
    # Only of that place.
    assert state_tonight(watered, "B1") == "À traiter"


def test_what_is_closed_comes_last_and_leaves_the_key_figures(watered, opened):
    record(watered, told("repaired"))
    assert list(queries.tonight(watered, asked())["place_id"]) == ["C1", "B1", "A1"]


@pytest.mark.parametrize("state", ["seen", "dismissed", "repaired"])
@pytest.mark.parametrize("moved", [-12, -3, 3, 9])
def test_a_follow_up_survives_a_reload_that_moves_the_alert(watered, state, moved):
    record(watered, told(state))
    since = BEGAN + timedelta(days=moved)
    reloaded(watered, since=since, detected=since + timedelta(days=2), kind="slow")
    assert state_tonight(watered) == follow_up.STATES[state]


def test_a_follow_up_survives_the_days_that_follow(watered):
    record(watered, told("seen", anchor_day=BEGAN + timedelta(days=3)))
    reloaded(watered, last_day=LAST + timedelta(days=60))
    assert state_tonight(watered) == "Prise en compte"


@pytest.mark.parametrize("state", ["repaired", "dismissed"])
def test_a_new_leak_after_one_that_was_closed_is_new(watered, state):
    # The leak of January in A2, closed on its last day; another one begins ten days later.
    record(watered, told(state, place_id="A2", anchor_day=date(2026, 1, 20)))
    with watered.begin() as connection:
        made.add_alert(connection, "A2", date(2026, 1, 30), LAST)
    assert state_tonight(watered, "A2") == "À traiter"
    found = sector.alerts(watered, asked("secteur:A2")).set_index("since")
    assert found.loc[date(2026, 1, 1), "state"] == state


def test_a_leak_that_still_runs_long_after_its_repair_is_to_be_seen_again(watered):
    record(watered, told("repaired"))
    reloaded(watered, last_day=LAST + timedelta(days=14))
    assert state_tonight(watered) == "Réparée"
    reloaded(watered, last_day=LAST + timedelta(days=15))
    assert state_tonight(watered) == "À traiter"


def test_a_follow_up_of_long_ago_is_of_another_leak(watered):
    record(watered, told("seen", anchor_day=BEGAN - timedelta(days=15)))
    assert state_tonight(watered) == "À traiter"


def test_an_alert_may_be_opened_again(watered):
    record(watered, told("dismissed"))
    record(watered, told("new"))
    assert state_tonight(watered) == "À traiter"


def test_state_of_reads_rows_of_a_frame(watered):
    record(watered, told("seen", note="vue"))
    (alert,) = sector.alerts(watered, asked("secteur:A1")).itertuples()
    assert state_of(alert, follow_ups(watered, "sector", "A1")).note == "vue"
    assert state_of(alert, follow_ups(watered, "sector", "B1")) is None


def test_a_note_stays_the_text_that_it_is(watered):
    note = "<script>alert('x')</script> & =SUM(A1) l’été\u00a0: 5 %"
    assert submit(watered, CODE, CODE, told("seen", note=note)).code == "SUIVI_ENREGISTRE"
    assert queries.tonight(watered, asked()).set_index("place_id").loc["A1", "note"] == note


@pytest.mark.parametrize(
    ("code", "given", "change", "expected"),
    [
        ("", "", {}, "SUIVI_FERME"),
        ("court", "court", {}, "SUIVI_FERME"),
        (CODE, "", {}, "SUIVI_CODE_FAUX"),
        (CODE, "Demonstration", {}, "SUIVI_CODE_FAUX"),
        (CODE, "démonstration", {}, "SUIVI_CODE_FAUX"),
        (CODE, "\ud800", {}, "SUIVI_CODE_FAUX"),
        (CODE, CODE, {"state": "finie"}, "SUIVI_ETAT_INCONNU"),
        (CODE, CODE, {"note": "x" * 501}, "SUIVI_TROP_LONG"),
        (CODE, CODE, {"author": "x" * 81}, "SUIVI_TROP_LONG"),
        (CODE, CODE, {"place_id": "inconnu"}, "SUIVI_SANS_ALERTE"),
        (CODE, CODE, {"place_id": "A1' OR 1=1 --"}, "SUIVI_SANS_ALERTE"),
        (CODE, CODE, {"place_kind": "customer"}, "SUIVI_SANS_ALERTE"),
        (CODE, CODE, {"anchor_day": date(2020, 1, 1)}, "SUIVI_SANS_ALERTE"),
        (CODE, CODE, {"anchor_day": date.max}, "SUIVI_SANS_ALERTE"),
        (CODE, CODE, {"note": "a\x00b"}, "SUIVI_TEXTE_ILLISIBLE"),
        (CODE, CODE, {"author": "\ud800"}, "SUIVI_TEXTE_ILLISIBLE"),
    ],
)
def test_what_may_not_be_stored_is_not_and_says_why(watered, code, given, change, expected):
    told_of = FollowUp(**{**vars(told("seen")), **change})
    notice = submit(watered, code, given, told_of)
    assert notice.code == expected
    assert "rien n’a" in notice.text.lower()
    with watered.connect() as connection:
        assert connection.execute(select(schema.water_follow_up)).all() == []


def test_a_second_click_adds_nothing(watered):
    words = told("seen", note="vue", author="Anne")
    assert submit(watered, CODE, CODE, words).code == "SUIVI_ENREGISTRE"
    assert submit(watered, CODE, CODE, words).code == "SUIVI_DEJA_NOTE"
    assert len(follow_ups(watered, "sector", "A1")) == 1
    assert submit(watered, CODE, CODE, told("repaired")).code == "SUIVI_ENREGISTRE"
    # Said again after something else, it is said again.
    assert submit(watered, CODE, CODE, words).code == "SUIVI_ENREGISTRE"
    assert state_tonight(watered) == "Prise en compte"


def test_a_note_of_the_longest_length_is_stored_without_its_margins(watered):
    words = told("seen", note=f"  {'n' * 500}\n", author="a" * 80, at_s=0)
    assert submit(watered, CODE, f" {CODE} ", words).code == "SUIVI_ENREGISTRE"
    (row,) = follow_ups(watered, "sector", "A1").itertuples()
    assert (row.note, row.author) == ("n" * 500, "a" * 80)
    assert abs(row.at_s - time.time()) < 60


def test_kept_answers_follow_what_was_said(watered, monkeypatch):
    version = cache.data_version(watered)
    record(watered, told("seen"))
    said = cache.data_version(watered)
    assert said != version
    # Another process has said something: known at the next check.
    with watered.begin() as connection:
        row = {**vars(told("repaired"))}
        connection.execute(schema.water_follow_up.insert().values(**row))
    monkeypatch.setattr(cache, "VERSION_CHECK_S", 0)
    assert cache.data_version(watered) != said


def test_two_who_write_at_once_are_both_kept(watered):
    codes: list[str] = []

    def one(author: str) -> None:
        words = told("seen", author=author)
        codes.append(submit(watered, CODE, CODE, words).code)

    threads = [threading.Thread(target=one, args=(name,)) for name in "ABCDEF"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == ["SUIVI_ENREGISTRE"] * 6
    assert set(follow_ups(watered, "sector", "A1")["author"]) == set("ABCDEF")


@pytest.fixture
def short_wait(monkeypatch):
    monkeypatch.setattr(db, "FORM_WAIT_S", 0.3)


@pytest.fixture
def sqlite_water(sqlite_store):
    """The store as pages open it."""
    writer = db.make_engine(sqlite_store)
    made.fill_store(writer)
    writer.dispose()
    site = db.make_engine(sqlite_store, create=False)
    yield site
    site.dispose()


def path_of(engine: Engine) -> str:
    return engine.url.database.removeprefix("file:")


def keep_turn(engine: Engine, seconds: float) -> None:
    """Another process writes, for so long."""
    lock = os.open(f"{path_of(engine)}.lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(lock, fcntl.LOCK_EX)
    threading.Timer(seconds, os.close, [lock]).start()


def test_a_form_waits_two_seconds_at_most():
    """The turn of a loader, then a transaction that has none."""
    assert 2 * db.FORM_WAIT_S <= 2


def test_a_loader_that_keeps_its_turn_is_said_and_nothing_is_lost(sqlite_water, short_wait):
    with open(f"{path_of(sqlite_water)}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        began = time.monotonic()
        notice = submit(sqlite_water, CODE, CODE, told("seen"))
        waited_s = time.monotonic() - began
    assert notice.code == "SUIVI_BASE_OCCUPEE"
    assert "rien n’a été noté" in notice.text
    assert 0.3 <= waited_s < 2
    assert submit(sqlite_water, CODE, CODE, told("seen")).code == "SUIVI_ENREGISTRE"


def test_a_transaction_that_writes_is_said_too(sqlite_water, short_wait):
    other = sqlite3.connect(path_of(sqlite_water), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    assert submit(sqlite_water, CODE, CODE, told("seen")).code == "SUIVI_BASE_OCCUPEE"
    assert time.monotonic() - began < 2
    # Reading goes on meanwhile.
    assert state_tonight(sqlite_water) == "À traiter"
    other.execute("ROLLBACK")
    other.close()
    assert submit(sqlite_water, CODE, CODE, told("seen")).code == "SUIVI_ENREGISTRE"
    # The connection waits for others as before.
    with sqlite_water.connect() as connection:
        assert connection.scalar(text("PRAGMA busy_timeout")) == db.BUSY_S * 1000


def test_a_turn_that_ends_in_time_is_waited_for(sqlite_water):
    keep_turn(sqlite_water, 0.2)
    assert submit(sqlite_water, CODE, CODE, told("seen")).code == "SUIVI_ENREGISTRE"


def test_a_loader_that_has_read_can_still_write_after_a_follow_up_was_sent(
    sqlite_water, short_wait
):
    """SQLite refuses the writing of a transaction whose reading has grown old."""
    with db.loader_lock(sqlite_water), sqlite_water.begin() as connection:
        connection.execute(select(schema.water_alert.c.place_id)).all()
        assert submit(sqlite_water, CODE, CODE, told("seen")).code == "SUIVI_BASE_OCCUPEE"
        connection.execute(update(schema.water_alert).values(noises=1))


def test_a_loader_waits_for_the_short_turn_of_the_site(sqlite_water):
    keep_turn(sqlite_water, 0.05)
    with db.loader_lock(sqlite_water):
        pass


def test_a_store_that_may_not_be_written_is_said(sqlite_water, caplog):
    with sqlite_water.connect() as connection:
        connection.execute(text("PRAGMA query_only = ON"))
        connection.commit()
    words = told("seen", note="chez Mme Martin", author="Anne")
    assert submit(sqlite_water, CODE, CODE, words).code == "SUIVI_NON_ENREGISTRE"
    # What was written is for the store alone.
    assert "readonly" in caplog.text
    assert not {"Martin", "Anne"} & set(caplog.text.split())


def test_a_folder_that_may_not_be_written_is_said(sqlite_water):
    os.mkdir(f"{path_of(sqlite_water)}.lock")
    assert submit(sqlite_water, CODE, CODE, told("seen")).code == "SUIVI_NON_ENREGISTRE"


@pytest.mark.postgresql
def test_a_role_that_reads_by_default_writes_follow_ups_alone(postgresql_store):
    owner = db.make_engine(postgresql_store)
    made.fill_store(owner)
    address = make_url(postgresql_store)
    with owner.begin() as connection:
        connection.execute(text("CREATE ROLE site_of_tests LOGIN PASSWORD 'x'"))
        connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO site_of_tests"))
        connection.execute(text("ALTER ROLE site_of_tests SET default_transaction_read_only = on"))
    site = db.make_engine(
        address.set(username="site_of_tests", password="x").render_as_string(False)
    )
    try:
        assert submit(site, CODE, CODE, told("seen")).code == "SUIVI_NON_ENREGISTRE"
        with owner.begin() as connection:
            for words in (
                "INSERT ON core_water_follow_up",
                "USAGE ON SEQUENCE core_water_follow_up_follow_up_no_seq",
            ):
                connection.execute(text(f"GRANT {words} TO site_of_tests"))
        assert submit(site, CODE, CODE, told("seen")).code == "SUIVI_ENREGISTRE"
        reads_only = pytest.raises(InternalError, match="read-only transaction")
        with site.connect() as connection, reads_only:
            connection.execute(schema.water_alert.delete())
    finally:
        site.dispose()
        with owner.begin() as connection:
            connection.execute(text("DROP OWNED BY site_of_tests"))
            connection.execute(text("DROP ROLE site_of_tests"))
        owner.dispose()


@pytest.mark.postgresql
def test_a_table_that_is_kept_locked_is_said(postgresql_store, short_wait):
    engine = db.make_engine(postgresql_store)
    made.fill_store(engine)
    address = make_url(postgresql_store).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(False)) as other:
        other.execute("LOCK TABLE core_water_follow_up IN EXCLUSIVE MODE")
        assert submit(engine, CODE, CODE, told("seen")).code == "SUIVI_BASE_OCCUPEE"
    engine.dispose()
