"""What a commune is, what rings in it, and what to say of one that is not known."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.communes import commune_words as words
from components.findings.wording import agrees, eur_year
from components.formats import MISSING, is_missing, number, with_unit
from components.methods import method_link
from components.sheets import facts_list
from components.tables import values

LIST_PATH = "/communes"
SHEET_PATH = "/communes/{code}"
# The dearest alerts of each kind; the page of the theme lists them all.
TOLD = 3


def identity_block(profile: Any) -> list[Component]:
    """Where the commune is, how large, and which ones are like it; then where to go on."""
    facts = [
        ("Habitants", number(profile.population)),
        ("Superficie", _area(profile)),
        ("Situation", [f"{profile.departement}, ", *_epci(profile)]),
        ("Communes semblables", _alike(profile)),
    ]
    return [facts_list(facts), _ways(profile)]


def _area(profile: Any) -> str:
    """ "40,9 km² (contours simplifiés), 316 habitants par km²"."""
    if not profile.area_km2:
        return MISSING
    area = f"{with_unit(profile.area_km2, 'km²', 1)} (contours simplifiés)"
    if profile.population is None:
        return area
    return f"{area}, {with_unit(profile.population / profile.area_km2, 'habitants par km²')}"


def _epci(profile: Any) -> list[Any]:
    if not profile.epci_code:
        return ["sans intercommunalité"]
    own = f"territoire=epci:{profile.epci_code}"
    return [html.A(profile.epci, href=f"/?{own}", **{"data-keep-selection": own})]


def _alike(profile: Any) -> list[Any]:
    """ "9 communes de moins de 500 habitants, très peu denses", then how they are chosen."""
    alike = words.alike_in_words(profile) or "classe non connue"
    return [f"{alike}. ", method_link("fiches-communes", "Comment elles sont choisies")]


def _ways(profile: Any) -> Component:
    own = f"territoire=commune:{profile.code}"
    links = [
        html.A(label, href=f"{path}?{own}", className="gb-button", **{"data-keep-selection": own})
        for label, path in (
            ("L’essentiel de la commune", "/"),
            ("La commune sur la carte", "/carte"),
        )
    ]
    paper = {"data-print": "true"}
    button = html.Button("Imprimer cette fiche", type="button", className="gb-button", **paper)
    return html.Div([*links, button], className="gb-commune-ways")


@dataclass(frozen=True)
class Alerts:
    """The alerts of one theme: its rows, how the dearest are listed, where they all are.

    `cost`: the column of euros a year.
    """

    label: str
    path: str
    frame: Any
    cost: str
    listed: Component


def alerts_block(themes: Sequence[Alerts], unseen: Sequence[str], scope: str) -> list[Component]:
    """One part a theme: how many alerts, what they cost a year, the dearest as sentences.

    `unseen`: of each theme, why no alert could be seen; "" where one could.
    """
    return [_alerts_of(one, why, scope) for one, why in zip(themes, unseen, strict=True)]


def _alerts_of(theme: Alerts, unseen: str, scope: str) -> Component:
    count = len(theme.frame)
    if not count:
        nothing = html.P(unseen or "Aucune alerte ouverte.", className="gb-shown")
        return html.Section([html.H3(theme.label), nothing])
    head = [html.H3(theme.label), html.P(_worth(theme), className="gb-shown")]
    rest = []
    if count > TOLD:
        own = f"territoire={scope}"
        all_of_them = f"{theme.label}\u00a0: les {number(count)} alertes"
        rest = [html.A(all_of_them, href=f"{theme.path}?{own}", className="gb-more",
                       **{"data-keep-selection": own})]  # fmt: skip
    return html.Section([*head, theme.listed, *rest])


def _worth(theme: Alerts) -> str:
    """ "3 alertes ouvertes, 12 400 € par an si rien n’est fait"."""
    count = len(theme.frame)
    known = [eur for eur in values(theme.frame, theme.cost) if not is_missing(eur)]
    told = f"{with_unit(count, 'alertes')} {agrees(count, 'ouverte', 'ouvertes')}"
    if not known:
        return f"{told}, sans prix pour les chiffrer."
    of = "" if len(known) == count else f" pour {number(len(known))} d’entre elles"
    return f"{told}, {eur_year(sum(known))}{of} si rien n’est fait."


def unknown_commune(asked: str, current: tuple[str, str] | None) -> Component:
    """No commune of the territory has this code; `current`: code and name of the one that took
    its place, when it was merged."""
    if current is None:
        what = "Cette commune n’est pas dans le territoire"
        why = "Le code est celui de l’Insee, à cinq caractères\u00a0: il a pu être mal recopié. "
    else:
        code, name = current
        what = f"La commune {asked} a été réunie à {name}"
        why = html.A(f"Voir la fiche {name}", href=SHEET_PATH.format(code=code))
    finder = html.A("Chercher une commune par son nom", href=LIST_PATH)
    return html.Div(
        [html.P(what, className="gb-state__what"), html.P([why, " ", finder])],
        className="gb-state gb-state--no-data",
    )
