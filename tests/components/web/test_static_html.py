"""Components as HTML without scripts: escaped, with links that already keep the selection."""

import dash_bootstrap_components as dbc
import pytest
from dash import dcc, html
from dash.development.base_component import Component

from components.web.static_html import as_html

KEEPING = {"data-keep-selection": "true"}
LIVE = {"aria-live": "polite"}


@pytest.mark.parametrize(
    ("part", "written"),
    [
        (None, ""),
        (0, "0"),
        ("8 < 9 & \"<b>\"", "8 &lt; 9 &amp; &quot;&lt;b&gt;&quot;"),
        (["a", html.Br(), "b"], "a<br>b"),
        (html.P(["un ", html.Strong("deux")]), "<p>un <strong>deux</strong></p>"),
        (html.P("x", className='a"b', title="<i>"), '<p class="a&quot;b" title="&lt;i&gt;">x</p>'),
        (html.P("x", id="shown", **LIVE), '<p id="first-shown" aria-live="polite">x</p>'),
        (html.Main("x", tabIndex=0), '<main tabindex="0">x</main>'),
        (html.Label("Du", htmlFor="start"), '<label for="first-start">Du</label>'),
        (html.Details("x", open=True, hidden=False), "<details open>x</details>"),
        (html.Button("x", n_clicks=3, style={"color": "red"}), "<button>x</button>"),
        (dcc.Store(id="selection"), ""),
        (dcc.Location(id="url"), ""),
        (
            dbc.Select(id="level", options=["<x>"]),
            '<select class="form-select" id="first-level" disabled></select>',
        ),
        (
            dbc.Input(id="day", type="date"),
            '<input class="form-control" id="first-day" disabled>',
        ),
        (html.A("Contenu", href="#contenu"), '<a href="#first-contenu">Contenu</a>'),
        (html.A("Données", href="/donnees"), '<a href="/donnees">Données</a>'),
    ],
)  # fmt: skip
def test_each_part_as_a_browser_reads_it(part: object, written: str) -> None:
    assert as_html(part, "territoire=commune:37261") == written


@pytest.mark.parametrize(
    ("href", "query", "kept"),
    [
        ("/eau", "", "/eau"),
        ("/eau", "territoire=epci:1&detail=x", "/eau?territoire=epci%3A1"),
        ("/eau?periode=mois", "periode=annee&a=1", "/eau?periode=mois&amp;a=1"),
        ("/eau?detail=S-1", "detail=x", "/eau?detail=S-1"),
        ("/eau", 'a="><script>', "/eau?a=%22%3E%3Cscript%3E"),
    ],
)
def test_a_link_keeps_the_selection_without_a_script(href: str, query: str, kept: str) -> None:
    link: Component = html.A("x", href=href, **KEEPING)
    assert as_html(link, query) == f'<a href="{kept}" data-keep-selection="true">x</a>'
