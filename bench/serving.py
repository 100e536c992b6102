"""What a visitor waits for and what the server spends, on the Procfile's own gunicorn."""

import http.client
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil

from bench.progress import say
from bench.report import Measure, Part, Table
from bench.stores import demo_store, followed_building
from bench.visitors import Answer, Call, chart_calls, crowd, post
from components.formats import number
from tests.services import served_app

CALLS = 100
USERS = (1, 20, 100)
SECONDS = 10


@dataclass(frozen=True)
class Spent:
    """One callback asked again and again by one visitor."""

    cpu_ms: float
    p50_ms: float
    size_bytes: int


def measure(folder: Path) -> Part:
    """Each callback alone, with the cache and without; then 1, 20 and 100 visitors at once."""
    store = demo_store(folder)
    building = followed_building(store)
    with served_app(store) as url:
        calls = chart_calls(url, building)
        say(f"{len(calls)} appels, réponses en cache")
        cached = {call.name: _spent(url, call) for call in calls}
        crowds = {users: _crowd(url, calls, users) for users in USERS}
    with served_app(store, cache_url="null") as url:
        say("appels sans cache")
        computed = {call.name: _spent(url, call) for call in chart_calls(url, building)}
    tables = [_calls_table(cached, computed), _crowds_table(crowds)]
    return Part("Service", tables, list(_measures(cached, computed)))


def _spent(url: str, call: Call) -> Spent:
    client = http.client.HTTPConnection(urlsplit(url).netloc)
    # Both workers have everything loaded before the clock starts.
    for _ in range(6):
        post(client, call)
        client.close()
    before_s = _server_cpu_s()
    answers = [post(client, call) for _ in range(CALLS)]
    cpu_ms = 1000 * (_server_cpu_s() - before_s) / CALLS
    client.close()
    elapsed_ms = [1000 * answer.elapsed_s for answer in answers]
    return Spent(cpu_ms, statistics.median(elapsed_ms), answers[-1].size_bytes)


def _server_cpu_s() -> float:
    """Processor time of gunicorn's master and workers so far: they are our only children."""
    times = [process.cpu_times() for process in psutil.Process().children(recursive=True)]
    return sum(time.user + time.system for time in times)


@dataclass(frozen=True)
class Crowd:
    """What so many visitors got together."""

    answers: Sequence[Answer]
    cpu_s: float

    def percentile_ms(self, share: float) -> float:
        """The latency that this share of the answers kept under."""
        ordered = sorted(answer.elapsed_s for answer in self.answers)
        return 1000 * ordered[int(share * (len(ordered) - 1))]


def _crowd(url: str, calls: Sequence[Call], users: int) -> Crowd:
    say(f"{users} visiteurs à la fois")
    before_s = _server_cpu_s()
    answers = crowd(url, calls, users, SECONDS)
    return Crowd(answers, _server_cpu_s() - before_s)


def _calls_table(cached: dict[str, Spent], computed: dict[str, Spent]) -> Table:
    rows = [
        (
            name,
            number(spent.cpu_ms, 1),
            number(spent.p50_ms, 1),
            number(computed[name].cpu_ms, 1),
            number(computed[name].p50_ms, 1),
            number(spent.size_bytes),
        )
        for name, spent in cached.items()
    ]
    note = (
        f"gunicorn du Procfile, magasin de démonstration, un visiteur, {CALLS} appels chacun. "
        "Processeur du serveur (maître et ouvriers) par appel et latence médiane, en "
        "millisecondes ; octets de la réponse compressée."
    )
    header = (
        "appel",
        "cache : processeur",
        "latence",
        "sans cache : processeur",
        "latence",
        "octets",
    )
    return Table("Un appel", note, header, rows)


def _crowds_table(crowds: dict[int, Crowd]) -> Table:
    rows = [
        (
            number(users),
            number(len(crowd.answers)),
            number(len(crowd.answers) / SECONDS),
            number(crowd.percentile_ms(0.5)),
            number(crowd.percentile_ms(0.95)),
            number(1000 * crowd.cpu_s / len(crowd.answers), 1),
        )
        for users, crowd in crowds.items()
    ]
    note = (
        f"Visiteurs sans pause pendant {SECONDS} s, tous les appels tirés au hasard, réponses en "
        "cache. Les visiteurs simulés partagent les cœurs du serveur."
    )
    header = ("visiteurs", "appels", "appels/s", "p50 ms", "p95 ms", "processeur ms/appel")
    return Table("Visiteurs simultanés", note, header, rows)


def _measures(cached: dict[str, Spent], computed: dict[str, Spent]) -> Iterator[Measure]:
    for label, spents in (("cache", cached), ("sans cache", computed)):
        for name, spent in spents.items():
            yield Measure("callback_cpu_ms", spent.cpu_ms, f"{name} ({label})")
