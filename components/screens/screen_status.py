"""How each public screen stands: one sentence, a list, the columns of its table."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dash import html
from dash.development.base_component import Component

from components import formats
from components.captioned import Chart, Reading, sized
from components.findings.wording import agrees
from components.formats import NBSP, is_missing
from components.screens.screen_faults import fault_in_words
from components.source_cards import local_moment
from components.tables import TableColumn, addresses

PATH = "/ecrans"
SCREEN = f"{PATH}/{{screen_id}}"
LIST = "list"
DRAWN = (LIST, "children")
SIMULATED = "données simulées"


@dataclass(frozen=True)
class Standing:
    """How a screen stands: its shape, its words for one screen, its words for several."""

    shape: str
    one: str
    many: str


# What needs someone comes first.
STANDINGS = {
    "silencieux": Standing("▲", "silencieux", "silencieux depuis plus de 15 minutes"),
    "jamais": Standing("○", "jamais vu", "jamais vus"),
    "neutre": Standing("■", "écran neutre", "sur l’écran neutre"),
    "coupe": Standing("◆", "sans contact, dernières données", "sans contact"),
    "normal": Standing("●", "en service", "en service"),
    "veille": Standing("◐", "en veille", "en veille"),
}
# The order of the sentence: what goes well, then what does not.
TOLD = ("normal", "veille", "coupe", "neutre", "silencieux", "jamais")
COLUMNS = (
    TableColumn("name", "Écran", link=SCREEN),
    TableColumn("place", "Territoire ou site"),
    TableColumn("standing_words", "État"),
    TableColumn("heard_words", "Dernier contact"),
    TableColumn("heard_at", "Vu le", "instant"),
    TableColumn("up_to_date", "Version à jour", "yes_no"),
    TableColumn("error_words", "Dernière erreur"),
    TableColumn("error_at", "Erreur du", "instant"),
    TableColumn("simulated", "Simulé", "yes_no"),
)
NO_SCREEN = {
    "nothing_found": "Aucun écran n’est encore déclaré",
    "next_step": "Ajoutez-en un\u00a0: la marche à suivre est plus bas sur cette page.",
}


@dataclass(frozen=True)
class ScreensReading(Reading):
    """What was read of screens: no territory, no period, the moment of the reading."""

    @property
    def filters(self) -> str:
        return f"État relevé le {formats.instant(self.read_at)}" if self.read_at else ""


def described(frame: Any, read_at: datetime) -> Any:
    """The frame of standings in words, those that need someone first, and when it was read."""
    told = frame.assign(
        read_at=read_at,
        place=["" if is_missing(place) else place for place in frame["place"]],
        standing_words=[STANDINGS[standing].one for standing in frame["standing"]],
        heard_words=[
            heard_in_words(*row) for row in zip(frame["standing"], frame["age_s"], strict=True)
        ],
        heard_at=[_moment(at_s) for at_s in frame["at_s"]],
        error_words=[
            "" if is_missing(text) else fault_in_words(text) for text in frame["last_error"]
        ],
        error_at=[_moment(at_s) for at_s in frame["last_error_s"]],
        order=[list(STANDINGS).index(standing) for standing in frame["standing"]],
    )
    ordered = told.sort_values(["order", "name"], ignore_index=True, kind="stable")
    return ordered.drop(columns="order")


def _moment(at_s: float | None) -> datetime | None:
    return None if is_missing(at_s) else local_moment(at_s)


def heard_in_words(standing: str, age_s: float | None) -> str:
    """ "il y a 2 minutes", "silencieux depuis 3 jours", "jamais vu"."""
    if is_missing(age_s):
        return STANDINGS["jamais"].one
    since = "silencieux depuis" if standing == "silencieux" else "il y a"
    return f"{since} {formats.elapsed(age_s)}"


def finding(frame: Any, _selection: object = None) -> str:
    """ "12 écrans : 10 en service, 1 silencieux depuis plus de 15 minutes, 1 jamais vu."."""
    counts = frame["standing"].value_counts()
    told = [f"{formats.number(counts[one])} {_words(one, counts[one])}"
            for one in TOLD if one in counts]  # fmt: skip
    late = sum(current is False for current in frame["up_to_date"])
    everything = formats.with_unit(len(frame), "écrans")
    return f"{everything}{NBSP}: {', '.join(told)}.{_behind(late)}"


def _words(standing: str, count: int) -> str:
    known = STANDINGS[standing]
    one = known.many if standing in ("silencieux", "neutre", "coupe") else known.one
    return agrees(count, one, known.many)


def _behind(late: int) -> str:
    if not late:
        return ""
    those = agrees(late, "n’a pas", "n’ont pas")
    return (
        f" {formats.number(late)} {those} encore la version en cours{NBSP}: un écran en service la "
        "prend de lui-même, au plus tard la nuit."
    )


def list_slot(chart: Chart) -> Component:
    """The place of the list: as high as its content."""
    return html.Div([html.Div(id=chart.part(LIST)), html.Div(**sized(chart), hidden=True)],
                    className="gb-plot")  # fmt: skip


def drawn_list(frame: Any, _selection: object = None) -> dict[str, Any]:
    """The list of screens, as a chart wants its drawing: a plain dict."""
    rows = zip(frame.itertuples(), addresses(frame, SCREEN), strict=True)
    listed = html.Ul([_line(row, href) for row, href in rows], className="gb-screens")
    words = f"Relevé à {formats.clock(frame['read_at'].iloc[0])}"
    read = html.P(words, className="gb-screens__read")
    return html.Div([read, listed]).to_plotly_json()


def _line(row: Any, href: str) -> Component:
    """Few nodes: a page may have dozens of screens."""
    where = " · ".join(filter(None, (row.place, SIMULATED if row.simulated else "")))
    shape = html.Span(STANDINGS[row.standing].shape, className="gb-screens__shape",
                      **{"aria-hidden": "true"})  # fmt: skip
    told = {
        "place": where,
        "state": standing_in_words(row),
        "news": news_in_words(row),
    }
    parts = [
        html.Span(text, className=f"gb-screens__{name}") for name, text in told.items() if text
    ]
    link = html.A(row.name, href=href, className="gb-screens__name")
    return html.Li(
        [shape, link, *parts], className=f"gb-screens__screen gb-screens__screen--{row.standing}"
    )


def standing_in_words(row: Any) -> str:
    """ "En service, il y a 2 minutes", "Silencieux depuis 3 jours", "Jamais vu"."""
    words = row.heard_words
    if row.standing not in ("silencieux", "jamais"):
        words = f"{row.standing_words}, {words}"
    return words[0].upper() + words[1:]


def news_in_words(row: Any) -> str:
    """Whether its version is the current one, and its last error; empty when never heard."""
    if is_missing(row.at_s):
        return ""
    version = "Version à jour" if row.up_to_date else "Version ancienne"
    if not row.error_words:
        return version
    when = "" if is_missing(row.last_error_s) else f", le {formats.instant(row.error_at)}"
    return f"{version} · dernière erreur{when}{NBSP}: {row.error_words}"
