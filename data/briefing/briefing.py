"""The briefing of a territory: what the rules found there, the heaviest first."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, func, select

from data import schema, viewing
from data.briefing import buildings, footfall, inclusion, late, lighting, water
from data.briefing.rule import Finding, Rule, Scene
from data.briefing.statement import AT_MOST, QUESTIONS, Statement
from data.inclusion.scope import within
from data.selection import Selection

RULES: tuple[Rule, ...] = (
    *footfall.RULES,
    *buildings.RULES,
    *lighting.RULES,
    *water.RULES,
    *inclusion.RULES,
)
# That of late data included, in the order that settles equal weights.
EVERY_RULE = (*RULES, late.RULE)


@dataclass(frozen=True)
class Briefing:
    """What is said of a territory, and what could be.

    `statements`: the heaviest first, at most AT_MOST; `left_out`: what was found besides. Of
    the rules of such a territory, `judged` had the data; `silent` had none, or out of date.
    """

    statements: tuple[Statement, ...]
    judged: tuple[str, ...]
    silent: tuple[str, ...]
    left_out: tuple[Statement, ...] = ()

    def of_question(self, question: str) -> "Briefing":
        """What is said, and could be, under one of QUESTIONS."""
        asked = {rule.code for rule in EVERY_RULE if rule.question == question}
        return Briefing(
            tuple(one for one in self.statements if one.question == question),
            tuple(code for code in self.judged if code in asked),
            tuple(code for code in self.silent if code in asked),
            tuple(one for one in self.left_out if one.question == question),
        )


def briefing(engine: Engine, selection: Selection) -> Briefing:
    """What the rules find today in the territory of a selection, whatever its period."""
    day = viewing.today()
    asked = Selection.parse({"territoire": selection.scope}, today=day)[0]
    scene = Scene(engine, asked, day, _population(engine, asked.scope))
    found = _found(scene)
    told = [_statement(rule, found[rule.code]) for rule in EVERY_RULE if rule.code in found]
    kept, left_out = ranked([one for one in told if one is not None])
    codes = [rule.code for rule in EVERY_RULE if scene.level in rule.scopes]
    judged = tuple(code for code in codes if code in found)
    return Briefing(kept, judged, tuple(code for code in codes if code not in found), left_out)


def _found(scene: Scene) -> dict[str, Finding]:
    """What each rule that can judge found; one whose source is out of date only counts as late."""
    known = late.sources(scene.engine, scene.today)
    found: dict[str, Finding] = {}
    overdue: list[late.Source] = []
    for rule in RULES:
        finding = rule.find(scene) if scene.level in rule.scopes else None
        if finding is None:
            continue
        source = late.late_source(rule.sources, known)
        if source is None:
            found[rule.code] = finding
        else:
            overdue.append(source)
    behind = late.RULE.find(overdue, len(found))
    return found if behind is None else {**found, late.RULE.code: behind}


def ranked(found: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """The statements that are told, at most AT_MOST, and the others: each the heaviest first.

    The heaviest of each question is always told: a question is not left empty by the others. The
    order given settles equal weights.
    """
    ordered = sorted(found, key=lambda one: -one.weight)
    firsts = [
        next((one for one in ordered if one.question == question), None) for question in QUESTIONS
    ]
    kept = [one for one in firsts if one is not None]
    kept += [one for one in ordered if one not in kept][: AT_MOST - len(kept)]
    told = tuple(one for one in ordered if one in kept)
    return told, tuple(one for one in ordered if one not in kept)


def _statement(rule: Rule, finding: Finding) -> Statement | None:
    if finding.weight is None:
        return None
    return Statement(
        rule.code,
        rule.question,
        rule.theme,
        finding.weight,
        finding.facts,
        finding.href or rule.href,
    )


def _population(engine: Engine, scope: str) -> int:
    """Inhabitants of a territory; 0 when the store does not tell them."""
    commune, lit = schema.inclusion_commune, schema.light_scope.c
    with engine.connect() as connection:
        known = connection.scalar(
            select(func.sum(commune.c.population)).where(within(commune, scope))
        )
        return known or connection.scalar(select(lit.population).where(lit.scope == scope)) or 0
