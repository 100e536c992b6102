"""Refuse a callback body that no page of ours could have sent, before Dash reads it.

Bare Dash answers 500 to most of them. Only the form is checked here: values are any JSON, and
each callback validates its own.
"""

import json
from collections.abc import Mapping
from typing import Any

import dash
from dash._utils import split_callback_id
from flask import Response, request
from werkzeug.exceptions import BadRequest, UnsupportedMediaType

CALLBACK_PATH = "/_dash-update-component"
LIMIT_BYTES = 256 * 1024
# Deeper than any value of ours; Python's recursion limit is never near.
LIMIT_DEPTH = 32


def guard_callbacks(app: dash.Dash) -> None:
    """Answer 400 to a malformed callback body and 413 above 256 KB; others pass unchanged."""

    @app.server.before_request
    def refuse_malformed() -> Response | None:
        if request.path != CALLBACK_PATH or request.method != "POST":
            return None
        request.max_content_length = LIMIT_BYTES
        try:
            body = request.get_json()
        except (BadRequest, UnsupportedMediaType, RecursionError):
            return _refusal("the body is not JSON")
        fault = fault_in(body, app.callback_map)
        return _refusal(fault) if fault else None


def _refusal(fault: str) -> Response:
    return Response(f"{fault}\n", status=400, mimetype="text/plain")


def fault_in(body: Any, callbacks: Mapping[str, Any]) -> str:
    """What is wrong with the form of a callback body; an empty text when nothing is."""
    if not isinstance(body, dict):
        return "the body is not an object"
    output = body.get("output")
    callback = callbacks.get(output) if isinstance(output, str) else None
    # A clientside callback is in the map too, with nothing to run on the server.
    if callback is None or "callback" not in callback:
        return "unknown output"
    if not _all_match(body.get("inputs", []), callback["inputs"]):
        return "inputs are not those of the callback"
    if not _all_match(body.get("state", []), callback["state"]):
        return "state is not that of the callback"
    if not callback["no_output"] and not _outputs_match(body.get("outputs"), output):
        return "outputs are not those of the callback"
    changed = body.get("changedPropIds", [])
    if not isinstance(changed, list) or not all(isinstance(name, str) for name in changed):
        return "changedPropIds is not a list of names"
    return "too deeply nested" if _is_deeper(body, LIMIT_DEPTH) else ""


def _outputs_match(given: Any, output: str) -> bool:
    expected = split_callback_id(output)
    if isinstance(expected, list):
        return _all_match(given, expected)
    return _matches(given, expected)


def _all_match(given: Any, expected: list[dict[str, str]]) -> bool:
    return (
        isinstance(given, list)
        and len(given) == len(expected)
        and all(_matches(one, wanted) for one, wanted in zip(given, expected, strict=True))
    )


def _matches(given: Any, expected: dict[str, str]) -> bool:
    """Whether `given` names the property `expected`, or instances of it when it is a pattern."""
    is_pattern = expected["id"].startswith("{")
    if is_pattern and isinstance(given, list):
        return all(_matches(one, expected) for one in given)
    if not isinstance(given, dict) or not isinstance(given.get("property"), str):
        return False
    if given["property"].split("@")[0] != expected["property"].split("@")[0]:
        return False
    if is_pattern:
        return _is_instance(given.get("id"), expected["id"])
    return given.get("id") == expected["id"]


def _is_instance(identity: Any, pattern: str) -> bool:
    keys = set(json.loads(pattern))
    return (
        isinstance(identity, dict)
        and set(identity) == keys
        and all(isinstance(value, str | int | float) for value in identity.values())
    )


def _is_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        level = [
            inner
            for container in level
            if isinstance(container, dict | list)
            for inner in (container.values() if isinstance(container, dict) else container)
        ]
    return bool(level)
