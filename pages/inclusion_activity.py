"""Inclusion numérique: what places do, month by month, and what members answered."""

from dataclasses import replace
from datetime import timedelta
from functools import partial

from dash.development.base_component import Component

from components.captioned import Chart, Reading
from components.figures import inclusion_activity as figures
from components.findings import inclusion_activity as findings
from components.headline import months_in_words
from components.inclusion import inclusion_activity_columns as columns
from components.inclusion import inclusion_activity_frames as frames
from components.inclusion.inclusion_views import every_view
from components.tables import values
from components.views import asking, connect_shown, connect_views, register_views, view_frame
from data.inclusion import activity, survey
from data.inclusion.vocabulary import QUESTIONS
from data.quality import Notice
from data.viewing import nothing, today, view

PATH = "/inclusion"
TITLE = "Inclusion numérique"
SHOWN, SURVEY_SHOWN = "inclusion-activity-shown", "inclusion-survey-shown"

LICENCE = "Licence Ouverte 2.0"
declared = partial(
    Chart,
    source="Activité déclarée par les lieux (Coop de la médiation numérique)",
    licence=LICENCE,
    source_keys=("accompagnements",),
    **columns.NO_ACTIVITY,
)
answered = partial(
    Chart,
    source="Enquête auprès des membres\u202f; part nationale\u00a0: enquête nationale",
    licence=LICENCE,
    source_keys=("enquete-communes",),
    **columns.NO_ANSWER,
)
MONTHS = declared(
    id="inclusion-activity-months",
    title="Accompagnements par mois",
    query=activity.by_month,
    figure=figures.months,
    finding=findings.months,
    columns=columns.MONTHS,
    indicators=("inclusion_accompaniments",),
)
of_kinds = partial(declared, query=activity.by_item, figure=figures.kinds, columns=columns.KINDS)
THEMES = of_kinds(id="inclusion-activity-themes", title="Pour quoi faire", finding=findings.themes)
PEOPLE = of_kinds(id="inclusion-activity-people", title="Pour qui", finding=findings.people)
MANNERS = of_kinds(id="inclusion-activity-manners", title="Comment", finding=findings.manners)
PLACES = declared(
    id="inclusion-activity-places",
    title="Lieu par lieu",
    query=activity.by_place,
    figure=figures.places,
    finding=findings.places,
    columns=columns.PLACES,
)
ANSWERS = answered(
    id="inclusion-activity-answers",
    title="Ce que répondent les membres, à côté du pays",
    query=survey.answers,
    figure=figures.answers,
    finding=findings.answers,
    columns=columns.ANSWERS,
)
MEMBERS = answered(
    id="inclusion-activity-members",
    title="Où en est chaque membre",
    query=survey.by_member,
    figure=figures.members,
    finding=findings.members,
    columns=columns.MEMBERS,
    height_px=300,
)

SURVEY = "/enquete"
VIEWS = {
    "/activite": ("Activité", (MONTHS, THEMES, PEOPLE, MANNERS, PLACES)),
    SURVEY: ("Enquête", (ANSWERS, MEMBERS)),
}
OF_DIMENSIONS = {
    THEMES.id: frames.THEMES,
    PEOPLE.id: frames.PEOPLE,
    MANNERS.id: frames.MANNERS,
}


def layout(view_path: str = "/activite", /, **_: str) -> Component:
    """The frame of one view, loading."""
    shown_id = SURVEY_SHOWN if view_path == SURVEY else SHOWN
    return view_frame(TITLE, shown_id, PATH, every_view(VIEWS), view_path)


register_views(
    __name__,
    PATH,
    VIEWS,
    layout,
    name="Activité",
    title=TITLE,
    description="Accompagnements des lieux de médiation numérique, et enquête des membres.",
)


def read(chart: Chart, query_string: str) -> Reading:
    """What a chart of these views shows for a query string."""
    reading = asking(view, chart.source_keys)(chart.query, query_string)
    if reading.failed:
        return reading
    if chart in VIEWS[SURVEY][1]:
        # The last answer of each member: another period would bring nothing.
        kept = answers_of(chart, reading)
        return replace(reading, last_period="", of_today=True, frame=kept)
    if chart is MONTHS:
        return with_months(reading)
    if chart.id in OF_DIMENSIONS:
        kept = frames.of_dimensions(reading.frame, OF_DIMENSIONS[chart.id])
        return replace(reading, frame=kept)
    return reading


def answers_of(chart: Chart, reading: Reading) -> object:
    """The frame of a chart of the survey; none where nobody has answered."""
    if chart is MEMBERS:
        return frames.answers_by_member(reading.frame, tuple(QUESTIONS))
    return reading.frame if any(values(reading.frame, "answered")) else reading.frame.iloc[:0]


def with_months(reading: Reading) -> Reading:
    """The months, each over or not, and which of them stand for the period."""
    last_day = min(reading.data_until or today(), today() - timedelta(days=1))
    frame = frames.with_whole_months(reading.frame, last_day)
    months = values(frame, "month")
    if not months:
        return replace(reading, frame=frame)
    told = Notice("MOIS_ENTIERS", {"months": months_in_words(months[0], months[-1])})
    return replace(reading, frame=frame, notices=[*reading.notices, told])


connect_views(VIEWS, read)
asked = asking(view, ("accompagnements", "enquete-communes"))
connect_shown(SHOWN, asked, nothing)
connect_shown(SURVEY_SHOWN, asked, nothing, of_today=True)
