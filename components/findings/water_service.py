"""What the official indicators of one service say, in sentences."""

from typing import Any

from components.filters import Choice
from components.findings.wording import agrees, joined
from components.formats import NBSP, enumeration, is_missing, number, percent, with_unit
from components.tables import values
from components.water.water_sheet_frames import DONE, REFUSED, UNDECLARED

INDEX = "m³/km/jour"
# Code of an indicator, what it is called in a sentence, how its value is written.
TOLD = (
    ("P104.3", "rendement", percent),
    ("P106.3", "pertes", lambda value: with_unit(value, INDEX, 2)),
    ("P107.2", "renouvellement", lambda value: f"{percent(value, 2)} par an"),
    ("P103.2B", "connaissance du réseau", lambda value: f"{number(value)} points sur 120"),
)


def official(frame: Any, selection: Choice) -> str:
    """The four indicators of the last year declared and how each is judged."""
    years = values(frame, "year")
    if not years:
        return "Aucune année déclarée par ce service."
    last = frame[frame["year"] == max(years)].set_index("code")
    told = [_told(last.loc[code], name, written) for code, name, written in TOLD]
    return f"En {max(years)}{NBSP}: {joined(told)}"


def _told(row: Any, name: str, written: Any) -> str:
    if is_missing(row["value"]):
        return f"{name} non calculable{'s' if name.endswith('s') else ''}"
    judged = f" ({row['judgement'].lower()})" if row["judgement"] else ""
    return f"{name} {written(row['value'])}{judged}"


def lacking(frame: Any) -> str:
    """Which indicators of a year could not be computed, and where their volumes are told."""
    codes = [
        code
        for code, what in zip(values(frame, "code"), values(frame, "missing"), strict=True)
        if what
    ]
    where = "Les volumes et les autres années sont dans le tableau des indicateurs officiels."
    if not codes:
        return f"Tous les indicateurs de cette année sont connus. {where}"
    are = agrees(len(codes), "n’est pas connu", "ne sont pas connus")
    return (
        f"{enumeration(codes)} {are}\u00a0: la dernière colonne dit ce qui manque, et un volume "
        f"nul se déclare 0. {where}"
    )


def knowledge(frame: Any, selection: Choice) -> str:
    """The points, the parts said not to be done, those done that count for nothing, the rule."""
    answers, most = values(frame, "answer"), values(frame, "most_points")
    parts = list(zip(answers, values(frame, "points"), most, strict=True))
    brought = [points for _, points, may in parts if may]
    left = sum(may or 0 for answer, _, may in parts if answer == REFUSED)
    idle = sum(may for answer, points, may in parts if answer == DONE and points == 0 and may)
    refused, silent = answers.count(REFUSED), answers.count(UNDECLARED)
    clauses = [
        f"{with_unit(sum(brought), 'points')} sur 120" if None not in brought else "",
        f"{number(refused)} {agrees(refused, 'partie déclarée', 'parties déclarées')} «{NBSP}non"
        f"{NBSP}», pour {with_unit(left, 'points')} au plus"
        if refused
        else f"aucune partie déclarée «{NBSP}non{NBSP}»",
        f"{number(silent)} {agrees(silent, 'partie non déclarée', 'parties non déclarées')}, qui "
        f"{agrees(silent, 'ne compte', 'ne comptent')} ni oui ni non"
        if silent
        else "",
        f"{with_unit(idle, 'points')} de parties faites ne comptent pas encore" if idle else "",
    ]
    rule = (
        "L’inventaire ne compte qu’avec les 15 points du plan, la gestion qu’avec 40 points de "
        "plan et d’inventaire."
    )
    return f"{joined(clauses)} {rule}"
