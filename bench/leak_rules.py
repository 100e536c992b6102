"""What each rule says of the same years: the detector at each budget, two plain rules beside it."""

from collections.abc import Mapping, Sequence

import numpy as np

from bench.leak_scores import Found, Score, judge, night_rule, plain_rule, pooled
from bench.leak_years import LeakYears, without_leaks
from components.formats import number, percent
from data.water.detection import watch
from data.water.vocabulary import BUDGET, BUDGETS

NIGHT, PLAIN = "minimum de nuit", "cinq nuits + 12 %"
# Thresholds tried for the rule of night minima on the half that tunes.
NIGHT_THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.7, 1.0)
HEADER = (
    "règle",
    "rappel",
    "par hasard",
    "précision",
    "F1",
    "fausses par an",
    "retard médian (j)",
    "écart de début (j)",
    "écart de débit",
    "couverture",
)


class Judged:
    """The scores of each rule on the same years, and what chance gives it.

    `by_chance` scores the alerts of the same years without their leaks against these leaks: what a
    rule would have found had there been nothing to find.
    """

    def __init__(self, truth: LeakYears, night_threshold: float) -> None:
        self.scores = _scores(truth, truth, night_threshold)
        self.by_chance = _scores(truth, _leak_free(truth), night_threshold)


def best_night_threshold(truths: Sequence[LeakYears]) -> float:
    """The threshold of night minima with the best F1 on these years."""
    return max(
        NIGHT_THRESHOLDS,
        key=lambda threshold: (
            pooled([judge(truth, night_rule(truth.hours, threshold)) for truth in truths]).f1
        ),
    )


def budget_name(budget: float) -> str:
    """The name of the detector at a budget."""
    return f"détecteur, budget {number(budget, 2)}"


IN_FORCE = budget_name(BUDGET)


def together(parts: Sequence[Judged]) -> tuple[dict[str, Score], dict[str, Score]]:
    """Scores by rule of several years as one, then those of chance."""
    names = list(parts[0].scores)
    return (
        {name: pooled([part.scores[name] for part in parts]) for name in names},
        {name: pooled([part.by_chance[name] for part in parts]) for name in names},
    )


def rule_rows(scores: Mapping[str, Score], by_chance: Mapping[str, Score]) -> list[tuple[str, ...]]:
    """A row a rule, under `HEADER`."""
    return [(name, *_cells(score, by_chance[name])) for name, score in scores.items()]


def days_text(days: float) -> str:
    """Days with one decimal; a dash when fewer than half of the leaks are found."""
    return number(days, 1) if np.isfinite(days) else "—"


def _scores(truth: LeakYears, seen: LeakYears, night_threshold: float) -> dict[str, Score]:
    """By rule: alerts on the hours of `seen`, judged against the leaks of `truth`."""
    watched = watch(seen.hours, BUDGETS)
    by_budget: dict[str, list[Found]] = {budget_name(budget): [] for budget in BUDGETS}
    for leak in watched.leaks:
        by_budget[budget_name(leak.budget)].append(leak)
    judged = watched.days.judged
    return {
        NIGHT: judge(truth, night_rule(seen.hours, night_threshold)),
        PLAIN: judge(truth, plain_rule(seen.hours)),
        **{name: judge(truth, alerts, judged) for name, alerts in by_budget.items()},
    }


def _leak_free(truth: LeakYears) -> LeakYears:
    return LeakYears(without_leaks(truth), np.zeros_like(truth.leak_m3_h), [])


def _cells(score: Score, by_chance: Score) -> tuple[str, ...]:
    return (
        percent(100 * score.recall, 0),
        percent(100 * by_chance.recall, 0),
        percent(100 * score.precision, 0),
        number(score.f1, 2),
        number(score.false_per_year, 2),
        days_text(score.median_delay_days),
        number(score.start_error_days, 0),
        percent(100 * score.flow_error, 0),
        percent(100 * score.coverage, 0) if np.isfinite(score.coverage) else "—",
    )
