"""Answers are kept for a data version, and outlive a store that goes away."""

import os
import shutil
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import insert
from sqlalchemy.exc import OperationalError

from data import cache, schema

RUN = {
    "source_key": "s", "origin": "", "file_sha256": "", "status": "loaded", "rows_read": 1,
    "rows_loaded": 1, "rows_quarantined": 0, "simulated": False, "message": "", "notices": "[]",
    "started_s": 1, "ended_s": 2,
}  # fmt: skip


@pytest.fixture(params=["file", pytest.param("redis", marks=pytest.mark.redis)])
def kept(request, tmp_path):
    url = f"file:{tmp_path}" if request.param == "file" else request.getfixturevalue("redis_url")
    server = Flask("essai")
    cache.configure(server, url)
    with server.app_context():
        yield server


@pytest.fixture(autouse=True)
def versions_are_asked_each_time(monkeypatch):
    monkeypatch.setattr(cache, "VERSION_CHECK_S", 0)


def load(engine) -> None:
    with engine.begin() as connection:
        connection.execute(insert(schema.load_run).values(**RUN))


def test_an_answer_is_read_once_for_a_version_and_again_after_a_load(kept, engine):
    calls = []

    def query(_engine, argument):
        calls.append(argument)
        return argument

    for _ in range(2):
        assert cache.answer(engine, query, "mai").value == "mai"
    assert calls == ["mai"]
    load(engine)
    cache.answer(engine, query, "mai")
    assert calls == ["mai", "mai"]
    cache.answer(engine, query, "juin")
    assert calls == ["mai", "mai", "juin"]


def test_an_answer_of_the_day_before_is_not_given(kept, engine, monkeypatch):
    days = iter([date(2026, 11, 21), date(2026, 11, 21), date(2026, 11, 22)])
    monkeypatch.setattr(cache, "paris_day", lambda _utc_s: next(days))
    read = iter(["of the 21st", "of the 22nd"])
    told = [cache.answer(engine, lambda _engine: next(read)).value for _ in range(3)]
    assert told == ["of the 21st", "of the 21st", "of the 22nd"]


def test_a_store_away_gives_the_last_answer_marked_stale(kept, engine, monkeypatch):
    def query(_engine):
        return 42

    fresh = cache.answer(engine, query)
    assert not fresh.stale

    def away(_engine):
        raise OperationalError("select", {}, Exception("away"))

    monkeypatch.setattr(cache, "data_version", away)
    kept_answer = cache.answer(engine, query)
    assert (kept_answer.value, kept_answer.stale) == (42, True)
    assert kept_answer.read_at_s == fresh.read_at_s


def test_a_store_away_without_earlier_answer_says_so(kept, engine, monkeypatch):
    def away(_engine):
        raise OperationalError("select", {}, Exception("away"))

    with pytest.raises(cache.StoreAway):
        cache.answer(engine, away)


def spoil(folder, content: bytes) -> None:
    """What every answer of the folder then holds, after the date that heads each file."""
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[:4] + content)


@pytest.mark.parametrize("content", [b"", b"\x80", b"not an answer", b"cabsent\nAbsent\n."])
def test_a_spoiled_file_is_an_answer_to_ask_again(engine, tmp_path, content):
    server = Flask("essai")
    cache.configure(server, f"file:{tmp_path / 'answers'}")
    with server.app_context():
        read = iter(["first", "second"])
        told = [cache.answer(engine, lambda _engine: next(read)).value]
        spoil(tmp_path / "answers", content)
        told.append(cache.answer(engine, lambda _engine: next(read)).value)
    assert told == ["first", "second"]


def test_without_its_folder_answers_are_given_and_the_folder_comes_back(engine, tmp_path):
    folder, server = tmp_path / "answers", Flask("essai")
    cache.configure(server, f"file:{folder}")
    with server.app_context():
        cache.answer(engine, lambda _engine: "kept")
        shutil.rmtree(folder)
        folder.write_text("no folder")
        assert cache.answer(engine, lambda _engine: "not kept").value == "not kept"
        folder.unlink()
        assert cache.answer(engine, lambda _engine: "kept again").value == "kept again"
    assert list(folder.iterdir())


def test_without_its_server_answers_are_given(engine):
    server = Flask("essai")
    cache.configure(server, "redis://127.0.0.1:1/0")
    with server.app_context():
        assert cache.answer(engine, lambda _engine: "not kept").value == "not kept"


def test_a_full_folder_is_read_once_for_many_answers(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "MOST_FILES", 100)
    for number in range(120):
        file = tmp_path / f"{number}.__wz_cache"
        file.touch()
        os.utime(file, (number, number))
    scans = []
    monkeypatch.setattr(os, "scandir", lambda path, scan=os.scandir: scans.append(1) or scan(path))
    files = cache.AnswerFiles(str(tmp_path))
    for number in range(20):
        files.set(str(number), number)
    # The newest of before, three quarters of 100, and what has come since.
    kept = {file.name for file in tmp_path.iterdir()}
    assert len(kept) == 75 + 20
    assert {f"{number}.__wz_cache" for number in range(45, 120)} < kept
    assert [files.get(str(number)) for number in range(20)] == list(range(20))
    assert len(scans) == 1
