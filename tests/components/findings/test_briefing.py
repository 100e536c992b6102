"""Statements in sentences: French, with their numbers, one or two things or many."""

from datetime import date
from types import SimpleNamespace

import pytest

from components.findings.briefing import SENTENCES, SUBJECTS, nothing_unusual, sentence
from data.briefing.briefing import EVERY_RULE, Briefing

JUNE = date(2026, 6, 1)
WEEK = {"first_day": date(2026, 6, 24), "last_day": date(2026, 6, 30)}
FACTS = {
    "footfall_change": {
        **WEEK, "change_pct": 12.34, "usual_low_pct": -3.6, "usual_high_pct": 8.2,
        "terminals": 3000, "terminals_before": 2670,
    },
    "footfall_access_points": {
        **WEEK, "out_pct": 12.5, "out_h": 84.0, "access_points": 40, "out_access_points": 5.0,
    },
    "buildings_energy": {
        "last_month": JUNE, "change_pct": -6.04, "change_kwh": -60_400.0, "buildings": 312,
    },
    "buildings_savings": {
        "buildings": 34, "eur_year": 117_799.4, "without_year": 14, "name": "Piscine du Lac",
    },
    "buildings_bill": {
        "first_month": date(2025, 7, 1), "last_month": JUNE, "eur": 9_202_159.0,
        "change_eur": 551_875.2, "change_pct": 6.71,
    },
    "buildings_alerts": {
        "drifts": 2, "leaks": 4, "eur_year": 12_591.4, "unpriced": 1, "name": "Dojo",
        "commune": "Tours",
    },
    "buildings_decree": {
        "buildings": 130, "gap_pct": 16.68, "excess_kwh": 5_425_500.0, "eur_year": 775_433.0,
    },
    "lighting_energy": {
        "first_month": date(2025, 7, 1), "last_month": JUNE, "change_pct": -10.0,
        "change_kwh": -1_234_567.0,
    },
    "lighting_nights": {
        "points": 1200, "share_pct": 12.04, "dark_h_year": 1825.0, "saved_kwh_year": 9000.0,
    },
    "lighting_bill": {
        "first_month": date(2025, 7, 1), "last_month": JUNE, "eur": 314_488.0,
        "change_eur": -31_557.0, "change_pct": -9.12, "price_eur": -33_475.0,
    },
    "lighting_anomalies": {"cabinets": 1935, "anomalies": 44, "dead": 7, "eur_year": 34_032.4},
    "water_repairs": {
        "repairs": 7, "saved_m3_h": 11.0, "eur_year": 48_173.0, "unpriced": 0, "indicative": True,
    },
    "water_losses": {
        "year": 2025, "services": 21, "name": "Eau de Tours", "lost_m3": 210_000.0,
        "eur": 105_000.0, "change_pct": -25.0, "indicative": False,
    },
    "water_leaks": {
        "leaks": 4, "flow_m3_h": 10.87, "eur_year": 47_629.0, "unpriced": 0, "indicative": True,
        "name": "Secteur A1", "commune": "Tours",
    },
    "water_yield": {
        "year": 2025, "judged": 21, "services": 2, "point_eur": 6293.0, "levy_eur": 36_247.0,
        "name": "Eau de Blois", "yield_pct": 62.3, "threshold_pct": 66.95, "indicative": True,
    },
    "inclusion_far": {
        "population": 32_047, "share_pct": 3.38, "communes": 42, "reach_km": 10,
    },
    "inclusion_cards": {
        "places": 169, "old": 26, "undated": 0, "months": 18, "share_pct": 15.4,
    },
    "late_data": {
        "rules": 17, "late_rules": 5, "share_pct": 29.4, "sources": ("Factures", "Débits"),
        "oldest": "Factures", "last_day": date(2026, 1, 31),
    },
}  # fmt: skip
TOLD = {
    "footfall_change": "Du 24 au 30 juin 2026, le Wi-Fi a compté 12,3 % de terminaux connectés de "
    "plus que les mêmes jours un an avant, sur les mêmes sites. D’habitude, cet écart va de −4 % à "
    "+8 %.",
    "footfall_access_points": "Du 24 au 30 juin 2026, les bornes Wi-Fi ont manqué 12,5 % de leurs "
    "heures de service, autant que 5 bornes à l’arrêt sur 40.",
    "buildings_energy": "En douze mois (jusqu’en juin 2026), 312 bâtiments ont consommé 6,0 % "
    "d’énergie de moins qu’un an avant à climat égal (−60 400 kWh, ajustement indicatif).",
    "buildings_savings": "L’économie des travaux est démontrée dans 34 bâtiments : 117 799 € par "
    "an, 14 économies n’étant pas encore chiffrées. La plus forte : « Piscine du Lac ».",
    "buildings_bill": "L’énergie et l’eau des bâtiments ont coûté 9,20 M€ en douze mois (jusqu’en "
    "juin 2026). Pour les mêmes bâtiments, c’est 551 875 € de plus (+6,7 %) qu’un an avant.",
    "buildings_alerts": "2 dérives et 4 fuites d’eau restent à traiter dans les bâtiments : 12 591 "
    "€ par an si rien n’est fait, sans compter 1 sans prix. La plus chère : « Dojo ».",
    "buildings_decree": "130 bâtiments soumis au décret tertiaire dépassent ensemble de 16,7 % "
    "l’objectif de 2030 : 5 426 MWh à économiser, environ 775 433 € par an au prix payé.",
    "lighting_energy": "En douze mois (jusqu’en juin 2026), l’éclairage public a consommé 10,0 % "
    "d’énergie de moins qu’un an avant pour les mêmes armoires (−1 235 MWh).",
    "lighting_nights": "Depuis un an, 1 200 points lumineux de plus (12,0 %) s’éteignent la nuit, "
    "et rendent chacun 1 825 heures d’obscurité par an.",
    "lighting_bill": "L’éclairage public a coûté 314 488 € en douze mois (jusqu’en juin 2026). "
    "Pour les mêmes armoires, c’est 31 557 € de moins (−9,1 %) qu’un an avant ; à lui seul, "
    "le prix compte pour −33 475 €.",
    "lighting_anomalies": "44 armoires d’éclairage sur 1 935 ne suivent pas leur horaire ou "
    "l’inventaire : leur excès coûte 34 032 € par an ; 7 ne consomment rien.",
    "water_repairs": "7 réparations des 90 derniers jours ont rendu 11,0 m³/h au réseau d’eau, "
    "soit 48 173 € par an (prix indicatif).",
    "water_losses": "En 2025, 21 services ont perdu 210 000 m³ d’eau, pour 105 000 €. C’est 25,0 % "
    "de moins qu’en 2024.",
    "water_leaks": "4 fuites coulent sur le réseau d’eau : 10,9 m³/h, soit 47 629 € par an (prix "
    "indicatif) si rien n’est fait. La plus chère : « Secteur A1 ».",
    "water_yield": "2 services d’eau sur 21 étaient sous le seuil de rendement du décret en 2025 : "
    "le plus loin, « Eau de Blois », est à 62,3 % pour 67,0 %. Un point gagné vaut 6 293 € par an "
    "(prix indicatif). La redevance y coûte 36 247 € par an.",
    "inclusion_far": "32 047 habitants (3,4 %) vivent à plus de 10 km du lieu d’aide au numérique "
    "le plus proche, dans 42 communes.",
    "inclusion_cards": "26 lieux d’aide au numérique sur 169 ont une fiche de plus de 18 mois, à "
    "revoir.",
    "late_data": "Données en retard : « Factures » et « Débits ». La plus ancienne s’arrête au 31 "
    "janvier 2026. 5 constats sur 17 ne peuvent plus être établis.",
}
# Rule, what changes in its facts, what must be read.
VARIANTS = [
    ("footfall_change", {"change_pct": -12.3}, "12,3 % de terminaux connectés de moins que"),
    ("footfall_access_points", {"out_access_points": 0.6}, "heures de service."),
    ("footfall_access_points", {"out_access_points": 1.2}, "autant que 1 borne à l’arrêt sur 40"),
    ("buildings_energy", {"change_pct": 6.0, "change_kwh": 60_400.0}, "de plus qu’un an"),
    ("buildings_energy", {"change_kwh": 60_400.0}, "(+60 400 kWh, ajust"),
    ("buildings_energy", {"buildings": 1}, "1 bâtiment a consommé"),
    ("buildings_savings", {"eur_year": None}, "34 bâtiments, sans montant annuel pour l’instant."),
    ("buildings_savings", {"buildings": 1}, "dans 1 bâtiment, « Piscine du Lac » : 117 799 €"),
    ("buildings_savings", {"without_year": 0}, "117 799 € par an. La plus forte"),
    ("buildings_savings", {"without_year": 1}, "an, 1 économie n’étant pas encore chiffrée."),
    ("buildings_bill", {"change_eur": -2e6, "change_pct": -20.0}, "2,00 M€ de moins (−20,0 %)"),
    ("buildings_alerts", {"drifts": 0, "leaks": 1}, "1 fuite d’eau reste à traiter dans les"),
    ("buildings_alerts", {"drifts": 0, "leaks": 1}, "les bâtiments, « Dojo » : 12 591 €"),
    ("buildings_alerts", {"leaks": 0}, "2 dérives restent à traiter"),
    (
        "buildings_alerts",
        {"eur_year": None},
        "bâtiments, d’un coût inconnu faute de prix.",
    ),
    ("buildings_alerts", {"unpriced": 0}, "par an si rien n’est fait. La plus chère"),
    ("buildings_decree", {"eur_year": None}, "5 426 MWh à économiser."),
    ("buildings_decree", {"buildings": 1}, "1 bâtiment soumis au décret tertiaire dépasse de 16,7"),
    ("lighting_energy", {"change_pct": 10.0}, "10,0 % d’énergie de plus qu’un an"),
    (
        "lighting_nights",
        {"points": 1},
        "1 point lumineux de plus (12,0 %) s’éteint la nuit, et rend",
    ),
    ("lighting_bill", {"change_eur": 500.0, "change_pct": 3.0}, "500 € de plus (+3,0 %)"),
    ("lighting_bill", {"price_eur": 600.0}, "à lui seul, le prix compte pour +600 €"),
    ("lighting_anomalies", {"anomalies": 1, "dead": 0}, "1 armoire d’éclairage sur 1 935 ne suit"),
    ("lighting_anomalies", {"anomalies": 1, "dead": 0}, "son excès coûte 34 032 € par an."),
    ("lighting_anomalies", {"anomalies": 1, "cabinets": 1}, "1 armoire d’éclairage ne suit pas"),
    ("lighting_anomalies", {"dead": 1}, "par an ; 1 ne consomme rien."),
    ("lighting_anomalies", {"dead": 0}, "34 032 € par an."),
    ("lighting_anomalies", {"eur_year": None}, "l’inventaire : 7 ne consomment rien."),
    ("lighting_anomalies", {"eur_year": None, "dead": 0}, "leur horaire ou l’inventaire."),
    ("water_repairs", {"repairs": 1}, "1 réparation des 90 derniers jours a rendu 11,0 m³/h"),
    ("water_repairs", {"eur_year": None}, "au réseau d’eau, d’un coût inconnu faute de prix."),
    ("water_losses", {"services": 1}, "En 2025, le service « Eau de Tours » a perdu"),
    (
        "water_losses",
        {"change_pct": 5.0, "indicative": True},
        "(prix indicatif). C’est 5,0 % de plus",
    ),
    ("water_leaks", {"leaks": 1}, "1 fuite coule sur le réseau d’eau, « Secteur A1 » : 10,9 m³/h"),
    (
        "water_leaks",
        {"eur_year": None},
        "10,9 m³/h, d’un coût inconnu faute de prix.",
    ),
    ("water_leaks", {"unpriced": 2, "indicative": False}, "fait, sans compter 2 sans prix."),
    ("water_yield", {"services": 1}, "Sur 21 services d’eau, « Eau de Blois » était sous le seuil"),
    ("water_yield", {"services": 1, "judged": 1}, "Le service d’eau « Eau de Blois » était sous"),
    ("water_yield", {"services": 1}, "en 2025 : 62,3 % pour 67,0 %. Un point"),
    ("water_yield", {"point_eur": None, "levy_eur": None}, "62,3 % pour 67,0 %."),
    ("inclusion_far", {"share_pct": 100.0, "communes": 1}, "(100 %) vivent à plus de 10 km"),
    ("inclusion_far", {"communes": 1}, "le plus proche."),
    ("inclusion_far", {"population": 1, "communes": 1}, "1 habitant (3,4 %) vit à plus de 10 km"),
    ("inclusion_cards", {"undated": 3}, "une fiche de plus de 18 mois ou sans date, à revoir."),
    ("inclusion_cards", {"old": 1}, "1 lieu d’aide au numérique sur 169 a une fiche"),
    ("late_data", {"sources": ("Débits",)}, "« Débits », qui s’arrêtent au 31 janvier 2026. 5"),
    ("late_data", {"late_rules": 1}, "1 constat sur 17 ne peut plus être établi."),
]


def told(code: str, **changed: object) -> str:
    """The sentence of a rule, its spaces made plain: test_typography reads the others."""
    text = sentence(SimpleNamespace(code=code, facts=FACTS[code] | changed))
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_every_rule_has_its_sentence_and_its_subject():
    codes = {rule.code for rule in EVERY_RULE}
    assert set(SENTENCES) == set(SUBJECTS) == set(TOLD) == set(FACTS) == codes


@pytest.mark.parametrize("code", TOLD)
def test_a_statement_is_told_in_one_or_two_sentences(code):
    assert told(code) == TOLD[code]


@pytest.mark.parametrize(("code", "changed", "part"), VARIANTS)
def test_one_thing_many_or_unknown_are_told_as_they_are(code, changed, part):
    text = told(code, **changed)
    assert part in text
    assert text.endswith(".")
    assert not any(bad in text for bad in ("None", "nan", "n.d.", "..", "  ", " ."))


def test_numbers_are_spaced_as_french_does():
    text = sentence(SimpleNamespace(code="water_leaks", facts=FACTS["water_leaks"]))
    assert "10,9\u00a0m³/h" in text
    assert "47\u202f629\u00a0€ par an" in text


@pytest.mark.parametrize("code", TOLD)
def test_a_statement_has_its_number(code):
    assert any(character.isdigit() for character in told(code))


def plain(briefing: Briefing) -> str:
    return nothing_unusual(briefing).replace("\u202f", " ").replace("\u00a0", " ")


def test_nothing_unusual_says_what_was_judged_and_what_was_not():
    judged = ("footfall_change", "buildings_energy", "lighting_nights")
    assert plain(Briefing((), judged, ("lighting_energy",))) == (
        "Rien d’inhabituel pour la fréquentation, l’énergie des bâtiments et les nuits rendues (3 "
        "règles jugées, 1 règle sans données suffisantes)."
    )
    assert plain(Briefing((), judged[:1], ())) == (
        "Rien d’inhabituel pour la fréquentation (1 règle jugée)."
    )


def test_what_nobody_could_judge_is_not_called_usual():
    silent = ("footfall_change", "buildings_energy")
    assert plain(Briefing((), (), silent)) == (
        "Rien ne peut être jugé ici : 2 règles sans données suffisantes."
    )
