"""How a public screen is added or changed: the steps, the files, what each column means."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from dash import html
from dash.development.base_component import Component

from components.formats import NBSP
from components.light_table import LightTable

MEANINGS = "Ce que veulent dire les colonnes et les diapositives"
LIST_FILE, TEMPLATE_FILE = "/export/ecrans.csv", "/export/ecrans-modele.csv"
COMMAND = "python -m loaders run ecrans --file ecrans.csv"
REMOVAL = "python -m loaders remove ecrans IDENTIFIANT"
CHECK = "python -m loaders check ecrans --file ecrans.csv"


class Described(Protocol):
    """What the page says of a column of the list."""

    name: str
    meaning: str
    example: str
    required: bool


def setup(summary_id: str, slot_id: str) -> Component:
    """The steps, then the place of what columns and slides mean, filled when it is opened."""
    return html.Section(
        [
            html.H2("Ajouter ou changer un écran"),
            html.P(
                "Les écrans sont les lignes d’un tableau\u00a0: une ligne par écran. Rien ne se "
                "change depuis cette page, que tout le monde peut lire."
            ),
            html.Ol([html.Li(step) for step in _steps()], className="gb-howto"),
            html.Details(
                [
                    html.Summary(MEANINGS, id=summary_id, className="gb-disclosure"),
                    html.Div(id=slot_id),
                ]
            ),
        ],
        className="gb-panel gb-text",
    )


def meanings(columns: Iterable[Described], slides: Mapping[str, str]) -> list[Component]:
    """What each column of the list means, then what each slide shows (kind -> words)."""
    return [_columns(columns), _slides(slides)]


def _steps() -> list[list[object]]:
    return [
        [
            "Téléchargez ",
            html.A("la liste en cours (CSV)", href=LIST_FILE, download=""),
            ", ou ",
            html.A("un modèle à remplir (CSV)", href=TEMPLATE_FILE, download=""),
            " s’il n’y a encore aucun écran. Un tableur l’ouvre tel quel.",
        ],
        [
            "Changez ou ajoutez des lignes. Gardez la première, celle des titres, et "
            "l’identifiant de chaque écran\u00a0: il est dans son adresse."
        ],
        [
            "Enregistrez en CSV, et confiez le fichier à la personne qui tient le serveur. Elle le "
            "vérifie par ",
            html.Code(CHECK),
            ", puis le charge par ",
            html.Code(COMMAND),
            ". Une ligne refusée n’empêche pas les autres\u00a0: elle est mise de côté, avec sa "
            "raison, et se télécharge sur la page ",
            html.A("Données", href="/donnees"),
            ". Un écran absent du fichier reste tel qu’il est\u00a0: pour le retirer, la commande "
            "est ",
            html.Code(REMOVAL),
            ".",
        ],
        [
            "Revenez ici\u00a0: la page de l’écran en donne l’aperçu, l’adresse et un code QR. "
            "Ouvrez cette adresse sur le petit ordinateur de l’écran, en plein écran."
        ],
        [
            "Le mode d’emploi ",
            html.Code("docs/screens.md"),
            ", livré avec Gabare, dit comment préparer cet ordinateur pour qu’il démarre seul sur "
            "l’écran, et que faire s’il reste noir.",
        ],
    ]


def _columns(columns: Iterable[Described]) -> Component:
    caption = "Les colonnes de la liste des écrans"
    rows = [[one.name, _meaning(one)] for one in columns]
    return LightTable(caption, ["Colonne", "Ce qu’elle dit"], [False, False], rows)


def _meaning(column: Described) -> str:
    """Two columns in all: a third one would leave a phone."""
    parts = (
        "Obligatoire." if column.required else "",
        column.meaning,
        f"Exemple{NBSP}: {column.example}" if column.example else "",
    )
    return " ".join(filter(None, parts))


def _slides(slides: Mapping[str, str]) -> Component:
    caption = "Les diapositives qu’un écran peut montrer"
    rows = [[kind, shows] for kind, shows in slides.items()]
    return LightTable(caption, ["Mot à écrire", "Ce qu’elle montre"], [False, False], rows)
