"""Communes: finding the sheet of one by its name."""

from pathlib import Path

import dash
from dash import html
from dash.development.base_component import Component

from components.communes.commune_finder import connect_finder, finder
from components.headings import page_title
from data import db
from data.territory import load_territory

PATH = "/communes"


def layout(**_: str) -> Component:
    """The form, and the list that it narrows: every commune, whatever is loaded."""
    territory = load_territory(Path(db.settings().territory_dir))
    communes = [(one.code, one.name, one.postcodes, one.epci or "") for one in territory.communes]
    epcis = {one.code: one.name for one in sorted(territory.epcis, key=lambda one: one.name)}
    return html.Div(
        [
            page_title("Trouver une commune"),
            html.P(
                "Chaque commune a sa fiche\u00a0: les chiffres de tous les thèmes, situés parmi "
                "ceux des communes qui lui ressemblent."
            ),
            finder(communes, epcis),
        ],
        className="gb-page",
    )


dash.register_page(
    __name__,
    path=PATH,
    name="Communes",
    title="Trouver une commune",
    description="Les communes du territoire et leur fiche.",
    menu=False,
)
connect_finder()
