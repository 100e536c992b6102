"""The imagined digital inclusion: real communes, sources that overlap, counts that add up."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from data.inclusion.matching import Record, places
from data.inclusion.opening import open_hours_a_week
from data.inclusion.vocabulary import INGREDIENTS, QUESTIONS
from data.settings import Settings
from data.territory import load_territory
from loaders.demo import inclusion_load, inclusion_places

TERRITORY = load_territory(Path(Settings().territory_dir))
TODAY = date(2026, 11, 22)
COMPARED = (
    "source_key", "record_id", "name", "address", "postcode", "town", "commune_code",
    "latitude_deg", "longitude_deg", "siret",
)  # fmt: skip


@pytest.fixture(scope="module")
def helping() -> list[inclusion_places.HelpPlace]:
    return inclusion_places.help_places(170, TERRITORY)


def test_every_town_has_a_place_and_many_villages_none(helping):
    served = {place.commune.code for place in helping}
    towns = {one.code for one in TERRITORY.communes if (one.population or 0) > 6000}
    assert towns <= served
    assert len(served) < len(TERRITORY.communes) / 3
    assert len({place.name for place in helping}) == len(helping) == 170


def test_names_are_written_as_in_french():
    words = {
        "Blois": "de Blois",
        "Amboise": "d’Amboise",
        "Le Controis-en-Sologne": "du Controis-en-Sologne",
        "Les Montils": "des Montils",
        "La Riche": "de La Riche",
    }
    assert {town: inclusion_places._of(town) for town in words} == words


def test_sources_overlap_and_are_recognised_as_one_place(helping):
    rows = inclusion_places.record_rows(helping, TODAY)
    assert rows.height > 280
    assert rows["simulated"].all()
    assert rows["updated"].is_between(date(2023, 1, 1), TODAY).all()
    found = places([Record(*row) for row in rows.select(COMPARED).iter_rows()])
    assert 160 <= len(set(found)) <= 175


def test_the_hours_can_be_read(helping):
    known = [place.hours for place in helping if place.hours]
    assert 100 < len(known) < 170
    assert all(open_hours_a_week(hours) > 0 for hours in known)


def test_premises_add_up_and_fibre_only_grows():
    days = date(2025, 6, 30), date(2026, 6, 30)
    rows = inclusion_load.coverage_rows(TERRITORY.communes, days)
    speeds = [name for name in rows.columns if name == "none" or name.startswith("from_")]
    assert (rows.select(pl.sum_horizontal(speeds)).to_series() == rows["premises"]).all()
    before, after = (rows.filter(pl.col("day") == day)["from_1_gbit"] for day in days)
    assert (after >= before).all()
    assert rows.height == 2 * 539


def test_every_commune_has_every_ingredient():
    coverage = inclusion_load.coverage_rows(TERRITORY.communes, [TODAY])
    rows = inclusion_load.ingredient_rows(TERRITORY.communes, coverage)
    assert rows.height == 539 * len(INGREDIENTS)
    assert rows["value_pct"].is_between(0, 100).all()


def test_themes_ages_and_durations_each_add_up_to_the_total(helping):
    months = [date(2026, 9, 1), date(2026, 10, 1)]
    rows = inclusion_load.activity_rows(helping, months)
    sums = rows.group_by("place_key", "month", "dimension").agg(pl.col("count").sum())
    assert sums.group_by("place_key", "month").agg(pl.col("count").n_unique())["count"].max() == 1
    # The past stays when months go by.
    assert inclusion_load.activity_rows(helping, months[:1]).equals(
        rows.filter(pl.col("month") == months[0])
    )


def test_answers_are_near_the_national_shares():
    rows = inclusion_load.answer_rows(TERRITORY.communes, TODAY)
    assert 0.5 < rows["member"].n_unique() / 539 < 0.75
    shares = dict(rows.group_by("question").agg(pl.col("yes").mean()).iter_rows())
    for question, (_label, national_pct) in QUESTIONS.items():
        assert abs(100 * shares[question] - national_pct) < 15
