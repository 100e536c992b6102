"""Names and addresses folded: what is kept of them, and what is not."""

import pytest

from data.inclusion.names import folded, kinds_of, own_words, street


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  MÉDIATHÈQUE,  Jules-Verne ", "mediatheque jules verne"),
        ("L’Œuvre – d'Amboise", "l oeuvre d amboise"),
        ("", ""),
        (None, ""),
    ],
)
def test_accents_capitals_and_punctuation_do_not_count(text, expected):
    assert folded(text) == expected
    assert folded(expected) == expected


@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("MSAP LOCHES", {"france services"}),
        ("Maison de services au public d’Herbault", {"france services"}),
        ("Salbris MFS", {"france services"}),
        ("France Service Loches", {"france services"}),
        ("P.I.J “Point Information Jeunesse”", {"information jeunesse"}),
        ("BIJ 41", {"information jeunesse"}),
        ("Espace Public Numérique de Ports", {"epn"}),
        ("EPN Mairie de Tours", {"epn", "mairie"}),
        ("Commune de Naveil", {"mairie"}),
        ("Mairie bibliothèque", {"mairie", "bibliotheque"}),
        ("Centre Communal d'Action Sociale", {"ccas"}),
        ("France services - Centre social Bastié", {"france services", "centre social"}),
        ("Centre socioculturel Gentiana", {"centre social"}),
        ("M.D.C.S. Blois", {"mdcs"}),
        # Words that only look like a kind.
        ("Communauté de communes du Val", set()),
        ("Foyer de la Ville-aux-Dames", set()),
        ("Association de services aux personnes", set()),
        ("Pijon", set()),
        (None, set()),
    ],
)
def test_a_name_says_what_the_place_is(name, kinds):
    assert kinds_of(name) == kinds


@pytest.mark.parametrize(
    ("name", "town", "words"),
    [
        ("Médiathèque Jules Verne de Tours", "TOURS", {"jules", "verne"}),
        ("France services La Riche - Équinoxe", "La Riche", {"equinoxe"}),
        ("MSAP Langeais", "Langeais", set()),
        ("MSAP Langeais", None, {"langeais"}),
        ("Centre social de la Rabière", "Joué-lès-Tours", {"rabiere"}),
        (None, None, set()),
    ],
)
def test_what_tells_a_place_from_others_is_neither_its_kind_nor_its_town(name, town, words):
    assert own_words(name, town) == words


@pytest.mark.parametrize(
    ("address", "number", "words"),
    [
        ("4-6 PL. Jean Jaurès", "4", {"place", "jean", "jaures"}),
        ("12 ter Av Saint-Nicolas", "12", {"avenue", "nicolas"}),
        ("6 A rue du Bailli", "6", {"rue", "bailli"}),
        ("20bis, r. de Chinon", "20", {"rue", "chinon"}),
        ("Bureau de Poste, 6 rue du Bailli", "6", {"bureau", "poste", "rue", "bailli"}),
        ("Place du 11 novembre", "", {"place", "novembre"}),
        ("3 Place du 11 novembre", "3", {"place", "novembre"}),
        ("7 La Boisnière", "7", {"boisniere"}),
        (None, "", set()),
    ],
)
def test_a_street_has_a_number_and_words(address, number, words):
    assert street(address) == (number, words)
