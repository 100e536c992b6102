"""Sentences of the sheets of water, from the frames behind their figures."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import pytest

from components.findings import water_service, water_sheet
from components.water import water_sheet_frames as shown
from tests.components import building_frames, water_frames
from tests.components import water_sheet_frames as frames

SELECTION = building_frames.selection()


def plain(words: str) -> str:
    """A sentence, every space alike."""
    return words.replace("\u202f", " ").replace("\u00a0", " ")


def test_nights_in_alert_are_held_against_what_was_expected_before_it() -> None:
    assert plain(water_sheet.nights(frames.nights(), SELECTION)) == (
        "Nuit du 21 nov. 2026 : 5,0 m³/h, pour 2,0 attendus quand l’alerte a commencé ; l’usage "
        "normal en explique 0,5 m³/h ; la plus forte est celle du 17 nov. 2026, 5,0 m³/h, avec "
        "115 terminaux dans la commune ; 5 nuits sur 20 en alerte."
    )
    quiet = plain(water_sheet.nights(frames.nights().head(10), SELECTION))
    assert "2,0 m³/h, pour 2,0 attendus ;" in quiet
    assert quiet.endswith("aucune nuit en alerte.")


def test_the_score_is_on_a_side_of_its_threshold() -> None:
    assert plain(water_sheet.evidence(frames.evidence(), SELECTION)) == (
        "Score de 9,5 le 21 nov. 2026, au-dessus du seuil de 8,0 ; au plus 9,5, le 21 nov. 2026 ; "
        "3 jours au-dessus du seuil."
    )
    falling = frames.evidence()
    falling.loc[falling.index[-1], "score"] = 8.5
    said = plain(water_sheet.evidence(falling, SELECTION))
    assert said.endswith("il redescend ensuite, que la fuite dure ou non.")
    assert "jamais au-dessus" in water_sheet.evidence(frames.evidence().head(5), SELECTION)
    unjudged = frames.evidence().head(1)
    assert "n’a pu juger aucun jour" in water_sheet.evidence(unjudged, SELECTION)


def test_hours_are_held_against_the_usual_ones() -> None:
    # 14 days of 18 hours at 10 and 6 at 12, but the last one.
    mean = (14 * (18 * 10 + 6 * 12) - 12) / (14 * 24 - 1)
    said = plain(water_sheet.hours(shown.last_weeks(frames.hours()), SELECTION))
    assert said == (
        f"En moyenne {mean:.1f}".replace(".", ",")
        + f" m³/h, contre 8,0 d’habitude (+{100 * (mean / 8 - 1):.0f} %) ; 1 heure n’est pas "
        "connue."
    )
    day = plain(water_sheet.mean_day(shown.mean_day(frames.hours()), SELECTION))
    assert "va de +2,0 m³/h à 0 h jusqu’à +4,0 m³/h à 23 h ;" in day


def test_only_proven_gains_are_added() -> None:
    assert plain(water_sheet.repairs(frames.repairs(), SELECTION)) == (
        "3 réparations, dont 1 au gain démontré : 2,0 m³/h rendus, soit 8 760 € par an épargnés "
        "(prix indicatif)."
    )
    without = frames.repairs().tail(2)
    assert "sans gain démontré" in water_sheet.repairs(without, SELECTION)


def test_leaks_found_say_their_water_and_the_heaviest() -> None:
    said = plain(water_sheet.leaks(water_frames.tonight(2), SELECTION))
    assert said == (
        "2 fuites trouvées, dont 2 en cours : 6 396 m³ perdus ; la plus lourde, depuis le "
        "12 oct. 2026, a pris 3 198 m³."
    )


@pytest.mark.parametrize(
    ("label", "noises", "days", "repaired", "why"),
    [
        ("forte", 1, 30, [], "car un bruit a été entendu"),
        ("forte", 2, 30, [], "car des bruits ont été entendus"),
        ("forte", 0, 30, [date(2026, 9, 17)], "car une réparation a été faite"),
        ("forte", 0, 30, [date(2026, 9, 16)], "au moins au double du seuil"),
        ("moyenne", 0, 30, [], "ni bruit entendu ni réparation"),
        ("faible", 0, 12, [], "seuls 12 jours sur 30 sont connus"),
        ("faible", 0, 30, [], "bien plus fréquentée que d’habitude"),
    ],
)
def test_a_confidence_says_what_raised_or_lowered_it(
    label: str, noises: int, days: int, repaired: list[date], why: str
) -> None:
    row = SimpleNamespace(
        confidence_label=label, noises=noises, since=date(2026, 10, 1), last_day=date(2026, 10, 9)
    )
    said = water_sheet.confidence_reason(row, days, repaired)
    assert said.startswith(f"Confiance {label}")
    assert why in said


def test_official_indicators_say_what_lacks_and_for_want_of_what() -> None:
    frame = frames.official()
    last = frame[frame["year"] == 2025].set_index("code")
    assert last.loc["P104.3", "missing"] == "V8"
    assert last.loc["V8", "missing"] == "non déclaré"
    assert last.loc["P107.2", "missing"] == ""
    assert (last.loc["V1", "said"], last.loc["P103.2B", "asked"]) == (
        "1\u202f000\u00a0m³",
        "40\u00a0points",
    )
    assert last.loc["V1", "asked"] == ""
    said = plain(water_service.lacking(shown.of_indicators(frame, 2025)))
    assert said.startswith("P104.3 et P106.3 ne sont pas connus :")
    assert water_service.lacking(shown.of_indicators(frame, 2024)).startswith("Tous les")
    told = plain(water_service.official(frame, SELECTION))
    assert told.startswith("En 2025 : rendement non calculable ; pertes non calculables ;")


def test_a_negative_volume_is_no_missing_one() -> None:
    odd = frames.official().drop(columns=["missing", "said", "asked"])
    odd.loc[(odd["year"] == 2024) & (odd["code"] == "P104.3"), "value"] = None
    told = shown.with_missing(odd).query("year == 2024 and code == 'P104.3'")
    assert told["missing"].tolist() == [shown.ODD]


def test_a_part_that_is_not_declared_is_no_refusal() -> None:
    said = plain(water_service.knowledge(frames.parts(), SELECTION))
    assert said.startswith(
        "1 partie déclarée « non », pour 10 points au plus ; 1 partie non déclarée, qui ne compte "
        "ni oui ni non."
    )


def test_points_done_in_vain_are_told() -> None:
    frame = frames.parts().iloc[[0, 2]].assign(answer="oui")
    said = plain(water_service.knowledge(frame, SELECTION))
    # 10 of the plan; 10 of the valves that count for nothing below 40 points.
    assert said.startswith("10 points sur 120 ; aucune partie déclarée « non » ; 10 points de ")


def test_a_mean_day_has_only_hours_known_on_both_sides() -> None:
    frame = frames.hours(7).assign(usual_m3_h=pd.NA).astype({"usual_m3_h": "Float64"})
    assert len(shown.mean_day(frame)) == 0
    frame.loc[5, "usual_m3_h"] = 8.0
    day = shown.mean_day(frame)
    assert day["hours"].dropna().tolist() == [1]
    assert len(day) == 24
