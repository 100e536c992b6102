"""The public card of a place: what anyone may read, nothing of how it is run."""

import json
import re
from datetime import date
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from dash import html

from components.inclusion import inclusion_place_card as card
from components.inclusion.inclusion_place_map import place_picture
from tests.components.inclusion.test_inclusion_hours import plain, spans

PLACE = {
    "place_id": "hub-lo-1",
    "name": "Médiathèque",
    "address": "5 rue Neuve",
    "postcode": "37000",
    "town": "Tours",
    "commune_code": "37261",
    "latitude_deg": 47.4,
    "longitude_deg": 0.7,
    "at_town_hall": False,
    "website": "https://exemple.fr/|javascript:alert(1)",
    "accessibility_url": "https://acceslibre.example/1",
    "itinerant": None,
    "updated": date(2026, 9, 7),
    "simulated": False,
    "kinds": ("BIB", "ZZZ"),
    "services": ("Aide aux démarches", "Sécurité"),
    "support": ("En autonomie",),
    "access": ("Se présenter",),
    "publics": (),
    "special_care": (),
    "fees": ("Gratuit",),
    "programmes": ("Aidants Connect",),
}
NOWHERE = {"latitude_deg": None, "longitude_deg": None, "address": None, "town": None}
MONDAY = 0


def said(week=(), words="", picture=None, **changes) -> str:
    """The card as text, every space alike."""
    place = SimpleNamespace(**PLACE | changes)
    parts = card.place_card(place, week, words, MONDAY, picture)
    text = json.dumps(parts, ensure_ascii=False, default=lambda one: one.to_plotly_json())
    return plain(text)


def test_what_is_known_is_said():
    told = said(spans(d0="9-12 14-17"), "Ouvert maintenant, jusqu’à 12 h")
    for part in (
        *("5 rue Neuve", "37000 Tours", "Aide aux démarches", "Sécurité", "Gratuit"),
        *("Aidants Connect", "Bibliothèque", "Se présenter", "En autonomie"),
        *("● Ouvert maintenant", "9 h–12 h", "14 h–17 h", "fermé", "aujourd’hui"),
        *("https://acceslibre.example/1", "https://exemple.fr/", "7 septembre 2026"),
    ):
        assert part in told


def test_nothing_of_how_it_is_run_nor_anything_that_runs():
    told = said(spans(d0="9-12"))
    for left in ("hub-lo", "À vérifier", "À revoir", "Source", "javascript", "ZZZ"):
        assert left not in told


def test_closed_and_open_have_a_shape():
    assert "○ Fermé maintenant" in said((), "Fermé maintenant, ouvre demain à 9 h")
    assert "gb-open-now" not in said((), "")


def test_what_is_not_known_is_said_with_what_to_do():
    told = said(None, services=(), **NOWHERE, postcode=None)
    assert "Horaires non connus : renseignez-vous avant de venir." in told
    assert "Services non précisés" in told
    assert "Adresse non connue" in told
    assert "Itinéraire" not in told
    assert "Informations, qui peuvent avoir changé" in said(updated=None)


def test_a_simulated_place_says_so_in_full_and_leads_nowhere():
    told = said(simulated=True)
    assert "il n’existe pas" in told
    assert "Ne vous y rendez pas" in told
    assert "Itinéraire" not in told
    assert "simulé" not in said()


def test_a_place_at_its_town_hall_says_that_its_spot_is_not_known():
    picture = html.Img(src="", alt="")
    assert "le repère est à la mairie" in said(picture=picture, at_town_hall=True)
    assert "Itinéraire" not in said(at_town_hall=True)
    assert "le repère" not in said(picture=picture)
    assert "Img" in said(picture=picture)


def test_a_place_that_moves_says_so():
    assert "Ce lieu se déplace" in said(itinerant=True)
    assert "Ce lieu se déplace" not in said(itinerant=False)


def test_an_unknown_place_leads_back():
    told = json.dumps(card.unknown_place(), default=lambda one: one.to_plotly_json())
    assert card.LIST_PATH in told


AROUND = SimpleNamespace(
    reach_km=10.0,
    outlines={"37261": [[(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0)]], "37122": [[(2.0, 2.0)] * 3]},
    town_halls=[("Tours <&>", 5.0, 5.0), ("Trop près", 5.1, 5.1), ("Sous le repère", 0.0, 0.1)],
)


def test_the_picture_shows_where_and_says_it():
    picture = place_picture(AROUND, "37261", "Carte")
    drawing = unquote(picture.src.removeprefix("data:image/svg+xml,"))
    assert picture.alt == "Carte"
    # 480 px for 20 km, in steps of 4: 1 km east and south of the centre (60, 60) is (66, 66).
    assert "M54,66l12,0 0,-12z" in drawing
    assert "Tours &lt;&amp;&gt;" in drawing
    assert "Trop près" not in drawing
    assert "Sous le repère" not in drawing
    assert len(re.findall("fill='#fbf6ea'", drawing)) == 1


@pytest.mark.parametrize(("reach_km", "km"), [(5.0, 2), (8.0, 2), (20.0, 10)])
def test_the_scale_follows_the_reach(reach_km, km):
    drawing = unquote(place_picture(SimpleNamespace(**vars(AROUND) | {"reach_km": reach_km}),
                                    None, "").src)  # fmt: skip
    assert f"h{km * 240 / reach_km:.0f}" in drawing
    assert f">{km} km<" in drawing
