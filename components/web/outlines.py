"""The outlines that maps draw: the territory's own GeoJSON files, served by level."""

from collections.abc import Callable
from pathlib import Path

from flask import Flask, Response, abort, request, send_file

A_DAY_S = 24 * 3600
GEOJSON = "application/geo+json"
NOTHING = '{"type":"FeatureCollection","features":[]}'


def register(server: Flask, path_of: Callable[[str], Path]) -> None:
    """Add `/contours/<level>.geojson`; `path_of` raises ValueError for an unknown level.

    A level without file has nothing to draw.
    """

    @server.get("/contours/<level>.geojson")
    def outlines(level: str) -> Response:
        try:
            path = path_of(level)
        except ValueError:
            abort(404)
        if not path.exists():
            return Response(NOTHING, mimetype=GEOJSON)
        response = send_file(path.resolve(), mimetype=GEOJSON, max_age=A_DAY_S)
        # Read here, so that the answer is compressed like any other text.
        response.direct_passthrough = False
        return response.make_conditional(request)
