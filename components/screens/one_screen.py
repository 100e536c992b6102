"""The page of one screen: what it is set to, how it stands, its slides and those left out now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.formats import is_missing
from components.light_table import LightTable
from components.screens.screen_status import PATH, SIMULATED, news_in_words, standing_in_words
from components.sheets import facts_list

SHOWN, LEFT_OUT = "Montrée", "Laissée de côté."
NEXT = "\u00a0: ouvrez l’adresse ci-dessous sur l’ordinateur de l’écran"
ORIENTATIONS = {"portrait": "portrait, 1080 × 1920", "paysage": "paysage, 1920 × 1080"}


@dataclass(frozen=True)
class SlideLine:
    """A slide that a screen is set to show; `reason` says why it is left out now, empty if not."""

    label: str
    seconds: int
    reason: str = ""


def panel(title: str, *content: Component) -> Component:
    """A part of the page, under its title."""
    return html.Section([html.H2(title), *content], className="gb-panel")


def identity(row: Any, languages: Sequence[str], opening: str) -> list[Component]:
    """How a screen stands, then what it is set to; `languages` and `opening` hours in words."""
    facts = [
        ("État", standing_in_words(row) + (NEXT if row.standing == "jamais" else "")),
        ("Logiciel", news_in_words(row)),
        ("Parle de", row.place),
        ("Orientation", ORIENTATIONS[row.orientation]),
        ("Langues", formats.enumeration(languages)),
        ("Horaires de l’office", opening),
        ("Veille", _rest(row)),
    ]
    mark = [html.P(html.Strong(SIMULATED, className="gb-simulated"))] if row.simulated else []
    return [*mark, facts_list([fact for fact in facts if fact[1]])]


def _rest(row: Any) -> str:
    if is_missing(row.standby_from) or is_missing(row.standby_until):
        return "jamais"
    return f"de {_hour(row.standby_from)} à {_hour(row.standby_until)}"


def _hour(text: str) -> str:
    """ "21:00" as "21 h 00"."""
    hour, _, minute = text.partition(":")
    return formats.clock_h(int(hour) + int(minute or 0) / 60)


def slides_block(lines: Sequence[SlideLine], languages: int) -> list[Component]:
    """What the rotation is made of now, in one sentence, then slide by slide."""
    rows = [
        [
            line.label,
            formats.with_unit(line.seconds, "s"),
            f"{LEFT_OUT} {line.reason}" if line.reason else SHOWN,
        ]
        for line in lines
    ]
    headings = ["Diapositive", "Durée", "En ce moment"]
    table = LightTable("Les diapositives de cet écran", headings, [False, True, False], rows)
    return [html.P(rotation_in_words(lines, languages), className="gb-finding"), table]


def rotation_in_words(lines: Sequence[SlideLine], languages: int) -> str:
    """How many slides are shown now, for how long a turn, in how many languages."""
    shown = [line for line in lines if not line.reason]
    if not shown:
        return (
            "Aucune diapositive n’a de quoi être montrée en ce moment\u00a0: l’écran reste sur sa "
            "page neutre, avec le nom de l’office, la date et l’heure."
        )
    many = "diapositives montrées" if len(shown) > 1 else "diapositive montrée"
    minutes, seconds = divmod(sum(line.seconds for line in shown) * languages, 60)
    parts = [(minutes, "min"), (seconds, "s")]
    turn = " et ".join(formats.with_unit(count, unit) for count, unit in parts if count)
    words = f"{formats.number(len(shown))} {many} sur {formats.number(len(lines))}"
    tongues = f", en {formats.number(languages)} langues" if languages > 1 else ""
    return f"{words}{tongues}\u00a0: un tour complet dure {turn}."


def unknown_screen() -> Component:
    """No screen has this identifier, and where they all are."""
    return html.Div(
        [
            html.P("Aucun écran ne porte cet identifiant", className="gb-state__what"),
            html.P(
                [
                    "Il a été retiré de la liste, ou l’adresse est incomplète. ",
                    html.A("Voir tous les écrans", href=PATH),
                ]
            ),
        ],
        className="gb-state gb-state--no-data",
    )
