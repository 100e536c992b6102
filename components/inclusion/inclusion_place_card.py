"""The public card of a place: where, when, what for, how; nothing of how it is run."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.formats import NARROW, NBSP, WEEKDAYS
from components.inclusion.inclusion_hours import CLOSED, by_weekday
from components.inclusion.inclusion_places import postal
from components.sheets import facts_list

LIST_PATH = "/inclusion/lieux"
ROUTE = "https://www.openstreetmap.org/directions?to={latitude},{longitude}"
SIMULATED = (
    "Lieu simulé, pour la démonstration\u00a0: il n’existe pas, et son adresse, ses services et "
    "ses horaires sont inventés. Ne vous y rendez pas."
)
# Codes of the national vocabulary of structures -> words, those that a place of mediation has.
KINDS = {
    "ASSO": "Association",
    "BIB": "Bibliothèque",
    "CAF": "Caisse d’allocations familiales",
    "CC": "Communauté de communes",
    "CCAS": "Centre communal d’action sociale",
    "CD": "Département",
    "CIAS": "Centre intercommunal d’action sociale",
    "CS": "Centre social",
    "EPCI": "Intercommunalité",
    "EPN": "Espace public numérique",
    "ESS": "Économie sociale et solidaire",
    "FABLAB": "Fablab",
    "MDS": "Maison départementale des solidarités",
    "MJC": "Maison des jeunes et de la culture",
    "ML": "Mission locale",
    "MSAP": "Maison de services au public",
    "MUNI": "Mairie",
    "PE": "France Travail",
    "RFS": "France services",
    "TIERS_LIEUX": "Tiers-lieu",
}
MOVES = "Ce lieu se déplace\u00a0: renseignez-vous sur son passage."


def place_card(
    place: Any, week: Sequence[Any] | None, open_words: str, today: int, picture: Component | None
) -> list[Component]:
    """What anyone may read of a place, for a screen, a phone or one printed page.

    `week` holds the spans of a usual week, None when not known; `open_words` are those of now;
    `today` is the weekday (0 is Monday).
    """
    warning = [html.P(html.Strong(SIMULATED), className="gb-card-simulated")]
    return [
        *warning[: place.simulated],
        *_open_now(open_words),
        html.Div(
            [
                html.Div(
                    [_where(place), _hours(week, today, place.updated)],
                    className="gb-place-card__main",
                ),
                *([] if picture is None else [_map(place, picture)]),
            ],
            className="gb-place-card__top",
        ),
        _services(place),
        _practical(place),
        _foot(place),
    ]


def _open_now(words: str) -> list[Component]:
    if not words:
        return []
    is_open = words.startswith("Ouvert")
    state = "open" if is_open else "closed"
    told = f"{'●' if is_open else '○'} {words}"
    return [html.P(told, className=f"gb-open-now gb-open-now--{state}", role="status")]


def _where(place: Any) -> Component:
    lines = [place.address, " ".join(filter(None, (place.postcode, place.town)))]
    told = [part for line in filter(None, lines) for part in (line, html.Br())][:-1]
    parts = [html.P(told or "Adresse non connue", className="gb-place-card__address")]
    if place.itinerant:
        parts.append(html.P(MOVES))
    if place.latitude_deg is not None and not (place.at_town_hall or place.simulated):
        link = ROUTE.format(latitude=place.latitude_deg, longitude=place.longitude_deg)
        parts.append(
            html.A("Itinéraire", href=link, className="gb-button", rel="noopener noreferrer")
        )
    return html.Section([html.H2("Où"), *parts])


def _hours(week: Sequence[Any] | None, today: int, updated: date | None) -> Component:
    """Seven days, today's told apart by a word; what to do when the hours are not known."""
    if week is None:
        ask = "Horaires non connus\u00a0: renseignez-vous avant de venir."
        return html.Section([html.H2("Quand"), html.P(ask)])
    rows = [
        html.Tr([html.Th(_day_label(weekday, today), scope="row"), html.Td(_pieces(words))],
                className="gb-week__today" if weekday == today else "")
        for weekday, words in enumerate(by_weekday(week))
    ]  # fmt: skip
    told = f"{NARROW}; informations du {formats.day(updated)}" if updated else ""
    note = f"Semaine habituelle, hors jours fériés et congés{told}."
    table = html.Table(html.Tbody(rows), className="gb-week", **{"aria-label": "Horaires"})
    return html.Section([html.H2("Quand"), table, html.P(note, className="gb-place-card__note")])


def _day_label(weekday: int, today: int) -> list[Any]:
    name = WEEKDAYS[weekday].capitalize()
    own = html.Span(" · aujourd’hui", className="gb-week__mark")
    return [name, own] if weekday == today else [name]


def _pieces(words: str) -> list[Any]:
    """Each span in one piece."""
    if words == CLOSED:
        return [words]
    return [html.Span(f"{one} ") for one in words.split(", ")]


def _map(place: Any, picture: Component) -> Component:
    parts = [picture]
    if place.at_town_hall:
        said = "La position exacte n’est pas connue\u00a0: le repère est à la mairie."
        parts.append(html.Figcaption(said))
    return html.Figure(parts, className="gb-place-card__map")


def _services(place: Any) -> Component:
    items = [html.Li(one) for one in place.services]
    listed = html.Ul(items, className="gb-place-card__services")
    unknown = html.P("Services non précisés\u00a0: renseignez-vous avant de venir.")
    return html.Section([html.H2("Ce qu’on y fait"), listed if items else unknown])


def _practical(place: Any) -> Component:
    """One line a fact that is known."""
    kinds = [KINDS[one] for one in place.kinds if one in KINDS]
    facts = [
        ("Tarif", _list(place.fees)),
        ("Accès", _list(place.access)),
        ("Accompagnement", _list(place.support)),
        ("Public", _list(place.publics)),
        ("Accueil adapté", _list(place.special_care)),
        ("Dispositifs", _list(place.programmes)),
        ("Type de lieu", _list(kinds)),
        ("Accessibilité", _link(place.accessibility_url, "Fiche Accès libre")),
        ("Site web", _sites(place.website)),
    ]
    known = [(name, told) for name, told in facts if told not in ("", None)]
    return html.Section([html.H2("Bon à savoir"), facts_list(known)]) if known else html.Section()


def _list(labels: Sequence[str]) -> str:
    return ", ".join(labels)


def _link(address: str | None, words: str) -> Component | None:
    """A link that leads out by https or http, and no other."""
    if not address or not address.startswith(("https://", "http://")):
        return None
    return html.A(words, href=address, rel="noopener noreferrer")


def _sites(addresses: str | None) -> list[Any] | None:
    pieces = (addresses or "").split("|")
    links = [_link(one, one.split("://")[-1].strip("/")) for one in pieces]
    return [part for link in links if link is not None for part in (link, " ")][:-1] or None


def _foot(place: Any) -> Component:
    day = f" du {formats.day(place.updated)}" if place.updated else ""
    words = f"Informations{day}, qui peuvent avoir changé\u00a0: renseignez-vous avant de venir."
    button = html.Button(
        "Imprimer cette fiche", type="button", className="gb-button", **{"data-print": "true"}
    )
    return html.Div([html.P(words), button], className="gb-place-card__foot")


def unknown_place() -> Component:
    """No place has this identifier, and where they all are."""
    return html.Div(
        [
            html.P("Ce lieu n’est pas connu", className="gb-state__what"),
            html.P(
                [
                    "Il a pu fermer ou changer d’adresse, ou le lien est incomplet. ",
                    html.A("Voir tous les lieux", href=LIST_PATH),
                ]
            ),
        ],
        className="gb-state gb-state--no-data",
    )


def where_in_words(place: Any) -> str:
    """What the small map shows, for those who do not see it."""
    spot = postal(place.address, place.postcode, place.town)
    return f"Carte des communes autour de ce lieu{f'{NBSP}: {spot}' if spot else ''}."
