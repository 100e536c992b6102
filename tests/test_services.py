"""Private servers really serve, and are gone afterwards."""

import json
import shutil
import urllib.request

import pytest
import redis
from sqlalchemy import Engine, inspect, make_url, text

from tests import services


@pytest.mark.skipif(not shutil.which("redis-server"), reason="Redis absent")
def test_redis_serves_and_is_gone_afterwards() -> None:
    with services.private_redis() as url:
        assert redis.Redis.from_url(url).ping()
    assert not services.listens(make_url(url).port)


def test_a_store_is_migrated_and_empty(engine: Engine) -> None:
    tables = set(inspect(engine).get_table_names())
    assert {"alembic_version", "load_run"} <= tables
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM load_run")) == 0


def test_two_databases_of_one_server_are_apart(
    postgresql_server: str, postgresql_store: str
) -> None:
    assert make_url(postgresql_store).database != make_url(postgresql_server).database


def test_a_server_that_dies_says_why() -> None:
    with (
        pytest.raises(RuntimeError, match="no such file"),
        services.running(["sh", "-c", "echo no such file; exit 1"], lambda: False),
    ):
        pass


def test_the_app_is_served_as_the_procfile_says(sqlite_store: str) -> None:
    with services.served_app(sqlite_store, organisation="Syndicat d’essai") as url:
        page = urllib.request.urlopen(url, timeout=30).read().decode()
        health = json.load(urllib.request.urlopen(f"{url}/sante", timeout=30))
    assert "Syndicat d’essai" in page
    assert health["statut"] == "ok"
    assert not services.listens(int(url.rpartition(":")[2]))
