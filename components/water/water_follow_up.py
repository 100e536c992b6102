"""To say what is done of the alert of a sector: the form, what was said before, the answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import dash_bootstrap_components as dbc
from dash import Input, Output, State, callback, ctx, html, no_update
from dash.development.base_component import Component

from components import states
from components.captioned import LIVE
from components.filters import options
from components.formats import NBSP, instant, is_missing
from data.quality import Notice, Severity

PREFIX = "water-follow-up"
FIELDS = ("state", "note", "author", "code")
STORED = "SUIVI_ENREGISTRE"
SEEN = "seen"
SETTING = "GABARE_FOLLOW_UP_CODE"
# The code that the demonstration is started with.
DEMONSTRATION = "demonstration"


@dataclass(frozen=True)
class Standing:
    """Where an alert is: whether one runs, its state in words, what was said before.

    `history` has told, state_label, note and author, newest first. `opened`: whether anybody may
    write; `demonstration`: whether the code is the one that everybody knows.
    """

    running: bool
    state_label: str
    history: Any
    opened: bool
    demonstration: bool = False


@dataclass(frozen=True)
class Said:
    """What someone has typed, the code that lets them write, and the address they write from."""

    state: str
    note: str
    author: str
    code: str
    client: str = ""


def part(name: str) -> str:
    """The id of a part of the form."""
    return f"{PREFIX}-{name}"


def follow_up_section(labels: Mapping[str, str], lengths: tuple[int, int]) -> Component:
    """The place of what was said, the form and its answer; `connect_follow_up` fills them.

    `labels`: state -> label; `lengths`: the most signs of a note and of a name.
    """
    title = part("title")
    return html.Section(
        [
            html.H2("Suite donnée à l’alerte", id=title),
            html.Div(states.loading(), id=part("standing")),
            html.Div(_fields(labels, *lengths), id=part("form"), className="gb-form", hidden=True),
            html.P(id=part("answer"), role="status", className="gb-form__answer", **LIVE),
        ],
        id=PREFIX,
        className="gb-panel gb-follow-up",
        **{"aria-labelledby": title},
    )


def _fields(labels: Mapping[str, str], note_signs: int, author_signs: int) -> list[Component]:
    state = dbc.Select(id=part("state"), options=options(labels), value=SEEN)
    note = dbc.Textarea(id=part("note"), value="", maxLength=note_signs, rows=3)
    author = dbc.Input(id=part("author"), value="", maxLength=author_signs, autoComplete="off")
    # A browser that offers to keep it would let anybody write from this computer.
    code = dbc.Input(id=part("code"), value="", type="password", autoComplete="one-time-code")
    return [
        _field("Où en est-on\u202f?", state),
        _field(
            f"Note, facultative ({note_signs} signes au plus)",
            note,
            "Visible de tous\u00a0: ni nom d’abonné, ni adresse, ni téléphone.",
        ),
        _field("Votre nom, facultatif", author),
        _field("Code de suivi", code, "Donné par l’exploitant du site\u202f; il n’est pas gardé."),
        html.Button("Enregistrer", id=part("send"), type="button", className="gb-button"),
    ]


def _field(label: str, control: Component, hint: str = "") -> Component:
    small = [html.Small(hint)] if hint else []
    return html.Div([html.Label([label, *small], htmlFor=control.id), control])


def standing_block(standing: Standing) -> list[Component]:
    """Where the alert is, why nobody may write, then what was said before, newest first."""
    told = [html.P(_where(standing), className="gb-follow-up__state")]
    if standing.running and not standing.opened:
        told.append(_closed())
    if standing.running and standing.opened and standing.demonstration:
        told.append(html.P(f"Démonstration{NBSP}: le code est «{NBSP}{DEMONSTRATION}{NBSP}»."))
    return [*told, *_history(standing.history)]


def _where(standing: Standing) -> str:
    if not standing.running:
        return "Aucune alerte en cours dans ce secteur\u00a0: il n’y a rien à noter."
    return f"Alerte en cours{NBSP}: {standing.state_label.lower()}."


def _closed() -> Component:
    """That entry is closed, and how the operator opens it."""
    return html.P(
        [
            "La saisie est fermée\u00a0: l’exploitant du site l’ouvre en choisissant un code d’au "
            "moins 8 signes, dans le réglage ",
            html.Code(SETTING),
            ", puis en redémarrant le site.",
        ],
        className="gb-notice gb-notice--warning",
    )


def _history(frame: Any) -> list[Component]:
    if not len(frame):
        return []
    items = [
        html.Li([html.Strong(row.state_label), f", {_told(row)}", *_note(row)])
        for row in frame.itertuples()
    ]
    return [html.H3("Ce qui a été noté"), html.Ol(items, className="gb-history")]


def _told(row: Any) -> str:
    """ "le 22 novembre 2026 à 14 h 05, par Jeanne"."""
    by = "" if is_missing(row.author) or not row.author else f", par {row.author}"
    return f"le {instant(row.told)}{by}"


def _note(row: Any) -> list[Component]:
    return [] if is_missing(row.note) or not row.note else [html.P(row.note)]


def connect_follow_up(
    store: str,
    standing: Callable[[str | None], Standing | None],
    submit: Callable[[str | None, Said], Notice],
) -> None:
    """Fill the section from the selection in `store`, and send what is typed.

    `standing` is None when the store of data is away or the place unknown. What was typed stays
    until it is stored; then note and code are emptied.
    """
    shown = (part("standing"), "children"), (part("form"), "hidden")
    sent = [State(part(name), "value") for name in FIELDS]

    @callback(*(Output(*one) for one in shown), Input(store, "data"))
    def show_standing(query_string: str | None) -> tuple[Any, bool]:
        return _shown(standing(query_string))

    @callback(
        *(Output(*one, allow_duplicate=True) for one in shown),
        Output(part("answer"), "children"),
        Output(part("answer"), "className"),
        Output(part("note"), "value"),
        Output(part("code"), "value"),
        Input(part("send"), "n_clicks"),
        Input(part("code"), "n_submit"),
        State(store, "data"),
        *sent,
        running=[(Output(part("send"), "disabled"), True, False)],
        prevent_initial_call=True,
    )
    def send(_clicks: Any, _enter: Any, query_string: str | None, *typed: Any) -> tuple[Any, ...]:
        notice = submit(query_string, said_of(typed, _client()))
        if notice.code != STORED:
            return no_update, no_update, *answer(notice), no_update, no_update
        return *_shown(standing(query_string)), *answer(notice), "", ""


def said_of(typed: tuple[Any, ...], client: str = "") -> Said:
    """What was typed, in the order of FIELDS; what is no text is nothing."""
    return Said(*(one if isinstance(one, str) else "" for one in typed), client=client)


def _client() -> str:
    """The address that the nearest proxy has seen, else the one that speaks to us."""
    forwarded = ctx.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return forwarded or ctx.remote or ""


def answer(notice: Notice) -> tuple[list[Component], str]:
    """The words of an answer and its class: never colour alone."""
    word = states.SEVERITY_WORDS[notice.severity]
    words = [] if notice.severity == Severity.INFO else [html.Strong(f"{word}{NBSP}: ")]
    kind = notice.severity.name.lower()
    return [*words, notice.text], f"gb-form__answer gb-notice gb-notice--{kind}"


def _shown(standing: Standing | None) -> tuple[Any, bool]:
    if standing is None:
        return states.failed(), True
    return standing_block(standing), not (standing.running and standing.opened)
