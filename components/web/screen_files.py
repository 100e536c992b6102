"""The list of public screens as a file, to change and load again, and one to begin with."""

from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask, Response

from components import export
from components.screens.screen_setup import LIST_FILE, TEMPLATE_FILE
from components.tables import TableColumn
from components.web.downloads import AWAY, CSV

NUMBERS = ("latitude", "longitude")


def register_screen_files(
    server: Flask, listed: Callable[[], Any], template: Callable[[], Any]
) -> None:
    """Add `/export/ecrans.csv` and `/export/ecrans-modele.csv`: headings, then rows, nothing else.

    `listed` and `template` give frames under the headings of the file; `listed` gives None when
    the store is away.
    """

    @server.get(LIST_FILE)
    def list_file() -> Response:
        frame = listed()
        if frame is None:
            return Response(AWAY, status=503, mimetype="text/plain")
        return _file(frame, "ecrans.csv")

    @server.get(TEMPLATE_FILE)
    def template_file() -> Response:
        return _file(template(), "ecrans-modele.csv")


def _file(frame: Any, name: str) -> Response:
    response = Response(export.csv_text(frame, _columns(list(frame.columns)), []), content_type=CSV)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _columns(names: Sequence[str]) -> list[TableColumn]:
    return [TableColumn(name, name, "number" if name in NUMBERS else "text") for name in names]
