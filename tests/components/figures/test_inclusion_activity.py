"""The figures of activity and survey draw what their frames hold, and validate."""

from datetime import date
from types import SimpleNamespace

import pandas as pd
import plotly.graph_objects as go
import pytest

from components import theme
from components.figures import inclusion_activity as figures
from components.inclusion import inclusion_activity_frames as frames
from components.legends import legend
from tests.components import activity_frames as given

CHOICE = SimpleNamespace(comparison="n-1", compared=(date(2025, 1, 1), date(2025, 12, 31)))
ALONE = SimpleNamespace(comparison="aucune", compared=None)


@pytest.mark.parametrize(
    ("draw", "frame"),
    [
        (figures.months, given.months()),
        (figures.kinds, given.items()),
        (figures.places, given.places(30)),
        (figures.answers, given.answers()),
        (figures.members, given.members()),
    ],
)
def test_every_figure_validates(draw, frame):
    figure = draw(frame, CHOICE)
    assert isinstance(figure, dict)
    go.Figure(figure)
    go.Figure(draw(frame.iloc[:0], CHOICE))


def test_a_month_that_is_not_over_is_pale_under_a_hollow_mark():
    figure = figures.months(given.months(), CHOICE)
    bars, *_, partial = figure["data"]
    assert bars["y"] == [100, None, 50]
    assert bars["marker"]["opacity"] == [1, 1, figures.PALE]
    assert (partial["x"], partial["y"]) == (["2026-06-01"], [50])
    assert [entry.children for entry in legend(figure)][-1] == figures.PARTIAL


def test_months_are_compared_only_when_asked_and_known():
    names = [trace["name"] for trace in figures.months(given.months(), CHOICE)["data"]]
    assert "Année précédente" in names
    without = figures.months(given.months().assign(before=None), CHOICE)["data"]
    assert "Année précédente" not in [trace["name"] for trace in without]
    alone = figures.months(given.months(), ALONE)["data"]
    assert "Année précédente" not in [trace["name"] for trace in alone]


def test_each_dimension_stands_under_its_heading_and_anonymous_apart():
    frame = frames.of_dimensions(given.items(), frames.PEOPLE)
    bars, words = figures.kinds(frame, CHOICE)["data"]
    assert bars["x"] == [None, 45, 55, None, 80, 20]
    assert words["text"][0] == "<b>Bénéficiaires</b>"
    assert words["text"][3] == "<b>Âge</b>"
    assert words["text"][4] == "60 ans &lt;et&gt; plus"
    shown = dict(zip(words["text"], bars["marker"]["color"], strict=True))
    assert shown["Anonymes"] == theme.MUTED
    assert shown["Suivis"] == theme.FOCUS
    assert bars["text"][1] == "45 · 45\u202f%"


def test_a_dimension_alone_has_no_heading():
    frame = frames.of_dimensions(given.items(), frames.THEMES)
    bars, words = figures.kinds(frame, CHOICE)["data"]
    assert bars["x"] == [70, 50]
    assert words["text"] == ["Courriels", "Démarches"]


def test_the_country_is_a_mark_and_never_colour_alone():
    figure = figures.answers(given.answers(), CHOICE)
    bars, country, words = figure["data"]
    assert bars["x"] == [60.0, None]
    assert (country["x"], country["y"]) == ([45, 70], [0, 1])
    assert country["marker"]["symbol"] == "line-ns"
    assert [entry.children for entry in legend(figure)] == [figures.YES, figures.COUNTRY]
    told = words["text"][0].replace("\u202f", " ").replace("\u00a0", " ")
    assert told == "Axe : 60 %<br>6 oui sur 10 réponses · 45 % en France"
    assert "aucune réponse" in words["text"][1]
    assert figure["layout"]["xaxis"]["range"] == [0, 100]


def test_members_are_counted_by_what_they_declare():
    bars = figures.members(given.members(), CHOICE)["data"][0]
    assert bars["x"] == ["aucune", "1", "2"]
    assert bars["y"] == [1, 0, 2]


def test_a_month_is_whole_when_it_is_over_on_the_last_day_known():
    frame = pd.DataFrame({"month": [date(2026, 5, 1), date(2026, 6, 1)], "count": [1.0, 2.0]})
    for last_day, whole in (
        (date(2026, 6, 30), [True, True]),
        (date(2026, 6, 29), [True, False]),
        (date(2026, 5, 31), [True, False]),
        (date(2026, 5, 30), [False, False]),
    ):
        assert frames.with_whole_months(frame, last_day)["whole"].tolist() == whole
    nothing = frames.with_whole_months(frame.assign(count=float("nan")), date(2026, 6, 30))
    assert len(nothing) == 0


def test_a_question_without_answer_is_no_no():
    told = pd.DataFrame(
        {
            "member": ["1", "1", "2"],
            "name": ["Amboise", "Amboise", "Blois"],
            "question": ["cyber", "dpo", "cyber"],
            "yes": [True, False, False],
            "day": [date(2025, 1, 1), date(2025, 2, 1), date(2024, 1, 1)],
        }
    )
    wide = frames.answers_by_member(told, ("cyber", "dpo", "sobriete"))
    assert wide["name"].tolist() == ["Amboise", "Blois"]
    assert wide["yes"].tolist() == [1, 0]
    assert wide["answered"].tolist() == [2, 1]
    assert wide["last_day"].tolist() == [date(2025, 2, 1), date(2024, 1, 1)]
    assert pd.isna(wide.loc[1, "dpo"])
    assert wide["sobriete"].isna().all()
    empty = frames.answers_by_member(told.iloc[:0], ("cyber",))
    assert len(empty) == 0
    assert {"name", "cyber", "yes", "answered", "last_day"} <= set(empty.columns)
