"""The places of mediation: the filters that a link holds, the list, what their sources dispute."""

from collections.abc import Sequence
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from components import formats
from components.captioned import Chart, sized
from components.figures.ranked import ranked_bars
from components.filters import Choice, options
from components.findings.wording import agrees, joined
from components.formats import NBSP, is_missing, number
from components.inclusion.inclusion_place_list import PlaceList
from components.tables import TableColumn, addresses, values

CARD = "/inclusion/lieux/{place_id}"
SEPARATOR = "|"
LIST = "list"
# Sent with the page, which stays light; the others when they are asked for.
FIRST_PLACES = 6
DRAWN = (LIST, "data")
# State of a sheet -> its shape and words: never colour alone.
STATES = {
    "fresh": ("●", "À jour", ""),
    "check": ("▲", "À vérifier", ", il y a plus de 12 mois"),
    "outdated": ("■", "À revoir", ", il y a plus de 18 mois"),
    "undated": ("○", "À revoir", "Sans date de mise à jour"),
}
SOURCES = {
    "lieux-mediation": "Lieux de médiation numérique",
    "hub-lo": "Hub-LO",
    "france-services": "France services",
    "aidants-connect": "Aidants Connect",
    "conseillers-numeriques": "Conseillers numériques",
}
FIELDS = {
    "name": "Nom",
    "address": "Adresse",
    "postcode": "Code postal",
    "commune_code": "Commune",
    "siret": "SIRET",
    "services": "Services",
    "fees": "Tarif",
    "hours": "Horaires",
    "website": "Site web",
    "itinerant": "Itinérance",
    "position": "Position",
}
PLACES = (
    TableColumn("name", "Lieu", link=CARD),
    TableColumn("where", "Adresse"),
    TableColumn("services_words", "Services"),
    TableColumn("hours_words", "Horaires"),
    TableColumn("programmes_words", "Dispositifs"),
    TableColumn("accessibility_url", "Accessibilité"),
    TableColumn("itinerant", "Itinérant", "yes_no"),
    TableColumn("updated", "Mise à jour", "day"),
    TableColumn("state_words", "Fiche"),
    TableColumn("sources_words", "Sources"),
)
DISAGREEMENTS = (
    TableColumn("name", "Lieu", link=CARD),
    TableColumn("field_words", "Ce qui diffère"),
    TableColumn("source_words", "Source"),
    TableColumn("value", "Ce qu’elle dit"),
)
# Filters by the word of the link that asks for them.
EVERY = "Tous"
SELECTS = {"service": "Service", "programme": "Dispositif"}
FLAGS = {
    "samedi": "Ouvert le samedi",
    "accessible": "Accessibilité décrite",
    "itinerant": "Itinérant",
}
ABSENT = {
    "nothing_found": "Aucun lieu connu ne répond à ces critères sur ce territoire",
    "next_step": "Retirez un filtre ou choisissez un territoire plus grand\u202f; si aucun lieu "
    "n’est encore chargé, la page Données dit quels fichiers conviennent.",
}
AGREED = {
    "nothing_found": "Aucune contradiction entre les sources de ces lieux",
    "next_step": "Un lieu qu’une seule source connaît n’est contredit par personne\u00a0: le "
    "tableau des lieux dit combien le connaissent.",
}


def described(frame: Any) -> Any:
    """The frame of places with its lists, address, state and sources in words.

    Those whose town is not known come last.
    """
    nowhere = frame["commune"].isna() & frame["town"].isna()
    frame = frame.loc[nowhere.sort_values(kind="stable").index].reset_index(drop=True)
    names = ("address", "postcode", "town")
    cells = zip(*(values(frame, name) for name in names), strict=True)
    return frame.assign(
        where=[postal(*row) for row in cells],
        services_words=_listed(frame, "services"),
        programmes_words=_listed(frame, "programmes"),
        state_words=[STATES[state][1] for state in frame["sheet_state"]],
        sources_words=[
            formats.enumeration([SOURCES.get(one, one) for one in text.split(SEPARATOR)])
            for text in frame["sources"]
        ],
    )


def postal(address: str | None, postcode: str | None, town: str | None) -> str:
    """ "5 rue de la République, 37000 Tours"; what is missing is left out."""
    return ", ".join(filter(None, (address, " ".join(filter(None, (postcode, town))))))


def _listed(frame: Any, name: str) -> list[str]:
    return [(text or "").replace(SEPARATOR, ", ") for text in values(frame, name)]


def list_slot(chart: Chart) -> Component:
    """The place of the list: as high as its content."""
    place_list = PlaceList(id=chart.part(LIST))
    return html.Div([place_list, html.Div(**sized(chart), hidden=True)], className="gb-plot")


def place_list(frame: Any, selection: Choice, count: int = FIRST_PLACES) -> dict[str, Any]:
    """What assets/places.js draws: a card for each of the first places, the files of them all."""
    query = selection.to_query_string()
    files = [
        {"label": label, "href": f"/export/lieux-inclusion.{ending}?{query}"}
        for ending, label in (("csv", "CSV, norme nationale 1.0.1"), ("geojson", "GeoJSON"))
    ]
    first = frame.head(count)
    rows = zip(first.itertuples(), addresses(first, CARD), strict=True)
    places = [_card(row, href) for row, href in rows]
    return {"places": places, "total": len(frame), "files": files}


def asked_count(asked: object) -> int:
    """How many places a reader asks for, whatever a request holds."""
    count = asked.get("count") if isinstance(asked, dict) else None
    return max(FIRST_PLACES, count) if isinstance(count, int) else FIRST_PLACES


def _card(row: Any, href: str) -> dict[str, Any]:
    shape, words, age = STATES[row.sheet_state]
    day = "" if is_missing(row.updated) else f"Mise à jour le {formats.short_day(row.updated)}"
    moves = not is_missing(row.itinerant) and bool(row.itinerant)
    facts = [("Services", row.services_words or "non précisés"), ("Horaires", row.hours_words)]
    described = not is_missing(row.accessibility_url)
    return {
        "name": row.name,
        "href": href,
        "where": row.where,
        "tags": [*["Itinérant"] * moves, *filter(None, row.programmes_words.split(", "))],
        "facts": [*facts, *[("Accessibilité", "décrite dans Accès libre")] * described],
        "access": row.accessibility_url if described else "",
        "state": row.sheet_state,
        "told": f"{shape} {words}",
        "updated": f" {day}{age}. {agrees(row.source_count, 'Source', 'Sources')}{NBSP}: "
        f"{row.sources_words}.",
    }


def finding(frame: Any, selection: Choice) -> str:
    """How many places, how many sheets are to be checked or redone, how many say their hours."""
    count, states = len(frame), values(frame, "sheet_state")
    known = sum(one is not None for one in values(frame, "open_h_week"))
    check, redo = states.count("check"), states.count("outdated") + states.count("undated")
    clauses = [f"{number(count)} {agrees(count, 'lieu', 'lieux')}"]
    clauses.append(f"{number(known)} {agrees(known, 'dit ses horaires', 'disent leurs horaires')}")
    sheets = [
        f"{number(many)} {agrees(many, 'fiche', 'fiches')} {words}"
        for many, words in (
            (check, "à vérifier (plus de 12 mois)"),
            (redo, "à revoir (plus de 18 mois, ou sans date)"),
        )
        if many
    ]
    clauses.append(formats.enumeration(sheets) or "toutes les fiches sont à jour")
    return joined(clauses)


def disagreements_in_words(frame: Any) -> Any:
    """Fields and sources of disagreements as they are said."""
    return frame.assign(
        field_words=[FIELDS.get(one, one) for one in frame["field"]],
        source_words=[SOURCES.get(one, one) for one in frame["source_key"]],
        value=[str(one).replace(SEPARATOR, ", ") for one in frame["value"]],
    )


def disagreements(frame: Any, selection: Choice) -> dict[str, Any]:
    """How many places have sources that do not agree, by what they tell."""
    told = _disputed(frame)
    ends = [f"{number(count)} {agrees(count, 'lieu', 'lieux')}" for _, count in told]
    return ranked_bars([field for field, _ in told], [count for _, count in told], ends)


def disagreements_told(frame: Any, selection: Choice) -> str:
    """How many places are in dispute, on what first, and which value is kept."""
    (field, count), places = _disputed(frame)[0], frame["place_id"].nunique()
    have = agrees(places, "lieu a", "lieux ont")
    clauses = [
        f"{number(places)} {have} des sources qui ne disent pas la même chose",
        f"d’abord sur «{NBSP}{field.lower()}{NBSP}» ({number(count)})",
        "la fiche montre la valeur mise à jour le plus récemment",
    ]
    return joined(clauses)


def _disputed(frame: Any) -> list[tuple[str, int]]:
    """Field in words -> places, the most frequent first."""
    counts = frame.groupby("field_words")["place_id"].nunique()
    return sorted(((str(k), int(v)) for k, v in counts.items()), key=lambda one: (-one[1], one[0]))


def part(name: str) -> str:
    """The id of a filter."""
    return f"inclusion-places-{name}"


def filter_form() -> Component:
    """The filters of the list, named after the words of a link; assets/places.js writes them."""
    fields = [
        html.Label(
            [label, dbc.Select(id=part(name), name=name, placeholder=EVERY)],
            className="gb-place-filters__field",
        )
        for name, label in SELECTS.items()
    ]
    boxes = [dbc.Checkbox(id=part(name), name=name, label=label) for name, label in FLAGS.items()]
    clear = html.A(
        "Retirer les filtres",
        href="",
        id=part("clear"),
        className="gb-button",
        hidden=True,
        **{"data-keep-selection": "detail="},
    )
    choices = html.Div([*fields, *boxes, clear], className="gb-place-filters__choices")
    inside = [html.Legend("Ne montrer que"), choices]
    return html.Fieldset(inside, className="gb-place-filters", **{"data-place-filters": "true"})


def offered_options(offers: Any, field: str, chosen: int | None) -> list[dict[str, str]]:
    """The choices of a select, each with how many places have it; none of those nobody has."""
    own = offers[offers["field"] == field]
    rows = zip(*(values(own, name) for name in ("number", "item", "places")), strict=True)
    kept = {
        f"{field}:{at}": f"{label} ({number(count)})"
        for at, label, count in rows
        if count or at == chosen
    }
    return options({"": EVERY, **kept})


def criteria_in_words(labels: Sequence[str], flags: Sequence[str]) -> str:
    """ "Aide aux démarches administratives · ouvert le samedi"; empty without filter."""
    return " · ".join([*labels, *(FLAGS[flag].lower() for flag in flags)])
