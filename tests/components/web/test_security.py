"""The headers of answers, and the refusal of what no page of ours could have sent."""

import base64
import hashlib
import json
import re
import sys

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app

from components.web.bundles import CORE
from components.web.light_dash import LightDash
from components.web.security import headers_of_documents, headers_of_every_answer
from data.settings import Settings

CALLBACK = "/_dash-update-component"
DRAW = "..chart-graph.figure...chart-drawn.children...chart-territory.value.."


def draw_body(**changes: object) -> dict[str, object]:
    """The body that the chart page sends, with some keys replaced."""
    outputs = [
        {"id": "chart-graph", "property": "figure"},
        {"id": "chart-drawn", "property": "children"},
        {"id": "chart-territory", "property": "value"},
    ]
    inputs = [{"id": "selection", "property": "data", "value": "territoire=Blois"}]
    body = {
        "output": DRAW,
        "outputs": outputs,
        "inputs": inputs,
        "changedPropIds": ["selection.data"],
        "parsedChangedPropsIds": ["selection.data"],
    }
    return {**body, **changes}


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


def test_a_well_formed_callback_is_answered(sample_app: LightDash) -> None:
    answer = sample_app.server.test_client().post(CALLBACK, json=draw_body())
    assert answer.status_code == 200
    assert answer.json["response"]["chart-drawn"]["children"] == "tracé pour Blois"


JUNK = [None, True, 0, 1.5, "", "x", "é\u202f€", [], {}, [None], [[]], {"a": 1}, [{"id": {}}], -1]
KEYS = ["output", "outputs", "inputs", "changedPropIds"]
MALFORMED = [
    *JUNK,
    *({"output": DRAW, **{key: junk}} for key in KEYS for junk in JUNK),
    *(
        draw_body(**{key: junk})
        for key in KEYS
        for junk in JUNK
        # No list of changed properties is the form of a first call.
        if (key, junk) != ("changedPropIds", [])
    ),
    *({k: v for k, v in draw_body().items() if k != key} for key in KEYS[:3]),
    *(draw_body(inputs=[{"id": junk, "property": "data"}]) for junk in JUNK),
    *(draw_body(inputs=[{"id": "selection", "property": junk}]) for junk in JUNK),
    *(draw_body(inputs=[junk]) for junk in JUNK),
    *(draw_body(state=[junk]) for junk in JUNK),
    draw_body(inputs=draw_body()["inputs"] * 2),
    draw_body(output="text-result.children"),
    draw_body(output="selection.data"),
    draw_body(output="absent.children"),
    draw_body(output="chart-graph.figure"),
    draw_body(outputs=draw_body()["outputs"][:2]),
    draw_body(outputs=draw_body()["outputs"][0]),
    draw_body(inputs=[{"id": "selection", "property": "data", "value": nested(200)}]),
]


@pytest.mark.parametrize("body", MALFORMED, ids=lambda body: json.dumps(body)[:60])
def test_a_malformed_body_is_refused(sample_app: LightDash, body: object) -> None:
    answer = sample_app.server.test_client().post(CALLBACK, json=body)
    assert answer.status_code == 400, answer.text


@pytest.mark.parametrize(
    ("data", "content_type"),
    [
        (b"", "application/json"),
        (b"{", "application/json"),
        (b"\xff\xfe\x00", "application/json"),
        (b'{"output": "\xe9"}', "application/json"),
        (b"[" * 100_000, "application/json"),
        (b'{"output":' * 20_000, "application/json"),
        (json.dumps(draw_body()).encode(), "text/plain"),
        (json.dumps(draw_body()).encode(), ""),
        (b"output=x", "application/x-www-form-urlencoded"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    ],
)
def test_a_body_that_is_not_json_is_refused(
    sample_app: LightDash, data: bytes, content_type: str
) -> None:
    answer = sample_app.server.test_client().post(CALLBACK, data=data, content_type=content_type)
    assert answer.status_code == 400


@pytest.mark.parametrize("value", [*JUNK, "\ud800", "NaN", 10**400, "a" * 100_000, nested(20)])
def test_any_value_in_a_well_formed_body_is_answered(sample_app: LightDash, value: object) -> None:
    inputs = [{"id": "selection", "property": "data", "value": value, "more": {"junk": [1]}}]
    answer = sample_app.server.test_client().post(
        CALLBACK, json=draw_body(inputs=inputs, more={"junk": [1]})
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("value", [*JUNK, "\ud800", "/" * 3000, "?a=%ff&a&=&&b=%00"])
def test_any_address_is_laid_out_or_not_found(sample_app: LightDash, value: object) -> None:
    for path, search in ((value, "?a=1"), ("/", value)):
        body = {
            "output": "..contenu.children...page.data..",
            "outputs": [
                {"id": "contenu", "property": "children"},
                {"id": "page", "property": "data"},
            ],
            "inputs": [{"id": "url", "property": "pathname", "value": path}],
            "state": [{"id": "url", "property": "search", "value": search}],
            "changedPropIds": ["url.pathname"],
        }
        answer = sample_app.server.test_client().post(CALLBACK, json=body)
        assert answer.status_code == 200
        assert "contenu" in answer.json["response"]
        assert "pas pu s’afficher" not in answer.json["response"]["contenu"]


def test_an_oversized_body_is_refused(sample_app: LightDash) -> None:
    client = sample_app.server.test_client()
    body = draw_body(more="a" * 256 * 1024)
    assert client.post(CALLBACK, json=body).status_code == 413
    # A body sent in pieces announces no length: it is read up to the limit, then is not JSON.
    pieces = EnvironBuilder(CALLBACK, method="POST", json=body).get_environ()
    del pieces["CONTENT_LENGTH"]
    _, status, _ = run_wsgi_app(sample_app.server, {**pieces, "wsgi.input_terminated": True})
    assert status.startswith("400")


def test_inline_scripts_are_those_the_policy_names(sample_app: LightDash) -> None:
    answer = sample_app.server.test_client().get("/carte")
    policy = answer.headers["Content-Security-Policy"]
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", answer.text, re.DOTALL)
    inline = [text for kind, text in scripts if text and "application/json" not in kind]
    assert inline
    for text in inline:
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]


def test_the_page_does_not_say_which_python_runs(sample_app: LightDash) -> None:
    page = sample_app.server.test_client().get("/").text
    assert '"python_version":""' in page
    assert sys.version not in page


@pytest.mark.parametrize("path", ["/", "/nulle-part", "/bundles/x/favicon.svg"])
def test_every_document_has_the_headers(sample_app: LightDash, path: str) -> None:
    headers = sample_app.server.test_client().get(path).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'self';" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]
    assert "Strict-Transport-Security" not in headers


@pytest.mark.parametrize("path", ["/sante", "/robots.txt", "/_dash-layout", f"/bundles/x/{CORE}"])
def test_data_can_neither_run_nor_be_framed(sample_app: LightDash, path: str) -> None:
    headers = sample_app.server.test_client().get(path).headers
    policy = "default-src 'none'; frame-ancestors 'none'"
    assert headers.getlist("Content-Security-Policy") == [policy]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_settings_open_what_they_name_and_nothing_else() -> None:
    settings = Settings(
        hsts=True,
        frame_ancestors=("https://mairie.example", "https://epci.example"),
        map_tiles_url="https://{s}.tuiles.example/{z}/{x}/{y}.png",
    )
    headers = headers_of_documents([], settings)
    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy["frame-ancestors"] == "'self' https://mairie.example https://epci.example"
    assert policy["img-src"] == "'self' data: blob: https://*.tuiles.example"
    assert "X-Frame-Options" not in headers
    assert "Strict-Transport-Security" in headers_of_every_answer(settings)
