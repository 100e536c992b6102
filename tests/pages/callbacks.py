"""Callbacks asked as the browser asks them, and the tables that they answer."""

from collections.abc import Mapping
from typing import Any

from dash import Dash
from dash._utils import split_callback_id
from werkzeug.test import TestResponse

CALLBACK = "/_dash-update-component"
# A table as text: its headings, then its rows.
Table = tuple[list[str], list[list[str]]]


class Asked:
    """An application asked by requests; a callback is named by one of its outputs."""

    def __init__(self, app: Dash) -> None:
        self.client = app.server.test_client()
        self.callbacks = {
            output: callback
            for output, callback in app.callback_map.items()
            if "callback" in callback
        }

    def named(self, output: str) -> str:
        """The callback that fills `id.property` (without the duplicates that tables allow)."""
        return next(key for key in self.callbacks if output in key.strip(".").split("..."))

    def body(self, key: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The body of a callback; `values` by `id.property`, null for the others."""
        callback, outputs = self.callbacks[key], split_callback_id(key)
        names = [f"{given['id']}.{given['property']}" for given in callback["inputs"]]
        return {
            "output": key,
            "outputs": outputs,
            "inputs": [_valued(given, values) for given in callback["inputs"]],
            "state": [_valued(given, values) for given in callback["state"]],
            "changedPropIds": names[:1],
        }

    def post(self, key: str, values: Mapping[str, Any]) -> TestResponse:
        """The raw answer of a callback."""
        return self.client.post(CALLBACK, json=self.body(key, values))

    def answer(self, output: str, **values: Any) -> dict[str, Any]:
        """What a callback answers, by component: `query` is the selection, others by id."""
        given = {"selection.data": values.pop("query", "")}
        answer = self.post(self.named(output), {**given, **values.pop("more", {})})
        assert answer.status_code == 200, answer.text
        return answer.json["response"]

    def chart(self, chart_id: str, query: str, drawn: str = "graph.figure") -> tuple[Any, Any]:
        """What a chart draws for a query string, and the table that it opens (None without)."""
        output = f"{chart_id}-{drawn}"
        opened = {f"{chart_id}-table-button.n_clicks": 1}
        response = self.answer(output, query=query, more=opened)
        identity, prop = output.split(".")
        figure = response.get(identity, {}).get(prop)
        table = response[f"{chart_id}-table"]["children"]
        return figure, table and (table["props"]["headings"], table["props"]["rows"])


def _valued(given: Mapping[str, str], values: Mapping[str, Any]) -> dict[str, Any]:
    identity, prop = given["id"], given["property"]
    return {"id": identity, "property": prop, "value": values.get(f"{identity}.{prop}")}
