"""Private servers for the tests: each on a free port, in its own folder, stopped with the tests."""

import contextlib
import functools
import os
import pwd
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import psycopg
from sqlalchemy import make_url

ROOT = Path(__file__).parent.parent
START_S = 60
STOP_S = 10


class ServiceMissing(RuntimeError):
    """A program that a private server needs is not installed; the message is in French."""


def free_port() -> int:
    """A TCP port of this machine that nothing listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def running(
    command: Sequence[str],
    ready: Callable[[], bool],
    *,
    user: str | None = None,
    environment: Mapping[str, str] | None = None,
) -> Iterator[subprocess.Popen]:
    """A server from the moment it answers until the block ends.

    It has its own session: Ctrl-C reaches the tests first, and they stop it in order.
    Raises RuntimeError with the server's own words when it dies or stays silent.
    """
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            command,
            stdout=log,
            stderr=subprocess.STDOUT,
            cwd=ROOT,
            env=environment,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            start_new_session=True,
        )
        try:
            _wait_until(ready, process, log)
            yield process
        finally:
            _stop(process)


def _wait_until(ready: Callable[[], bool], process: subprocess.Popen, log: object) -> None:
    deadline_s = time.monotonic() + START_S
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline_s:
            log.seek(0)
            raise RuntimeError(f"{process.args[0]} did not start:\n{log.read()[-4000:]}")
        time.sleep(0.05)


def _stop(process: subprocess.Popen) -> None:
    if process.poll() is None:
        # SIGINT is the quick orderly stop of PostgreSQL, Redis and gunicorn alike.
        process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_S)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(STOP_S)


def listens(port: int) -> bool:
    """Whether something accepts connections on this port of this machine."""
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def private_redis() -> Iterator[str]:
    """The URL of a Redis of our own, which keeps nothing on disk."""
    if not shutil.which("redis-server"):
        raise ServiceMissing("Redis absent : apt-get install redis-server")
    port = free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    with running([*command, "--appendonly", "no"], lambda: listens(port)):
        yield f"redis://127.0.0.1:{port}/0"


@contextlib.contextmanager
def private_postgresql() -> Iterator[str]:
    """The SQLAlchemy URL of a PostgreSQL of our own.

    Text sorts in French, as on a server installed in France: an order that only holds in
    byte order shows here.
    """
    binaries = _postgresql_binaries()
    user = _unprivileged_user()
    port = free_port()
    # Not under pytest's own folders, which the server's user may not enter.
    with tempfile.TemporaryDirectory(prefix="gabare-postgresql-") as folder:
        store = Path(folder) / "data"
        if user:
            shutil.chown(folder, user, user)
        initdb = [binaries / "initdb", "-D", store, "-U", "gabare", "-A", "trust", "--no-sync"]
        french = ["-E", "UTF8", "--no-locale", "--locale-provider=icu", "--icu-locale=fr-FR"]
        subprocess.run(
            [*initdb, *french], user=user, cwd="/", check=True, stdout=subprocess.DEVNULL
        )
        url = f"postgresql+psycopg://gabare@127.0.0.1:{port}/postgres"
        command = [str(binaries / "postgres"), "-D", str(store), "-p", str(port), "-F"]
        options = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=200"]
        command += [word for option in options for word in ("-c", option)]
        with running(command, lambda: _accepts_queries(url), user=user):
            yield url


def _postgresql_binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    initdb = found[-1] if found else shutil.which("initdb")
    if not initdb:
        raise ServiceMissing("PostgreSQL absent : apt-get install postgresql")
    return Path(initdb).parent


def _unprivileged_user() -> str | None:
    """The user that PostgreSQL runs as when the tests run as root, which it refuses."""
    if os.getuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError:
        raise ServiceMissing(
            "Utilisateur système « postgres » absent : apt-get install postgresql"
        ) from None


def _accepts_queries(url: str) -> bool:
    try:
        _run_sql(url, "SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


@contextlib.contextmanager
def new_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """The URL of a new database of this server, copied from a template, dropped at the end."""
    name = f"gabare_{uuid.uuid4().hex}"
    _run_sql(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server_url).set(database=name).render_as_string(hide_password=False)
    finally:
        _run_sql(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _run_sql(server_url: str, statement: str) -> None:
    address = make_url(server_url).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False), autocommit=True) as server:
        server.execute(statement)


@functools.cache
def compressed_files() -> tempfile.TemporaryDirectory:
    """The folder where every application of this run keeps what it compresses, by content."""
    return tempfile.TemporaryDirectory(prefix="gabare-web-files-")


@contextlib.contextmanager
def served_app(database_url: str, **settings: str) -> Iterator[str]:
    """The base URL of the real application, served by the Procfile's own command.

    `settings` are further GABARE_ settings by their lower-case names; those of the
    environment are left out, so that every machine serves the same.
    """
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="gabare-web-") as folder:
        given = {
            "database_url": database_url,
            "cache_url": f"file:{folder}/answers",
            "web_cache_dir": compressed_files().name,
            **settings,
        }
        environment = {
            **{name: text for name, text in os.environ.items() if not name.startswith("GABARE_")},
            **{f"GABARE_{name.upper()}": text for name, text in given.items()},
            # One process a server: tests have one visitor each.
            "WEB_CONCURRENCY": "1",
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "GUNICORN_CMD_ARGS": f"--bind 127.0.0.1:{port}",
        }
        url = f"http://127.0.0.1:{port}"
        with running(procfile_command(), lambda: _answers(url), environment=environment):
            yield url


def procfile_command() -> list[str]:
    """The words of the Procfile's `web` line."""
    for line in (ROOT / "Procfile").read_text().splitlines():
        process, _, command = line.partition(":")
        if process == "web":
            return shlex.split(command)
    raise LookupError("the Procfile has no web line")


def _answers(url: str) -> bool:
    """Whether the application answers at all, be it with an error page."""
    try:
        urllib.request.urlopen(f"{url}/sante", timeout=10).close()
    except urllib.error.HTTPError:
        return True
    # Refused, or accepted and still starting.
    except OSError:
        return False
    return True
