"""The key figures of water as cards, with what each rests on."""

from collections.abc import Sequence

from dash.development.base_component import Component

from components import formats, states
from components.captioned import Reading
from components.cards import kpi_card
from components.explain import Explanation
from components.filters import compared_words
from components.headline import headline_row
from data.indicators import INDICATORS
from data.quality import Notice

# What runs tonight, then what the last declared year says.
OF_TONIGHT = ("water_leaks", "water_leak_m3_h", "water_leak_eur_year")
OF_THE_YEAR = ("water_yield_pct", "water_loss_index", "water_lost_m3", "water_lost_eur")
PAYERS = {"service": "le service", "customer": "l’abonné"}
SHOWN = (*OF_TONIGHT, "water_point_eur")


def headline_block(
    reading: Reading, keys: Sequence[str], indicative: Sequence[tuple[str, float]] = ()
) -> list[Component]:
    """The cards of these figures, after their age and what they do not cover.

    `indicative`: see `price_notices`; of the prices, only that of services counts here.
    """
    shown = [
        kpi_card(
            INDICATORS[key],
            figure.value,
            figure.before,
            _compared(reading, key, figure.before),
            comparable=figure.comparable,
            target=figure.target,
            explanation=Explanation(figure.facts, perimeter(reading, key), reading.data_until),
        )
        for key, figure in ((key, reading.frame.figures[key]) for key in keys)
    ]
    own = [price for price in indicative if price[0] == "service"]
    return headline_row(reading, shown, [*cover_notices(reading), *price_notices(own)])


def cover_notices(reading: Reading) -> list[Notice]:
    """Which year stands for the period, and what of sectors and services is left out."""
    headline, notices = reading.frame, []
    if headline.year is not None and headline.services == 1:
        code = "ANNEE_DU_SERVICE" if headline.complete else "VOLUMES_DU_SERVICE_INCOMPLETS"
        notices.append(Notice(code, {"year": str(headline.year)}))
    elif headline.year is not None:
        counts = (formats.number(headline.complete), formats.number(headline.services))
        facts = {"year": str(headline.year), "known": counts[0], "all": counts[1]}
        notices.append(Notice("ANNEE_DES_VOLUMES", facts))
    if headline.judged < headline.sectors:
        counts = (formats.number(headline.judged), formats.number(headline.sectors))
        facts = {"known": counts[0], "all": counts[1]}
        notices.append(Notice("SECTEURS_NON_SUIVIS", facts))
    return notices


def price_notices(indicative: Sequence[tuple[str, float]]) -> list[Notice]:
    """That money rests on prices that nobody has checked; nothing when all are.

    `indicative`: who pays a m³ lost, "service" or "customer", and at which price.
    """
    if not indicative:
        return []
    said = [f"{formats.with_unit(eur_m3, '€', 2)} pour {PAYERS[who]}" for who, eur_m3 in indicative]
    return [Notice("PRIX_DE_L_EAU_INDICATIF", {"prices": formats.enumeration(said)})]


def is_empty(reading: Reading) -> bool:
    """Whether neither a sector nor a service nor a leak is known."""
    headline = reading.frame
    leaks = headline.figures["water_leaks"].value
    return not headline.sectors and not headline.services and not leaks


def nothing_known(_reading: Reading) -> Component:
    """What stands in the place of the cards of a territory without water."""
    return states.nothing_found(
        "Ni secteur, ni service d’eau, ni compteur d’abonné sur ce territoire",
        "Choisissez un territoire plus grand, ou chargez les services et les secteurs"
        "\u00a0: la page Données les énumère.",
    )


def perimeter(reading: Reading, key: str) -> str:
    """The territory, and how many sectors or services the figure stands for."""
    headline = reading.frame
    if key in OF_TONIGHT:
        known, of_all = formats.number(headline.judged), formats.number(headline.sectors)
        night = f", nuit du {formats.day(headline.last_night)}" if headline.last_night else ""
        return f"{reading.territory}, {known} des {of_all} secteurs suivis{night}"
    facts = headline.figures[key].facts
    kept = facts.get("services", facts.get("priced_services", headline.complete))
    counted = f"{formats.number(kept)} des {formats.number(headline.services)} services"
    year = "" if headline.year is None else f", année {headline.year}"
    return f"{reading.territory}, {counted}{year}"


def _compared(reading: Reading, key: str, before: float | None) -> str:
    """Years are compared with the year before, whatever comparison was chosen."""
    if before is None:
        return ""
    year = reading.frame.compared_year
    return str(year) if key not in OF_TONIGHT and year else compared_words(reading.selection)
