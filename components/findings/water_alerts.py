"""Leaks of water in sentences: what runs tonight, how sure it is, what else could explain it."""

from collections.abc import Sequence
from typing import Any

from components.filters import Choice
from components.findings.wording import (
    agrees,
    eur_year,
    first_cell,
    joined,
    known,
    named,
    shown_part,
)
from components.formats import (
    NARROW,
    NBSP,
    day,
    is_missing,
    number,
    signed_percent,
    with_unit,
)

NO_LEAK = "Aucune fuite en cours sur les secteurs suivis, ni sur les compteurs montrés."
UNPRICED = "un coût inconnu faute de prix"
INDICATIVE = " (indicatif)"
# Neither adds to what runs tonight: closed by someone, or no longer measured.
CLOSED = ("repaired", "dismissed", "unmeasured")
CUSTOMER, LITRES = "customer", 1000
KINDS = {"burst": "rupture", "slow": "fuite lente"}
# From this much more than usual on, visitors may explain a flow at night.
BUSY_PCT = 10
HINT = "Autre explication possible"


def alerts(frame: Any, selection: Choice) -> str:
    """The leaks that run, and how many of them the drawing shows."""
    told = tonight(frame)
    return told if told == NO_LEAK else f"{told}{shown_part(len(frame), 'alertes')}"


def tonight(frame: Any) -> str:
    """How many leaks run in sectors and after meters, what each cost, the dearest."""
    running = frame[~frame["state"].isin(CLOSED)]
    if running.empty:
        return NO_LEAK
    kinds = (
        ("sector", "d’un secteur", "de secteurs"),
        (CUSTOMER, "chez un abonné", "chez des abonnés"),
    )
    parts = [
        _of_kind(running[running["place_kind"] == kind], *where)
        for kind, *where in kinds
        if (running["place_kind"] == kind).any()
    ]
    worth = known(running, "eur_year", "name", "commune")
    if len(worth) > 1:
        most, name, commune = max(worth, key=first_cell)
        parts.append(f"la plus chère est celle de {named(name, commune)}, {eur_year(most)}")
    return joined(parts)


def _of_kind(running: Any, one: str, many: str) -> str:
    """ "3 fuites de secteurs coûteraient 44 992 € par an"."""
    worth = [eur for (eur,) in known(running, "eur_year")]
    what = f"{with_unit(len(running), 'fuites')} {agrees(len(running), one, many)}"
    if not worth:
        return f"{what}, d’un coût inconnu faute de prix"
    return f"{what} {agrees(len(running), 'coûterait', 'coûteraient')} {eur_year(sum(worth))}"


def leak_parts(row: Any, *, indicative: bool) -> tuple[str, str, str, str, str]:
    """The sentence of a leak, cut around the name of its place and its cost."""
    since = f"Depuis le {day(row.since)} ({with_unit(row.days_open, 'jours')}), "
    where = None if is_missing(row.commune) or not row.commune else row.commune
    place = named(row.name, where).removeprefix(row.name)
    if row.place_kind == CUSTOMER:
        since += "le compteur "
        what = f"{place} ne s’arrête jamais{NBSP}: {flow_words(row.flow_m3_h, row.place_kind)}"
    else:
        span = _interval(row.low_m3_h, row.high_m3_h)
        what = f"{place} perd environ {flow_words(row.flow_m3_h, row.place_kind)}{span}"
    mark = "" if is_missing(row.eur_year) or not indicative else INDICATIVE
    cost = UNPRICED if is_missing(row.eur_year) else eur_year(row.eur_year)
    return since, row.name, f"{what}, soit ", cost, f"{mark} si rien n’est fait."


def leak_facts(row: Any) -> str:
    """How sure a leak is, what it has lost, what was heard near: "Fuite lente · confiance…"."""
    ours = row.place_kind == CUSTOMER
    noises = f"{number(row.noises)} {agrees(row.noises, 'bruit entendu', 'bruits entendus')}"
    facts = [
        KINDS.get(row.kind, ""),
        f"confiance {row.confidence_label}",
        f"détectée le {day(row.detected)}",
        f"déjà {with_unit(row.lost_m3, 'm³')} {agrees(row.lost_m3, 'perdu', 'perdus')}",
        noises if row.noises else "",
        "à voir avec l’abonné, un usage continu voulu y ressemble" if ours else "",
    ]
    told = " · ".join(filter(None, facts))
    return f"{told[0].upper()}{told[1:]}"


def other_cause(row: Any) -> str:
    """Whether people of the commune could explain the leak of a sector; empty for a customer."""
    if row.place_kind == CUSTOMER:
        return ""
    if is_missing(row.footfall_pct):
        return (
            f"{HINT}{NBSP}: un afflux de visiteurs, car la fréquentation de la commune n’est pas "
            "connue."
        )
    change = signed_percent(row.footfall_pct, 0)
    if row.footfall_pct >= BUSY_PCT:
        return (
            f"{HINT}{NBSP}: la fréquentation de la commune est de {change} sur ce qui est habituel "
            f"ces sept derniers jours{NARROW}; ce peut être l’eau des visiteurs."
        )
    return (
        f"La fréquentation de la commune ({change} sur l’habitude) n’explique pas ce débit de nuit."
    )


def follow_up_words(row: Any) -> str:
    """What was done of a leak: "Prise en compte : « note »"; empty when nothing was."""
    if row.state == "new":
        return ""
    note = "" if is_missing(row.note) or not row.note else f"{NBSP}: «{NBSP}{row.note}{NBSP}»"
    return f"{row.state_label}{note}"


def rehearsal(frame: Any, selection: Choice) -> str:
    """How alerts and the water lost meanwhile go from the smallest budget to the largest."""
    rows = known(frame, "budget", "alerts", "lost_m3")
    if not rows or not any(row[1] for row in rows):
        return "Aucune alerte en douze mois, quel que soit le budget."
    (low, few, less), (high, many, more) = min(rows, key=first_cell), max(rows, key=first_cell)
    return joined(
        [
            f"De {budget_number(low)} à {budget_number(high)} fausses alertes admises par secteur "
            f"et par an, on passe de {_found(few, less)} à {_found(many, more)} en douze mois",
            "un budget large prévient plus tôt, et plus souvent pour rien",
        ]
    )


def budget_sentence(
    alerts_given: float | None, sectors: float | None, lost_m3: float | None, eur: float | None
) -> str:
    """What a budget of the rehearsal would have given."""
    if not alerts_given:
        return "Avec ce budget, aucune alerte en douze mois."
    cost = "" if eur is None else f", soit {with_unit(eur, '€')}{INDICATIVE}"
    found = f"{with_unit(alerts_given, 'alertes')} sur {with_unit(sectors, 'secteurs')}"
    which = agrees(alerts_given, "laquelle", "lesquelles")
    gone = agrees(lost_m3 or 0, "a été perdu", "ont été perdus")
    return (
        f"Avec ce budget, {found} en douze mois, pendant {which} {with_unit(lost_m3, 'm³')} "
        f"{gone}{cost}."
    )


def budget_words(budget: float, in_force: float) -> str:
    """ "1 (en service)"."""
    words = budget_number(budget)
    return f"{words} (en service)" if budget == in_force else words


def budget_number(budget: float) -> str:
    """0.25 -> "0,25", 1.0 -> "1"."""
    return f"{budget:g}".replace(".", ",")


def flow_words(flow_m3_h: float, place_kind: str) -> str:
    """ "3,2 m³/h" of a sector, "12 L/h" of a customer."""
    if place_kind == CUSTOMER:
        return with_unit(LITRES * flow_m3_h, "L/h", 0 if LITRES * flow_m3_h >= 10 else 1)
    return with_unit(flow_m3_h, "m³/h", _decimals([flow_m3_h]))


def _interval(low: float | None, high: float | None) -> str:
    if is_missing(low) or is_missing(high):
        return ""
    decimals = _decimals([low, high])
    least = number(low, decimals)
    least = "0" if least == number(0, decimals) else least
    return f" (entre {least} et {with_unit(high, 'm³/h', decimals)})"


def _decimals(flows: Sequence[float]) -> int:
    return 2 if max(map(abs, flows)) < 1 else 1


def _found(count: float | None, lost_m3: float | None) -> str:
    return f"{with_unit(count, 'alertes')} ({with_unit(lost_m3, 'm³')})"
