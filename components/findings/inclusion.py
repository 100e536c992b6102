"""What each chart of digital inclusion shows, in one sentence from the same frame."""

from typing import Any

from components.filters import Choice
from components.findings.wording import agrees, joined, known, shown_part
from components.formats import NARROW, NBSP, number, percent, with_unit
from components.inclusion.inclusion_marks import COMMUNE

NO_COMMUNE = "Aucune commune connue sur ce territoire."
NOT_COMPARED = (
    "Choisissez un département, un EPCI ou une commune en haut de la page pour le comparer à "
    "d’autres."
)
NOT_CROSSED = "Aucune commune n’a à la fois un score et une distance connus."
SIGNS = {"up": 1, "down": -1}


def portrait(frame: Any, selection: Choice) -> str:
    """How many measures are better and worse than those of the reference, and the widest gap.

    Of the whole syndicate, those of one of its départements against the other.
    """
    names = ("value", "reference", "better_if", "label", "reference_label")
    rows = [row for row in known(frame, *names) if row[1] is not None and row[2] in SIGNS]
    if not len(frame):
        return NO_COMMUNE
    if not rows:
        return f"{_fragility_of(frame)} {NOT_COMPARED}".strip()
    if frame["peers_label"].iloc[0] and not frame["peers"].any():
        return _two_departements(frame)
    gaps = [
        (SIGNS[better] * (value - reference) / reference, label)
        for value, reference, better, label, _ in rows
        if reference
    ]
    worse = [gap for gap in gaps if gap[0] < -BY_CHANCE]
    better = sum(gap > BY_CHANCE for gap, _ in gaps)
    told = (
        f"Face à la référence ({rows[0][4]}), {with_unit(better, 'mesures')} sur "
        f"{number(len(gaps))} {agrees(better, 'est meilleure', 'sont meilleures')} et "
        f"{number(len(worse))} {agrees(len(worse), 'moins bonne', 'moins bonnes')}"
    )
    widest = min(worse, default=None)
    return joined([told, f"le plus en retrait{NBSP}: {lowered(widest[1])}" if widest else ""])


def _two_departements(frame: Any) -> str:
    """On how many measures each of the two is the better one, and where they differ most."""
    names = ("reference", "peers_median", "better_if", "label", "unit", "decimals")
    rows = [row for row in known(frame, *names) if row[1] is not None and row[2] in SIGNS]
    first, second = frame["reference_label"].iloc[0], frame["peers_label"].iloc[0]
    gaps = [
        (SIGNS[better] * (one - other) / max(abs(one), abs(other)), label, one, other, *said)
        for one, other, better, label, *said in rows
        if one or other
    ]
    wins = sum(gap[0] > BY_CHANCE for gap in gaps)
    losses = sum(gap[0] < -BY_CHANCE for gap in gaps)
    told = (
        f"Sur {with_unit(len(rows), 'mesures')}, {number(wins)} "
        f"{agrees(wins, 'est meilleure', 'sont meilleures')} pour {first} et {number(losses)} pour "
        f"{second}"
    )
    widest = max(gaps, key=lambda gap: abs(gap[0]), default=None)
    if widest is None or abs(widest[0]) <= BY_CHANCE:
        return joined([told])
    _gap, label, one, other, unit, decimals = widest
    sides = f"{with_unit(one, unit, decimals)} contre {with_unit(other, unit, decimals)}"
    return joined([told, f"le plus grand écart{NBSP}: {lowered(label)}, {sides}"])


# Gaps of less than a hundredth are none.
BY_CHANCE = 0.01


def _fragility_of(frame: Any) -> str:
    score = frame.loc[frame["measure"] == "fragility", "value"]
    if not len(score) or score.isna().all():
        return ""
    return f"Fragilité recalculée{NBSP}: {number(score.iloc[0], 1)} sur 10."


def lowered(label: str) -> str:
    """The label inside a sentence."""
    return label[0].lower() + label[1:]


def bivariate(frame: Any, selection: Choice) -> str:
    """Who is both among the most fragile and the furthest, out of everybody."""
    if not len(frame):
        return NO_COMMUNE
    total, people = frame["communes"].sum(), frame["population"].sum()
    worst = frame[(frame["fragility_third"] == 2) & (frame["supply_third"] == 2)]
    if not total:
        return NOT_CROSSED
    if total == 1:
        return _alone(frame[frame["communes"] == 1].iloc[0])
    communes, population = int(worst["communes"].sum()), int(worst["population"].sum())
    if not communes:
        return (
            "Aucune commune n’est à la fois dans le tiers le plus fragile et dans le tiers le plus "
            "loin d’un lieu."
        )
    share = 100 * population / people if people else 0
    return (
        f"{with_unit(communes, 'communes')} sur {number(total)} "
        f"{agrees(communes, 'est', 'sont')} à la fois dans le tiers le plus fragile et dans le "
        f"tiers le plus loin d’un lieu{NBSP}: {with_unit(population, 'habitants')}, "
        f"{percent(share)} de la population."
    )


def _alone(row: Any) -> str:
    """Where the only commune stands among the thirds of the whole territory."""
    fragile, far = lowered(row["fragility_label"]), lowered(row["supply_label"])
    return (
        f"Parmi les communes du syndicat, par tiers{NBSP}: fragilité «{NBSP}{fragile}{NBSP}», "
        f"distance «{NBSP}{far}{NBSP}», pour {with_unit(row['population'], 'habitants')}."
    )


def ranks(frame: Any, selection: Choice) -> str:
    """The most fragile commune and its interval, how wide intervals are, what is not drawn."""
    rows = known(frame, "rank", "rank_low", "rank_high", "name")
    if not rows:
        return "Aucune commune de ce territoire n’a de score de fragilité."
    first = min(rows)
    spans = sorted(high - low for _, low, high, _ in rows)
    middle = spans[len(spans) // 2]
    clauses = [
        f"La plus fragile ici est {first[3]}, {rank_words(*first[:3], None)}",
        f"un rang bouge de {number(middle)} places en médiane quand les poids bougent de "
        f"20{NARROW}%",
        _unscored(len(frame) - len(rows)),
    ]
    return f"{joined(clauses)}{shown_part(len(rows), 'communes')}"


def rank_words(rank: float, low: float, high: float, of_all: float | None) -> str:
    """ "rang 7 sur 539 (entre 4 et 22)": a rank never goes without its interval."""
    everybody = "" if of_all is None else f" sur {number(of_all)}"
    return f"rang {number(rank)}{everybody} (entre {number(low)} et {number(high)})"


def _unscored(count: int) -> str:
    if not count:
        return ""
    return f"{with_unit(count, 'communes')} sans score (n.d.)"


def far_parts(row: Any) -> tuple[str, str, str, str, str]:
    """The sentence of a fragile commune without help near, cut around its name and its people."""
    ranked = rank_words(row.rank, row.rank_low, row.rank_high, row.rank_of)
    what = f"{NBSP}: fragilité {number(row.fragility, 1)} sur 10, {ranked}{NARROW}; "
    away = f", à {number(row.nearest_km, 1)}{NBSP}km du lieu le plus proche."
    return "", row.name, what, with_unit(row.population, "habitants"), away


def layers(frame: Any, selection: Choice) -> str:
    """How many communes and places are drawn, and who is both fragile and badly covered."""
    is_commune = frame["thing"] == COMMUNE
    communes, places = frame[is_commune], frame[~is_commune]
    if communes.empty:
        return NO_COMMUNE
    fragile, low = communes["fragility_fifth"] == 0, communes["least_covered"].astype(bool)
    both = communes[fragile & low]
    people = with_unit(both["population"].sum(), "habitants")
    unplaced = int(places["latitude_deg"].isna().sum())
    clauses = [
        f"{with_unit(len(communes), 'communes')} et {with_unit(len(places), 'lieux')}",
        f"{with_unit(int(fragile.sum()), 'communes')} dans le cinquième le plus fragile du "
        f"syndicat, {number(int(low.sum()))} dans le moins couvert à 30{NBSP}Mbit/s, "
        f"{number(len(both))} dans les deux" + (f" ({people})" if len(both) else ""),
        _unscored(int(communes["fragility"].isna().sum())),
        f"{with_unit(unplaced, 'lieux')} sans position, hors de la carte" if unplaced else "",
    ]
    return joined(clauses)
