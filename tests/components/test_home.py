"""The statements of the home page: under their question, each a link to its evidence."""

from datetime import date

import pytest
from dash import html
from dash.development.base_component import Component

from components.home import commune_link, questions
from data.briefing.briefing import EVERY_RULE, Briefing
from data.briefing.statement import QUESTIONS, Statement

N = "\u00a0"
REPAIRS = Statement(
    *("water_repairs", "changes", "water", 6.0),
    {"repairs": 7, "saved_m3_h": 11.0, "eur_year": 48173.0},
    "/eau/fuites?periode=mois",
)
CARDS = Statement(
    *("inclusion_cards", "decide", "inclusion", 3.0),
    {"old": 26, "places": 169, "months": 18},
    "/inclusion/lieux",
)
LATE = Statement(
    *("late_data", "decide", "sources", 2.0),
    {"late_rules": 2, "rules": 9, "sources": ("A",), "oldest": "A", "last_day": date(2026, 1, 2)},
    "/donnees",
)


def words(node: object) -> str:
    """All the text of a component."""
    if isinstance(node, list):
        return " ".join(map(words, node))
    return words(node.children or "") if isinstance(node, Component) else str(node)


def all_of(node: object, kind: type) -> list[Component]:
    return [one for one in html.Div(node)._traverse() if isinstance(one, kind)]


def told(*statements: Statement, silent: int = 0, left_out: tuple[Statement, ...] = ()) -> list:
    codes = [rule.code for rule in EVERY_RULE]
    known = len(codes) - silent
    briefing = Briefing(statements, tuple(codes[:known]), tuple(codes[known:]), left_out)
    return questions(briefing, QUESTIONS)


def test_each_statement_stands_under_its_question_in_the_order_of_weights() -> None:
    columns = all_of(told(REPAIRS, CARDS, LATE), html.Section)
    assert [words(all_of(column, html.H2)) for column in columns] == list(QUESTIONS.values())
    assert [len(all_of(column, html.Li)) for column in columns] == [1, 0, 2]
    links = all_of(columns[2], html.A)
    assert [link.href for link in links] == ["/inclusion/lieux", "/donnees"]


def test_a_statement_is_a_link_that_names_its_theme_and_keeps_the_selection() -> None:
    link = all_of(told(REPAIRS), html.A)[0]
    said = " ".join(words(link).split())
    assert said.startswith("Eau 7 réparations des 90 derniers jours ont rendu 11,0 m³/h")
    assert link.href == "/eau/fuites?periode=mois"
    assert getattr(link, "data-keep-selection") == "periode=mois"
    (mark,) = [one for one in all_of(link, html.Span) if not one.children]
    assert getattr(mark, "aria-hidden") == "true"
    assert getattr(all_of(told(CARDS), html.A)[0], "data-keep-selection") == "true"


def test_late_data_have_a_name_though_no_theme() -> None:
    assert words(all_of(told(LATE), html.A)[0]).strip().startswith("Données ")


def test_a_question_without_statement_says_what_was_judged() -> None:
    nothing = all_of(told(REPAIRS), html.Section)[1]
    assert words(nothing).startswith("Ce que cela coûte Rien d’inhabituel pour ")
    assert all_of(nothing, html.A) == []


@pytest.mark.parametrize(
    ("silent", "left_out", "said", "unsaid"),
    [
        (0, (), "quelle que soit la période", "pas assez de données"),
        (1, (), f"1 des {len(EVERY_RULE)}{N}règles n’a pas assez", "trouvés"),
        (3, (), f"3 des {len(EVERY_RULE)}{N}règles n’ont pas assez", "trouvés"),
        (0, (LATE,), "Les 2 qui pèsent le plus, sur 3 trouvés", "pas assez de données"),
    ],
)
def test_what_statements_rest_on(silent: int, left_out: tuple, said: str, unsaid: str) -> None:
    ground = told(REPAIRS, CARDS, silent=silent, left_out=left_out)[-1]
    assert said in words(ground)
    assert unsaid not in words(ground)
    assert len(all_of(ground, html.A)) == 1


def test_a_commune_leads_to_its_sheet_and_others_to_the_list() -> None:
    link = all_of(commune_link("commune:37261", "Tours"), html.A)[0]
    assert (link.href, words(link)) == ("/communes/37261", f"Fiche de la commune{N}: Tours")
    for scope in ("syndicat", "epci:243700754", "site:VDL-0001"):
        assert all_of(commune_link(scope, "x"), html.A)[0].href == "/communes"


def test_where_nothing_can_be_judged_the_way_to_load_is_given() -> None:
    ground = told(silent=len(EVERY_RULE))[-1]
    assert "dit ce qui est chargé et comment charger le reste." in words(ground)
    assert all_of(ground, html.A)[0].href == "/donnees"
    assert "charger" not in words(told(silent=1)[-1])
