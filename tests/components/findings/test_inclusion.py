"""The sentences of digital inclusion, computed by hand."""

from types import SimpleNamespace

import pytest

from components.findings import inclusion, inclusion_placement
from components.inclusion.inclusion_frames import out_of_reach_first
from components.inclusion.inclusion_list import far_list
from tests.components import inclusion_frames as frames
from tests.components.building_frames import selection

SELECTION = selection()


def plain(text: str) -> str:
    """Every space alike."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_portrait_counts_what_is_better_and_names_the_worst():
    told = plain(inclusion.portrait(frames.portrait(), SELECTION))
    # Fragility 3 under 4 is better; 1 mediator for 2 is worse; nobody judges ages.
    assert told == (
        "Face à la référence (Loir-et-Cher), 1 mesure sur 2 est meilleure et 1 moins bonne ; le "
        "plus en retrait : médiateurs pour 10 000 habitants."
    )


def test_the_syndicate_compares_its_departements():
    # Fragility 4 under 5, mediators 2 under 3: one better, one worse, by 1/5 then 1/3.
    frame = frames.portrait(4.0, 5.0).assign(
        reference_label="Indre-et-Loire", peers_label="Loir-et-Cher", peers=0
    )
    frame.loc[1, "peers_median"] = 3.0
    told = plain(inclusion.portrait(frame, SELECTION))
    assert told == (
        "Sur 2 mesures, 1 est meilleure pour Indre-et-Loire et 1 pour Loir-et-Cher ; le plus grand "
        "écart : médiateurs pour 10 000 habitants, 2,0 contre 3,0."
    )
    alike = frame.assign(peers_median=frame["reference"])
    assert plain(inclusion.portrait(alike, SELECTION)) == (
        "Sur 2 mesures, 0 est meilleure pour Indre-et-Loire et 0 pour Loir-et-Cher."
    )


def test_a_lone_territory_is_told_how_to_be_compared():
    told = plain(inclusion.portrait(frames.portrait(None, None), SELECTION))
    assert told.startswith("Fragilité recalculée : 3,0 sur 10. Choisissez un département")


def test_who_is_fragile_and_far_is_counted():
    told = plain(inclusion.bivariate(frames.crossed(), SELECTION))
    # 4 of 22 communes, 400 of 2,200 inhabitants.
    assert told == (
        "4 communes sur 22 sont à la fois dans le tiers le plus fragile et dans le tiers le plus "
        "loin d’un lieu : 400 habitants, 18,2 % de la population."
    )
    assert "Aucune commune n’est à la fois" in inclusion.bivariate(frames.crossed(0), SELECTION)
    nobody = frames.crossed().assign(communes=0, population=0)
    assert inclusion.bivariate(nobody, SELECTION) == inclusion.NOT_CROSSED
    # A commune alone stands somewhere: nothing is counted.
    nobody.loc[0, ["communes", "population"]] = 1, 200
    alone = plain(inclusion.bivariate(nobody, SELECTION))
    assert alone.startswith("Parmi les communes du syndicat, par tiers : fragilité « ")
    assert alone.endswith("pour 200 habitants.")


def test_ranks_are_said_with_their_interval():
    told = plain(inclusion.ranks(frames.communes(), SELECTION))
    # Intervals of 10 and 11: the upper middle one is 11.
    assert told == (
        "La plus fragile ici est Commune 1, rang 1 (entre 1 et 11) ; un rang bouge de 11 places "
        "en médiane quand les poids bougent de 20 % ; 1 commune sans score (n.d.)."
    )
    long = plain(inclusion.ranks(frames.communes(31), SELECTION))
    assert "Le graphique montre 20 lignes ; le tableau donne les 30 communes." in long


def test_a_map_says_what_it_cannot_show():
    told = plain(inclusion.layers(frames.layers(), SELECTION))
    assert told == (
        "3 communes et 2 lieux ; 1 commune dans le cinquième le plus fragile du syndicat, 1 dans "
        "le moins couvert à 30 Mbit/s, 1 dans les deux (1 000 habitants) ; 1 commune sans score "
        "(n.d.) ; 1 lieu sans position, hors de la carte."
    )


def test_far_communes_are_sentences_that_lead_to_their_portrait():
    frame = frames.communes(14).head(12)
    listed = far_list(frame, 10)
    items, rest = listed.children
    assert len(items.children) == 10
    first = items.children[0].children
    assert first[1].href == "/inclusion?territoire=commune:37001"
    said = plain("".join(part if isinstance(part, str) else part.children for part in first))
    assert said == (
        "Commune 1 : fragilité 8,9 sur 10, rang 1 sur 13 (entre 1 et 11) ; 1 000 habitants, "
        "à 13,0 km du lieu le plus proche."
    )
    assert "Les 10 plus fragiles sur 12" in plain(rest.children)
    assert "plus de 10 km" in plain(far_list(frame.head(0), 10).children)


def answer(**changes: object) -> SimpleNamespace:
    """What `placement` answers, as far as sentences read it."""
    told = {
        "scenario": SimpleNamespace(reach_km=10),
        "chosen": frames.chosen(),
        "communes": frames.placed(),
        "covered_population_before_pct": 80.0,
        "covered_population_after_pct": 95.0,
    }
    return SimpleNamespace(**told | changes)


def test_an_outcome_says_who_would_be_near_and_who_would_not():
    assert plain(inclusion_placement.outcome(answer())) == (
        "Avec ces 2 lieux, 95,0 % des habitants seraient à moins de 10 km d’un lieu, contre 80,0 % "
        "aujourd’hui ; 300 habitants de 1 commune resteraient hors de portée."
    )
    everybody = answer(communes=frames.placed().head(2), chosen=frames.chosen().head(1))
    told = plain(inclusion_placement.outcome(everybody))
    assert told.startswith("Avec ce lieu, ")
    assert told.endswith("plus personne ne serait hors de portée.")
    nothing = plain(inclusion_placement.outcome(answer(chosen=frames.chosen().head(0))))
    assert "aucun lieu de plus" in nothing
    unknown = answer(covered_population_before_pct=None, covered_population_after_pct=None)
    assert "n’est pas connue" in inclusion_placement.outcome(unknown)


def test_a_place_says_what_it_brings_and_to_whom():
    first, second = frames.chosen().itertuples()
    assert plain("".join(inclusion_placement.place_parts(first, 10))) == (
        "Paulmy : 3 000 habitants de plus à moins de 10 km, dans 2 communes : Ciran et Paulmy."
    )
    assert plain("".join(inclusion_placement.place_parts(second, 5))) == (
        "Bauzy : 500 habitants de plus à moins de 5 km, dans 6 communes, dont Bauzy, Bracieux et "
        "Courmemin."
    )
    assert plain(inclusion_placement.weighed(second)) == (
        "poids de fragilité : 200 habitants pondérés"
    )


def test_nothing_says_that_a_commune_is_the_best():
    told = [
        inclusion_placement.outcome(answer()),
        inclusion_placement.gains(frames.chosen(), SELECTION),
        inclusion_placement.method(99, 92, 40),
    ]
    assert not any("meilleure commune" in sentence.lower() for sentence in told)
    for part in ("vol d’oiseau", "gloutonne", "99 %", "92 %", "40 cas"):
        assert part in plain(told[2])


def test_what_stays_out_of_reach_is_named_first():
    ordered = out_of_reach_first(frames.placed())
    assert ordered["commune"].tolist() == ["Amboise", "Anché", "Paulmy", "Abilly"]
    assert ordered["state_label"].tolist()[0] == "Toujours hors de portée"
    told = plain(inclusion_placement.left_out(ordered))
    assert told == "Ce qui reste hors de portée : Amboise (300 habitants)."
    assert inclusion_placement.left_out(ordered[ordered["state"] != "far"]) == ""


@pytest.mark.parametrize("count", [1, 2])
def test_gains_are_said(count: int):
    told = plain(inclusion_placement.gains(frames.chosen().head(count), SELECTION))
    assert told.startswith(f"{'3 500' if count > 1 else '3 000'} habitants de plus à portée")
    assert ("le dernier, Bauzy, 500" in told) == (count > 1)
