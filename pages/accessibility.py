"""Accessibilité: the declaration, honest about what was not tested."""

import dash
from dash import html
from dash.development.base_component import Component

from components.headings import page_title
from components.prose import prose

dash.register_page(
    __name__,
    path="/accessibilite",
    name="Accessibilité",
    title="Déclaration d’accessibilité",
    description="État de conformité au RGAA, contenus non accessibles, recours.",
    menu=False,
)

DECLARATION = (
    (
        "État de conformité",
        (
            "Cette application n’a pas encore fait l’objet d’un audit RGAA 4.1 complet par un "
            "tiers. Elle est donc déclarée non conforme jusqu’à cet audit, même si les contrôles "
            "ci-dessous passent.",
        ),
    ),
    (
        "Ce qui est contrôlé à chaque version",
        (
            (
                "Règles automatiques d’axe-core sur chaque page, en largeur d’ordinateur et de "
                "téléphone : aucun défaut relevé.",
                "Parcours au clavier : chaque commande est atteinte une fois, dans l’ordre, avec "
                "un repère visible.",
                "Chaque graphique porte une phrase qui dit l’essentiel et un tableau de ses "
                "valeurs exactes.",
                "Contrastes : 4,5:1 au moins pour les textes, 3:1 au moins pour les tracés.",
            ),
        ),
    ),
    (
        "Ce qui n’a pas été contrôlé",
        (
            (
                "La restitution par les lecteurs d’écran NVDA, JAWS et VoiceOver, avec de vrais "
                "utilisateurs.",
                "La carte elle-même : elle ne s’utilise pas au lecteur d’écran ; le tableau qui "
                "l’accompagne donne les mêmes sites et les mêmes valeurs.",
                "Le grossissement du texte seul à 200 % dans chaque navigateur.",
            ),
        ),
    ),
    (
        "Signaler une difficulté",
        (
            "Écrivez au syndicat : l’adresse figure dans les mentions légales. Sans réponse de sa "
            "part, vous pouvez saisir le Défenseur des droits (defenseurdesdroits.fr).",
        ),
    ),
)


def layout(**_: str) -> Component:
    """The declaration as one text."""
    return html.Div(
        [page_title("Déclaration d’accessibilité"), *prose(DECLARATION)],
        className="gb-page gb-text",
    )
