"""Mentions légales: publisher, personal data, licence."""

import dash
from dash import html
from dash.development.base_component import Component

from components.headings import page_title
from components.prose import Block, prose
from data import db
from data.settings import Settings

dash.register_page(
    __name__,
    path="/mentions-legales",
    name="Mentions légales",
    title="Mentions légales",
    description="Éditeur, données personnelles, licence du logiciel et des données.",
    menu=False,
)


def layout(**_: str) -> Component:
    """The legal notice, with the settings of this installation."""
    return html.Div(
        [page_title("Mentions légales"), *prose(_sections(db.settings()))],
        className="gb-page gb-text",
    )


# Whether the operator has opened the meters of customers.
METERS = {
    False: "Aucun compteur n’est montré seul : leurs fuites sont additionnées par commune, dès "
    "11 compteurs relevés.",
    True: "Ce site montre chaque compteur : il est réservé aux agents du service d’eau.",
}


def _sections(settings: Settings) -> tuple[tuple[str, tuple[Block, ...]], ...]:
    contact = settings.contact or "à renseigner par l’éditeur (réglage GABARE_CONTACT)"
    return (
        ("Éditeur", (f"{settings.organisation}. Contact : {contact}.",)),
        (
            "Données personnelles",
            (
                "Aucune adresse électronique, aucun numéro de téléphone et aucune adresse de "
                "terminal n’est conservé ; aucun nom non plus, sauf celui que l’on choisit de "
                "donner en suivant une alerte d’eau, et qui s’efface sur demande. À son arrivée, "
                "l’adresse d’un terminal est "
                "remplacée par une empreinte dont la clé change chaque jour, puis est détruite. "
                "Les connexions deviennent des comptes dans les 24 heures.",
                "Des compteurs d’eau des abonnés, seuls le volume de chaque jour et le débit de "
                "l’heure la plus faible sont gardés, sans nom ni adresse ; les heures sont lues et "
                f"oubliées. {METERS[settings.customer_detail]}",
                f"Un compte de moins de {settings.privacy_threshold} terminaux n’est jamais "
                "publié, ni ce qui permettrait de le retrouver.",
                "Seuls les terminaux dont l’usager a donné son accord sur le portail sont "
                "reconnus d’un jour à l’autre, dans la même année civile. Pour retirer un accord "
                "ou exercer vos droits, écrivez à l’éditeur. Vous pouvez aussi saisir la CNIL "
                "(cnil.fr).",
            ),
        ),
        (
            "Traceurs",
            (
                "Ce site ne dépose aucun cookie, ne mesure pas votre visite et n’appelle aucun "
                "service extérieur.",
                "Le dernier territoire que vous choisissez en haut de la page est retenu par votre "
                "navigateur, et par lui seul, pour que l’accueil s’ouvre dessus la fois suivante. "
                "Rien d’autre n’est retenu. Choisir «\u00a0Tout le syndicat\u00a0» l’oublie.",
            ),
        ),
        (
            "Logiciel et données",
            (
                "Gabare est un logiciel libre sous licence MIT. Les limites administratives "
                "viennent de données publiques sous Licence Ouverte 2.0. Chaque source et sa "
                "licence figurent à la page Données.",
            ),
        ),
    )
