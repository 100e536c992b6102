"""What the charts and maps of digital inclusion draw, against frames computed by hand."""

import pytest

from components.commune_map import ROOM_DEG
from components.figures import inclusion, inclusion_placement
from components.inclusion import inclusion_marks
from tests.components import inclusion_frames as frames
from tests.components.building_frames import selection

SELECTION = selection()


def test_each_measure_has_its_own_scale_and_keeps_its_values():
    figure = inclusion.portrait(frames.portrait(), SELECTION)
    own, reference, peers, _words = figure["data"]
    # The highest of the row is the end of its scale: 5.0, then 2.0, then 20.0.
    assert own["x"] == [100 * 3.0 / 5.0, 100 * 1.0 / 2.0, 100.0]
    assert reference["x"] == [100 * 4.0 / 5.0, 100.0, 100.0]
    assert peers["x"] == [100.0, None, None]
    assert own["customdata"] == [3.0, 1.0, 20.0]
    assert [trace["name"] for trace in (own, reference, peers)] == [
        "Ce territoire", "Loir-et-Cher", "Médiane des EPCI semblables",
    ]  # fmt: skip


def test_the_other_departement_is_named_where_similar_ones_are_counted():
    frame = frames.portrait().assign(peers=0, peers_label="Indre-et-Loire")
    figure = inclusion.portrait(frame, SELECTION)
    assert figure["data"][2]["name"] == "Indre-et-Loire"
    said = "".join(figure["data"][-1]["text"])
    assert "Loir-et-Cher 4,0 · Indre-et-Loire 5,0" in said
    assert "semblables" not in said
    assert "semblables 5,0" in "".join(
        inclusion.portrait(frames.portrait(), SELECTION)["data"][-1]["text"]
    )


def test_a_lone_territory_is_drawn_on_the_scale_of_its_unit():
    own, _words = inclusion.portrait(frames.portrait(None, None), SELECTION)["data"]
    # 3.0 of 10, a ratio without scale, 20 % of 100.
    assert own["x"] == [100 * 3.0 / 10.0, None, 100 * 20.0 / 100.0]


def test_marks_are_told_apart_without_colour():
    traces = inclusion.portrait(frames.portrait(), SELECTION)["data"][:3]
    assert len({trace["marker"]["symbol"] for trace in traces}) == 3


def test_cells_say_communes_and_people_and_the_worst_one_is_framed():
    figure = inclusion.bivariate(frames.crossed(), SELECTION)
    grid = figure["data"][0]
    assert grid["customdata"] == [[100, 200, 300], [200, 200, 200], [300, 300, 400]]
    # Darker where both are worse, whoever lives there.
    assert grid["z"] == [[0, 1, 2], [1, 2, 3], [2, 3, 4]]
    said = {(one["x"], one["y"]): one for one in figure["layout"]["annotations"]}
    assert said[2, 2]["text"] == "<b>4</b><br>communes<br>400<br>habitants"
    assert said[0, 0]["text"] == "<b>1</b><br>commune<br>100<br>habitants"
    frame = figure["layout"]["shapes"][0]
    assert (frame["x0"], frame["x1"], frame["y0"], frame["y1"]) == (1.5, 2.5, 1.5, 2.5)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return sum(weight * one for weight, one in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_cell_without_commune_says_nothing():
    cells = frames.crossed().assign(communes=[3, *[0] * 8], population=[300, *[0] * 8])
    assert len(inclusion.bivariate(cells, SELECTION)["layout"]["annotations"]) == 1


def test_words_stand_out_from_every_cell():
    figure = inclusion.bivariate(frames.crossed(), SELECTION)
    for note in figure["layout"]["annotations"]:
        ground = inclusion.COLOURS[note["x"] + note["y"]]
        parts = luminance(ground), luminance(note["font"]["color"])
        light, deep = sorted(parts, reverse=True)
        assert (light + 0.05) / (deep + 0.05) >= 4.5


def test_a_rank_never_goes_without_its_interval():
    figure = inclusion.ranks(frames.communes(), SELECTION)
    dots, words = figure["data"]
    assert dots["x"] == [1.0, 2.0]
    assert figure["layout"]["shapes"][0]["path"] == "M1.0,0 L11.0,0 M1.0,1 L12.0,1"
    assert all("(de " in text for text in words["text"])
    assert not any("Sans score" in text for text in words["text"])


def test_communes_have_their_class_and_low_coverage_is_outlined():
    drawn = inclusion_marks.layers(frames.layers(), SELECTION)
    # Class, outlined, score.
    assert drawn["ground"]["communes"] == {
        "37001": "0|1|7,3", "37002": "4|0|2,0", "41001": "absent|0|n.d.",
    }  # fmt: skip
    low, high = drawn["ground"]["bounds"]
    assert low == pytest.approx([46.9 - ROOM_DEG, 0.4 - ROOM_DEG], abs=1e-3)
    assert high == pytest.approx([47.7 + ROOM_DEG, 1.0 + ROOM_DEG], abs=1e-3)


def test_a_place_without_position_has_no_mark_and_others_lead_to_their_card():
    (mark,) = inclusion_marks.layers(frames.layers(), SELECTION)["features"]
    assert mark["geometry"]["coordinates"] == [0.71, 46.9123]
    assert mark["properties"]["shape"] == "library"
    assert mark["properties"]["lines"] == ["Médiathèque (Abilly)"]
    assert mark["properties"]["href"] == "/inclusion/lieux/l-1"


@pytest.mark.parametrize("looks", [inclusion_marks.FIFTHS, inclusion_placement.LOOKS])
def test_classes_of_communes_are_told_apart_without_colour(looks):
    plain = [luminance(look.fill) for look in looks.values() if look.hatch == "plain"]
    hatched = [look.hatch for look in looks.values() if look.hatch != "plain"]
    assert len(hatched) == len(set(hatched))
    assert len(plain) == 1 or (max(plain) + 0.05) / (min(plain) + 0.05) > 7


@pytest.mark.parametrize(
    ("kinds", "programmes", "shape"),
    [
        ("RFS", "", "services"),
        ("EPN|CCAS", "France Services", "town"),
        ("", "Aidants Connect|France Services", "services"),
        ("FABLAB", "Aidants Connect", "other"),
        (None, None, "other"),
    ],
)
def test_a_place_has_the_shape_of_its_kind(kinds: str, programmes: str, shape: str):
    assert inclusion_marks.shape_of(kinds, programmes) == shape


def test_places_to_come_have_their_number_and_communes_what_becomes_of_them():
    drawn = inclusion_placement.reached(frames.placed(), SELECTION)
    (mark,) = drawn["features"]
    assert (mark["properties"]["shape"], mark["properties"]["rank"]) == ("chosen", 1)
    assert drawn["ground"]["communes"] == {
        "37001": "before|0|100", "37002": "gained|0|200", "37003": "far|0|300",
        "37004": "unknown|0|400",
    }  # fmt: skip


def test_gains_are_drawn_in_order():
    figure = inclusion_placement.gains(frames.chosen(), SELECTION)
    assert figure["data"][0]["x"] == [3000, 500]
    assert figure["data"][1]["text"] == ["1. Paulmy", "2. Bauzy"]
