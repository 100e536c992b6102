"""The sentences of one building, from frames whose sums are known."""

from components.findings import building_records as records
from components.findings import building_sheet as findings
from tests.components import building_sheet_frames as frames

SELECTION = frames.selection()


def plain(sentence: str) -> str:
    """Every space alike, to read the expectations."""
    return sentence.replace("\u202f", " ").replace("\u00a0", " ")


def test_measured_against_expected_on_the_days_that_have_both() -> None:
    total = sum(100 + n for n in range(30) if n != 4)
    over = 100 * (total - 29 * 100) / (29 * 100)
    said = plain(findings.daily(frames.followed(), SELECTION))
    assert said.startswith(f"Électricité : {total:,}".replace(",", " "))
    assert f"+{over:.1f} %".replace(".", ",") in said
    # Days 20 to 29 are in alert.
    assert "par rapport à l’attendu, dont 10 jours en dérive ou en fuite. Eau : " in said
    unmodelled = frames.followed().assign(expected=None)
    assert "L’attendu est" not in findings.daily(unmodelled, SELECTION)


def test_the_trajectory_says_what_remains_to_save() -> None:
    said = plain(findings.trajectory(frames.trajectory(), SELECTION))
    # 75 000 kWh in 2025 against 60 000 in 2030: 25 % above, 15 000 kWh to save.
    assert said == (
        "En 2025, le bâtiment est 25,0 % au-dessus de son objectif 2030 : il lui reste "
        "15 000 kWh à économiser par an."
    )
    kept = frames.trajectory().assign(target_kwh=[None, None, None, 80_000.0, 70_000.0, 60_000.0])
    assert "objectif tenu" in plain(findings.trajectory(kept, SELECTION))
    absolute = frames.trajectory().assign(absolute_kwh=[None, None, None, 90_000.0, None, None])
    assert "objectif tenu" in plain(findings.trajectory(absolute, SELECTION))


def test_no_objective_is_said() -> None:
    none = frames.trajectory().assign(target_kwh=None)
    assert "ne sont pas déclarées" in findings.trajectory(none, SELECTION)


def test_the_signature_says_cold_and_warm_days() -> None:
    said = plain(findings.signature(frames.signature(), SELECTION))
    assert (
        "environ 85,0 kWh PCS par jour à 0 °C et 10,0 kWh PCS à 29 °C ; 1 jour inhabituel" in said
    )
    assert said.endswith("Jours du 1er au 30 juin 2026.")
    flat = frames.signature().assign(fitted=0.226)
    assert "0,23 kWh PCS par jour, quelle que soit la température" in plain(
        findings.signature(flat, SELECTION)
    )


def test_savings_name_the_best_proven_one_or_say_that_none_is() -> None:
    said = plain(records.savings(frames.savings(), SELECTION))
    assert "électricité : 20 % économisés (de 15 à 25 %, confiance 90 %), soit 400 €" in said
    unproven = frames.savings().assign(proven=False)
    assert records.savings(unproven, SELECTION).startswith("Économie non démontrée")
    risen = unproven.assign(saving_pct=-33.0, saving_high_pct=[-16.0, 5.0])
    assert plain(records.savings(risen, SELECTION)) == (
        "Aucune économie : la consommation a augmenté (électricité 33 %)."
    )


def test_hours_loads_quality_and_years() -> None:
    profile = plain(records.load_profile(frames.load_profile(), SELECTION))
    assert "au plus 6,96 kWh par heure, le dimanche à 23 h ; au moins 0,00" in profile
    loads = plain(records.loads(frames.loads(), SELECTION))
    assert "Électricité : le talon permanent fait 50 % de la consommation ; 61 %" in loads
    assert "Eau : le talon permanent fait 10 % de la consommation." in loads
    assert "PRM1 (électricité) : 97,0 %" in plain(records.quality(frames.quality(), SELECTION))
    years = plain(records.annual(frames.annual(), SELECTION))
    # 2026 has 86 % of its days: the last year that counts is 2025; 76 000 against 82 000.
    assert years.startswith("En 2025, 76 000 kWh d’énergie finale, −7,3 % par rapport à 2024")


def test_an_alert_is_a_sentence_with_its_date_and_its_cost() -> None:
    (said,) = findings.alerts(frames.alerts())
    assert plain(said) == (
        "Fuite d’eau suspectée depuis le 3 octobre 2026, eau : 1,2 m³ de plus par jour, soit "
        "1 900 € par an si rien n’est fait."
    )
