"""Visitors without a browser: the callbacks of a page, posted as its renderer posts them."""

import http.client
import json
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

SELECTION = ("selection", "data")
SHEET_SELECTION = ("building-sheet-selection", "data")
TIMEOUT_S = 60
SEED = 7


@dataclass(frozen=True)
class Call:
    """One callback, ready to be posted; `name` is the first thing that it fills."""

    name: str
    path: str
    body: bytes


@dataclass(frozen=True)
class Answer:
    """How long a call took, and the bytes of its body on the network."""

    elapsed_s: float
    size_bytes: int


def chart_calls(base_url: str, building: str) -> list[Call]:
    """The callbacks that answer a change of selection: the charts and the key figures.

    Those of pages at the default selection, and those of the sheet of this building. Those that
    fill the header's controls are left out.
    """
    known = json.loads(_get(base_url, "/_dash-dependencies"))
    asked = {SELECTION: "", SHEET_SELECTION: urlencode({"territoire": f"batiment:{building}"})}
    calls = []
    for callback in known:
        inputs = [(one["id"], one["property"]) for one in callback["inputs"]]
        name = _outputs(callback)[0]["id"]
        is_chart = len(inputs) == 1 and inputs[0] in asked and not name.startswith("controls-")
        if is_chart and not callback["clientside_function"]:
            calls.append(Call(name, "/_dash-update-component", _body(callback, asked[inputs[0]])))
    return calls


def _get(base_url: str, path: str) -> str:
    client = _client(base_url)
    client.request("GET", path)
    text = client.getresponse().read().decode()
    client.close()
    return text


def _client(base_url: str) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=TIMEOUT_S)


def _outputs(callback: dict) -> list[dict[str, str]]:
    """ "..a.children...b.data.." as [{"id": "a", "property": "children"}, …]."""
    names = [name.rpartition(".") for name in callback["output"].strip(".").split("...")]
    return [{"id": name, "property": prop} for name, _dot, prop in names]


def _body(callback: dict, selection: str) -> bytes:
    """The body of the first call of a page for a selection."""
    outputs = _outputs(callback)
    body = {
        "output": callback["output"],
        "outputs": outputs if callback["output"].startswith("..") else outputs[0],
        "inputs": [{**one, "value": selection} for one in callback["inputs"]],
        "state": [{**one, "value": None} for one in callback["state"]],
        "changedPropIds": [f"{one['id']}.{one['property']}" for one in callback["inputs"]],
    }
    return json.dumps(body).encode()


def post(client: http.client.HTTPConnection, call: Call) -> Answer:
    """Post a call on a kept connection; raises AssertionError unless it is answered with 200."""
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
    started_s = time.perf_counter()
    client.request("POST", call.path, call.body, headers)
    response = client.getresponse()
    size_bytes = len(response.read())
    assert response.status == 200, f"{call.name}: {response.status}"
    return Answer(time.perf_counter() - started_s, size_bytes)


def crowd(base_url: str, calls: Sequence[Call], users: int, seconds: float) -> list[Answer]:
    """What `users` simultaneous visitors get, each asking without a pause for so many seconds."""
    answers: list[list[Answer]] = [[] for _ in range(users)]
    until_s = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_visit, args=(base_url, calls, user, until_s, answers[user]))
        for user in range(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for one in answers for answer in one]


def _visit(
    base_url: str, calls: Sequence[Call], user: int, until_s: float, answers: list[Answer]
) -> None:
    order = random.Random(SEED + user)
    client = _client(base_url)
    while time.perf_counter() < until_s:
        answers.append(post(client, order.choice(calls)))
    client.close()
