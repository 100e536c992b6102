"""Names and addresses of places as they read aloud."""

import pytest

from data.inclusion.place_names import readable_address, readable_name


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("FRANCE SERVICES DE ROMORANTIN-LANTHENAY", "France Services de Romorantin-Lanthenay"),
        ("MÉDIATHÈQUE DE BALLAN-MIRÉ", "Médiathèque de Ballan-Miré"),
        ("BIBLIOTHEQUE DE L'ILE-BOUCHARD", "Bibliothèque de l’Ile-Bouchard"),
        ("CCAS D’AMBOISE", "CCAS d’Amboise"),
        ("MAIRIE DE SAINT-AIGNAN-SUR-CHER", "Mairie de Saint-Aignan-sur-Cher"),
        ("Mairie de LOCHES", "Mairie de Loches"),
        ("CYBER-BASE JEAN XXIII", "Cyber-Base Jean XXIII"),
        ("LA BOÎTE À OUTILS", "La Boîte à Outils"),
        ("Atelier numérique de Perrusson", "Atelier numérique de Perrusson"),
        ("CCAS de Blois", "CCAS de Blois"),
        ("EPN", "EPN"),
        ("", ""),
    ],
)
def test_names_are_not_shouted(name, said):
    assert readable_name(name) == said


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("2 ALL DES AULNES", "2 allée des Aulnes"),
        ("12 AV DE LA GARE", "12 avenue de la Gare"),
        ("35 RUE EUGENE GOUIN", "35 rue Eugene Gouin"),
        ("36 bis rue de l'Ancien Pont", "36 bis rue de l’Ancien Pont"),
        ("Place du 8 Mai", "Place du 8 Mai"),
    ],
)
def test_addresses_are_not_shouted(address, said):
    assert readable_address(address) == said
