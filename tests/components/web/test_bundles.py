"""The files that browsers download: right versions, complete, compressed, kept for ever."""

import errno
import gzip
import os
import re
from pathlib import Path

import brotli
import dash_bootstrap_components as dbc
import pytest
from plotly.offline import get_plotlyjs_version

from components.web import compression, vendor
from components.web.bundles import CORE, PLOTLY, STYLE, Bundles
from components.web.light_dash import LightDash


def test_the_plotly_bundle_is_the_version_of_plotly_py() -> None:
    assert vendor.pinned_versions()["plotly.js"] == get_plotlyjs_version()
    bundle = (vendor.VENDOR / vendor.BUNDLE).read_text()
    assert bundle.startswith(f"/* plotly.js {get_plotlyjs_version()},")


def test_bootstrap_is_the_version_that_its_components_expect() -> None:
    expected = re.search(r"bootstrap@([\d.]+)/", dbc.themes.BOOTSTRAP)[1]
    assert vendor.pinned_versions()["bootstrap"] == expected
    assert f"v{expected} " in (vendor.VENDOR / "bootstrap.min.css").read_text()[:200]


@pytest.mark.parametrize("name", [CORE, STYLE, PLOTLY, "dash_leaflet.js", "async-dropdown.js"])
@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)]
)
def test_a_bundle_is_served_compressed_and_immutable(
    sample_app: LightDash, name: str, encoding: str, unpack: object
) -> None:
    answer = sample_app.server.test_client().get(
        sample_app.bundles.url(name), headers={"Accept-Encoding": encoding}
    )
    assert answer.headers.get("Content-Encoding", "") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert unpack(answer.data) == sample_app.bundles.by_name[name].content()


def test_a_page_left_open_during_an_update_gets_the_new_file(sample_app: LightDash) -> None:
    answer = sample_app.server.test_client().get(f"/bundles/0123456789ab/{CORE}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("name", ["absent.js", "../app.py", "..%2fapp.py", "vendor/package.json"])
def test_nothing_else_is_served(sample_app: LightDash, name: str) -> None:
    answer = sample_app.server.test_client().get(f"/bundles/0123456789ab/{name}")
    assert answer.status_code == 404


def test_dash_never_serves_the_whole_plotly(sample_app: LightDash) -> None:
    answer = sample_app.server.test_client().get(
        "/_dash-component-suites/plotly/package_data/plotly.min.js"
    )
    assert answer.data == sample_app.bundles.by_name[PLOTLY].content()


@pytest.mark.parametrize("path", ["absent/x.js", "dash/x.js", "dash/../dash.py", "dash/a.js.map"])
def test_dash_serves_no_other_file(sample_app: LightDash, path: str) -> None:
    answer = sample_app.server.test_client().get(f"/_dash-component-suites/{path}")
    assert answer.status_code == 404


def test_a_change_in_a_style_sheet_changes_its_address_only(tmp_path: Path) -> None:
    (tmp_path / "vendor").mkdir()
    for name in (vendor.BUNDLE, "bootstrap.min.css"):
        (tmp_path / "vendor" / name).write_text("/* vendor */")
    (tmp_path / "page.css").write_text("h1 { color: red }")
    before = Bundles(tmp_path, tmp_path / "kept")
    (tmp_path / "page.css").write_text("h1 { color: blue }")
    after = Bundles(tmp_path, tmp_path / "kept")
    assert before.url(STYLE) != after.url(STYLE)
    assert before.url(CORE) == after.url(CORE)


def no_room(*_arguments: int) -> None:
    raise OSError(errno.ENOSPC, "full")


@pytest.mark.parametrize("fault", ["full disk", "no folder"])
def test_files_that_cannot_be_kept_are_served_compressed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    if fault == "full disk":
        monkeypatch.setattr(os, "posix_fallocate", no_room)
    else:
        (tmp_path / "kept").touch()
    # What nobody can keep is not worth seconds of work.
    monkeypatch.setattr(compression, "_strong", no_room)
    packed = compression.kept_compressed(b"a" * 1000, "br", tmp_path / "kept")
    assert brotli.decompress(packed) == b"a" * 1000
    assert fault == "no folder" or list((tmp_path / "kept").iterdir()) == []


def test_callbacks_and_pages_are_compressed_too(sample_app: LightDash) -> None:
    client = sample_app.server.test_client()
    for path in ("/", "/_dash-dependencies", "/_dash-layout"):
        plain = client.get(path, headers={"Accept-Encoding": "identity"})
        packed = client.get(path, headers={"Accept-Encoding": "gzip, br"})
        assert packed.headers["Content-Encoding"] == "br"
        assert len(brotli.decompress(packed.data)) == len(plain.data)
        assert len(packed.data) < len(plain.data)
