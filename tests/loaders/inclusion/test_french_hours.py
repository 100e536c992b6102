"""Opening hours in free words: read whole, or not at all."""

import pytest

from loaders.inclusion.french_hours import osm_hours


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accueil du public du lundi au mercredi de 09h00 à 12h30 sans RDV.",
         "Mo 09:00-12:30; Tu 09:00-12:30; We 09:00-12:30"),
        ("Mardi : 13h-19h  / Jeudi : 10h-12h30 - 15h18h",
         "Tu 13:00-19:00; Th 10:00-12:30,15:00-18:00"),
        ("Mardi et jeudi : 14h - 22h et Samedi : 14h - 20h",
         "Tu 14:00-22:00; Th 14:00-22:00; Sa 14:00-20:00"),
        ("lundi\n13h30 – 17h30\n\nSamedi\nFermé", "Mo 13:30-17:30"),
        ("lundi-mercredi : 9h-12h", "Mo 09:00-12:00; Tu 09:00-12:00; We 09:00-12:00"),
        # Three days with dashes are a list, not a span of days.
        ("lundi-mardi-jeudi : 9h-12h / mercredi 9h/12h - 14h/17h",
         "Mo 09:00-12:00; Tu 09:00-12:00; We 09:00-12:00,14:00-17:00; Th 09:00-12:00"),
    ],
)  # fmt: skip
def test_days_and_hours_are_read(text, expected):
    assert osm_hours(text) == expected


def test_hours_without_a_day_are_those_of_the_days_given_beside():
    assert osm_hours("9h30 - 18h", ["Lundi", "Jeudi"]) == "Mo 09:30-18:00; Th 09:30-18:00"
    assert osm_hours("9h30 - 18h") is None


@pytest.mark.parametrize(
    "text",
    [
        "Sur RDV : 02.47.74.56.08",
        "En période scolaire : mercredi de 13h00 à 18h00",
        "du lundi au vendredi de 9h à 17h, fermé les mardi après-midi",
        "lundi 9h-12h-14h",
        "lundi 14h-9h",
        "lundi 9h-12h / lundi 14h-17h",
        "lundi 9h-17",
        "9h00 – 12h30 sur RDV et 13h30 – 17h en accueil libre",
    ],
)
def test_what_is_not_sure_is_not_read(text):
    assert osm_hours(text, ["Lundi"]) is None
