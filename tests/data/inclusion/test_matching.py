"""Records of one place: each rule, what it does not join, and that order changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.inclusion.matching import (
    SAME_ID,
    SAME_NAME,
    SAME_OWNER,
    SAME_SIRET,
    Record,
    evidence_of,
    matches,
    places,
)

# Degrees of latitude that make a kilometre.
DEG_PER_KM = 1 / 111.195
UNKNOWN = float("nan")
LIBRARY = Record(
    "hub-lo", "1", "Médiathèque Jules Verne", "3 rue du Quai", "37000", "Tours", "37261",
    47.39, 0.69, None,
)  # fmt: skip
BARE = {"address": None, "latitude_deg": None, "longitude_deg": None}
SIREN, SIRET = "213702616", "21370261600011"


def other(**cells: object) -> Record:
    """The library as another list tells of it."""
    return replace(LIBRARY, source_key="lieux-mediation", record_id="x2", **cells)


def evidence(one: Record, two: Record, km: float = UNKNOWN) -> str | None:
    """The evidence, which must be the same both ways."""
    found = evidence_of(one, two, km)
    assert evidence_of(two, one, km) == found
    return found


def test_one_long_identifier_is_one_place_whatever_else_is_said():
    sheet = replace(LIBRARY, record_id="6380e0d64acda506f71c36b0")
    away = other(name="Mairie", **BARE)
    assert evidence(sheet, replace(away, record_id=sheet.record_id), 90) == SAME_ID
    assert evidence(sheet, replace(away, record_id="6380e0d64acda506f71c36b1"), 90) is None


def test_a_row_number_is_no_identifier():
    assert evidence(LIBRARY, replace(other(name="Mairie", **BARE), record_id="1")) is None


@pytest.mark.parametrize(("km", "found"), [(0.05, SAME_NAME), (0.19, SAME_NAME), (0.21, None)])
def test_near_and_of_one_name(km, found):
    assert evidence(LIBRARY, other(address=None), km) == found


def test_a_name_alone_is_never_enough():
    assert evidence(LIBRARY, other(**BARE)) is None
    assert evidence(LIBRARY, other(address="9 place du Marché", **_nowhere())) is None


def _nowhere() -> dict[str, None]:
    return {"latitude_deg": None, "longitude_deg": None}


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("3, R. DU QUAI", SAME_NAME),
        ("Espace culturel, 3 rue du Quai", SAME_NAME),
        ("Rue du Quai", SAME_NAME),
        ("5 rue du Quai", None),
        ("3 rue du Port", None),
    ],
)
def test_at_one_address_and_of_one_name(address, found):
    assert evidence(LIBRARY, other(address=address, **_nowhere())) == found


def test_the_same_street_of_another_town_is_elsewhere():
    assert evidence(LIBRARY, other(commune_code="41018", **_nowhere())) is None
    assert evidence(LIBRARY, other(commune_code=None, postcode="41000", **_nowhere())) is None
    assert evidence(LIBRARY, other(commune_code=None, **_nowhere())) == SAME_NAME


def test_an_address_alone_is_not_enough():
    assert evidence(LIBRARY, other(name="Atelier du Bois"), 0) is None


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("MSAP du Ridellois", "PIJ du Ridellois"),
        ("Mairie de Veigné", "Médiathèque de Veigné"),
        ("BIJ 41", "Mission locale 41"),
        ("Mairie de Montoire", "France services de Montoire"),
    ],
)
@pytest.mark.parametrize("siret", [None, SIRET])
def test_two_services_at_one_address_are_two_places_under_one_siret_too(one, two, siret):
    pair = replace(LIBRARY, name=one, siret=siret), other(name=two, siret=siret)
    assert evidence(*pair, 0) is None


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        ("MSAP du Castelrenaudais", "France services Tours", SAME_NAME),
        ("Salbris MFS", "Maison France Services de Salbris", SAME_NAME),
        ("France services Tours - Forum Europe", "EPN Forum Europe", SAME_NAME),
        # Lodged at one address, and nothing says that it is one place.
        ("France services Tours", "Centre social des Fontaines", None),
    ],
)
def test_one_service_under_its_names(one, two, found):
    assert evidence(replace(LIBRARY, name=one), other(name=two), 0) == found


def test_near_on_two_numbered_streets_is_two_places_but_for_the_very_spot():
    branch = other(name="Médiathèque Jules Verne, annexe", address="9 place du Marché")
    assert evidence(LIBRARY, branch, 0.15) is None
    assert evidence(LIBRARY, branch, 0.05) == SAME_NAME
    assert evidence(LIBRARY, replace(branch, address="Place du Marché"), 0.15) == SAME_NAME


def test_a_social_centre_named_by_its_association_is_at_its_own_street():
    association = replace(
        LIBRARY, name="Association (centre social Morier / centre social Rabière)",
        address="Avenue Mozart", siret=SIRET,
    )  # fmt: skip
    centre = other(name="Centre social de la Rabière", address="Rue de la Rotière", siret=SIRET)
    assert evidence(association, centre, 0.9) is None
    assert evidence(association, replace(centre, address="Av. Mozart"), 0.9) == SAME_SIRET


def test_a_siret_and_a_spot_join_names_that_differ():
    held = replace(LIBRARY, name="La Grange", siret=SIREN)
    owner = other(name="Fédération des œuvres laïques", siret=SIRET)
    assert evidence(held, owner, 0.05) == SAME_SIRET
    assert evidence(held, replace(owner, siret="410683254"), 0.05) is None
    assert evidence(held, replace(owner, address="8 rue Neuve"), 0.15) is None


def test_a_siret_a_name_and_a_town_join_what_a_wrong_position_parts():
    one = replace(LIBRARY, name="EPN de Ports", address="rue du Quai", town="Ports", siret=SIREN)
    two = other(name="Espace public numérique de Ports", address="2 place du Quai", town="Ports",
                siret=SIRET)  # fmt: skip
    assert evidence(one, two, 10) == SAME_OWNER
    assert evidence(one, replace(two, siret=None), 10) is None
    assert evidence(one, replace(two, name="EPN du Port"), 10) is None
    assert evidence(one, replace(two, commune_code="41018"), 10) is None
    numbered = replace(one, address="1 rue Haute")
    assert evidence(numbered, two, 10) is None
    # Without a name of its own, a town has as many as it likes.
    bare = replace(one, name="EPN"), replace(two, name="Espace public numérique")
    assert evidence(*bare, 10) is None


def test_a_list_gives_one_place_twice_only_at_one_address():
    twin = replace(LIBRARY, record_id="2")
    assert evidence(LIBRARY, twin, 0) == SAME_NAME
    assert evidence(LIBRARY, replace(twin, address="Rue du Quai"), 0) is None
    assert evidence(LIBRARY, replace(twin, name="Cyberal"), 0) is None


def test_a_record_of_two_kinds_does_not_make_one_place_of_a_town_hall_and_a_library():
    hall = replace(LIBRARY, name="Mairie de Tours")
    both = other(name="Mairie bibliothèque de Tours")
    library = replace(LIBRARY, source_key="france-services", name="Bibliothèque de Tours")
    assert len(matches([hall, both, library])) == 2
    found = places([hall, both, library])
    assert len(set(found)) == 2
    assert found[0] != found[2]


def test_three_lists_of_one_place():
    again = replace(other(address=None), source_key="conseillers-numeriques")
    far = replace(other(name="Mairie"), source_key="france-services", commune_code="41018",
                  latitude_deg=47.6)  # fmt: skip
    records = [LIBRARY, other(latitude_deg=47.39 + 0.1 * DEG_PER_KM), far, again]
    assert places(records) == [0, 0, 2, 0]
    assert {match.evidence for match in matches(records)} == {SAME_NAME}


def test_no_record_no_place():
    assert places([]) == []
    assert places([replace(LIBRARY, **BARE)]) == [0]


RECORDS = st.lists(
    st.builds(
        Record,
        source_key=st.sampled_from(["hub-lo", "lieux-mediation", "france-services"]),
        record_id=st.uuids().map(str),
        name=st.sampled_from(
            ["Mairie", "Mairie bibliothèque", "Médiathèque Verne", "Bibliothèque", "EPN Verne",
             "PIJ Verne", "France services Verne", "Foyer Verne", "Commune de Tours"]
        ),
        address=st.sampled_from([None, "3 rue du Quai", "Rue du Quai", "9 place Haute"]),
        postcode=st.just("37000"),
        town=st.just("Tours"),
        commune_code=st.sampled_from([None, "37261"]),
        latitude_deg=st.sampled_from([47.39, 47.3905, 47.3915]),
        longitude_deg=st.just(0.69),
        siret=st.sampled_from([None, SIREN]),
    ),
    max_size=12,
)  # fmt: skip


def partition(records: list[Record]) -> set[frozenset[str]]:
    """The identifiers of each place."""
    groups: dict[int, set[str]] = {}
    for record, place in zip(records, places(records), strict=True):
        groups.setdefault(place, set()).add(record.record_id)
    return {frozenset(group) for group in groups.values()}


@settings(max_examples=60, deadline=None)
@given(records=RECORDS, shuffled=st.randoms())
def test_the_order_of_records_changes_nothing(records, shuffled):
    before = partition(records)
    pairs = {frozenset((records[m.first], records[m.second])) for m in matches(records)}
    again = list(records)
    shuffled.shuffle(again)
    assert partition(again) == before
    assert {frozenset((again[m.first], again[m.second])) for m in matches(again)} == pairs


@settings(max_examples=60, deadline=None)
@given(records=RECORDS)
def test_places_are_named_by_their_first_record_and_stand_alone(records):
    found = places(records)
    assert all(found[first] == first <= at for at, first in enumerate(found))
    for place in set(found):
        alone = [record for record, one in zip(records, found, strict=True) if one == place]
        assert set(places(alone)) == {0}
