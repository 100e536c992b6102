"""The sentences of the footfall charts, computed by hand."""

import pandas as pd
import pytest

from components.findings import footfall as findings
from components.formats import number, percent
from components.tables import values
from tests.components import footfall_frames as frames

S, N, M = "\u202f", "\u00a0", "\u2212"
SELECTION = frames.selection()
ALL = {
    "daily": frames.daily(),
    "index": frames.daily(),
    "counters": frames.counters(),
    "heat_map": frames.week_hours(),
    "ranking": frames.sites(),
    "kinds": frames.kinds(),
    "dwell": frames.dwell(),
    "languages": frames.languages(),
    "flows": frames.flows(),
    "site_map": frames.sites(),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("rows", [0, 1, 100])
def test_a_sentence_is_said_whatever_the_frame_holds(name: str, rows: int) -> None:
    frame = ALL[name].head(rows)
    places = {"weekday", "hour", "class_start_min"}
    measured = [c for c in frame.select_dtypes("number").columns if c not in places]
    for content in (frame, frame.assign(**{column: float("nan") for column in measured})):
        sentence = getattr(findings, name)(content, SELECTION)
        assert sentence.endswith((".", ")."))
        assert "nan" not in sentence.lower()
        assert "None" not in sentence


def test_daily_total_change_and_peak() -> None:
    frame = frames.daily()
    terminals = values(frame, "terminals")
    total = sum(value for value in terminals if value is not None)
    kept = [n for n in range(30) if n not in (4, 6, 9)]  # missing, no comparison, incomplete
    now = sum(300 + 40 * (n % 7) for n in kept)
    before = sum(280 + 40 * (n % 7) for n in kept)
    assert findings.daily(frame, SELECTION) == (
        f"{number(total)}{N}terminaux connectés, soit {percent(100 * (now - before) / before)} "
        f"de plus que les mêmes jours de l’année précédente sur 27{N}jours comparables"
        f"{S}; le maximum est le dimanche 7 juin 2026 (540)."
    )


def test_daily_without_comparison_and_with_one_terminal() -> None:
    frame = frames.daily(1).assign(terminals=[1.0])
    sentence = findings.daily(frame, frames.selection(1, "aucune"))
    assert sentence == (f"1{N}terminal connecté{S}; le maximum est le lundi 1er juin 2026 (1).")


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (300.0, "autant que les mêmes jours de l’année précédente"),
        (400.0, f"soit 25,0{S}% de moins que"),
        (None, "sans valeur à comparer pour"),
        (0.0, "sans valeur à comparer pour"),
    ],
)
def test_daily_says_how_it_moved(before: float | None, words: str) -> None:
    frame = frames.daily(1).assign(terminals_before=pd.array([before], "Float64"))
    assert words in findings.daily(frame, SELECTION)


def test_days_that_are_all_missing_are_not_zero() -> None:
    frame = frames.daily(3).assign(terminals=pd.array([None] * 3, "Float64"))
    assert findings.daily(frame, SELECTION) == "Aucune valeur publiée pour cette sélection."


def test_the_index_of_the_period_divides_sums_and_never_averages() -> None:
    frame = frames.daily(3).assign(
        index=[90.0, 120.0, float("nan")],
        common_terminals=[90.0, 600.0, float("nan")],
        common_terminals_before=[100.0, 500.0, float("nan")],
    )
    # (90 + 600) ÷ (100 + 500) = 1.15; the mean of 90 and 120 would say 105.
    assert findings.index(frame, SELECTION) == (
        f"Sur la période, l’indice vaut 115 (100{N}= mêmes sites, mêmes jours, un an avant){S}; "
        "d’une semaine à l’autre, il va de 90 le lundi 1er juin 2026 à 120 le mardi 2 juin 2026."
    )


def test_heat_map_extremes_and_blanks() -> None:
    assert findings.heat_map(frames.week_hours(), SELECTION) == (
        f"L’heure la plus chargée est le dimanche à 15{N}h (56,5{N}connexions par jour en moyenne)"
        f"{S}; la plus calme, le lundi à 22{N}h (1,5). "
        f"Les heures publiées réunissent 38{S}% des connexions{S}; les autres, sous le seuil de "
        "secret, restent vides."
    )


def test_ranking_first_and_weight_of_three() -> None:
    share = percent(100 * (5000 + 4800 + 4600) / (5000 + 4800 + 4600 + 4400))
    assert findings.ranking(frames.sites(), SELECTION) == (
        f"Château de Chenonceau 1 vient en tête avec 5{S}000{N}terminaux"
        f"{S}; les trois premiers sites réunissent {share} des terminaux publiés."
    )
    assert "le tableau donne les 24 sites" in findings.ranking(frames.sites(24), SELECTION)


def test_kinds_share_rise_and_fall() -> None:
    assert findings.kinds(frames.kinds(), SELECTION) == (
        f"«{N}château{N}» réunit {percent(100 * 6000 / 10000)} des terminaux publiés"
        f"{S}; plus forte hausse{N}: château (+20,0{S}%)"
        f"{S}; plus forte baisse{N}: camping ({M}25,0{S}%)."
    )


def test_dwell_says_what_is_secret() -> None:
    assert findings.dwell(frames.dwell(), SELECTION) == (
        f"La durée la plus fréquente est «{N}15 à 30 min{N}»{N}: 70,0{S}% "
        f"de 1{S}000{N}visites publiées. 1 classe reste secrète."
    )


def test_languages_in_order() -> None:
    assert findings.languages(frames.languages(), SELECTION) == (
        f"Première langue des terminaux{N}: français (80,0{S}%), "
        f"puis anglais (15,0{S}%) et néerlandais (5,0{S}%)."
    )


def test_flows_highest_lift() -> None:
    assert findings.flows(frames.flows(), SELECTION) == (
        f"Le couple le plus lié est Chenonceau – Amboise{N}: 145{N}terminaux vus sur les deux "
        "le même jour, 2,3 fois ce que donnerait le hasard (trait vertical)."
    )


def test_counters_divide_the_sums_of_common_days() -> None:
    passages, terminals = 8 * 1000, 8 * 350  # ten days but one of each
    assert findings.counters(frames.counters(), SELECTION) == (
        f"{number(passages)}{N}passages et {number(terminals)}{N}terminaux sur 8{N}jours où les "
        f"deux existent, soit {number(100 * terminals / passages, 1)} terminaux pour 100 passages "
        "(rapport non calé)."
    )


def test_site_map_counts_states() -> None:
    frame = frames.sites().assign(
        change_pct=[5.0, -3.0, None, None],
        status=["publié", "publié", "sous le seuil", "sans donnée"],
    )
    assert findings.site_map(frame, SELECTION) == (
        f"2{N}sites publiés sur 4{S}; 1 en hausse, 1 en baisse"
        f"{S}; 1 sous le seuil de secret{S}; 1 sans donnée."
    )
