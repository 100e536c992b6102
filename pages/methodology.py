"""Méthodologie: every indicator, from the registry; every rule of the home page, as declared."""

from collections.abc import Iterable
from functools import partial

import dash
from dash import html
from dash.development.base_component import Component

from components.explain import formula_in_words
from components.filters import view_tabs
from components.findings.briefing import SUBJECTS
from components.findings.statement_words import capital
from components.formats import number
from components.headings import page_title
from components.methods import method_link, methods_list
from components.views import THEMES
from data.briefing.briefing import EVERY_RULE
from data.briefing.rule import Rule
from data.briefing.statement import AT_MOST, QUESTIONS
from data.briefing.weight import HALF_EUR, HALF_EUR_PER_INHABITANT, UNPRICED
from data.indicators import INDICATORS, Indicator
from data.methods import BRIEFING, methods_of

PATH = "/methodologie"
RULES_PATH = f"{PATH}/constats"
TABS = {
    **{PATH + view: label for view, (_theme, label) in THEMES.items()},
    RULES_PATH: "Constats de l’accueil",
}
BETTER = {"up": "Une hausse est favorable.", "down": "Une baisse est favorable."}


def layout(view_path: str = "", /, **_: str) -> Component:
    """One section an indicator of a theme, in the order of the registry."""
    theme = THEMES[view_path][0]
    return html.Div(
        [
            page_title("Méthodologie des indicateurs"),
            view_tabs(TABS, PATH + view_path),
            html.P(
                "Chaque chiffre affiché vient d’une ligne de ce registre. Dans les formules, « … » "
                "tient la place d’un nombre. Un chiffre manquant s’écrit «\u00a0n.d.\u00a0» (non "
                "disponible)\u00a0: ce n’est jamais un zéro."
            ),
            _detailed(theme),
            *(_section(row) for row in INDICATORS.values() if row.theme == theme),
        ],
        className="gb-page gb-text",
    )


def _detailed(theme: str) -> Component:
    return methods_list((method.name, method.title) for method in methods_of(theme))


def _section(indicator: Indicator) -> Component:
    about = [
        indicator.definition,
        f"Unité\u00a0: {indicator.unit}." if indicator.unit else "",
        BETTER.get(indicator.better_if, ""),
        "Peut recevoir un objectif." if indicator.aim else "",
    ]
    lines = [
        ("Formule", formula_in_words(indicator)),
        ("Source", indicator.source),
        ("Code officiel", indicator.official_code),
        ("Précaution", indicator.caution),
    ]
    content = [html.H2(indicator.label), html.P(" ".join(filter(None, about))), _terms(lines)]
    return html.Section(content, id=indicator.key)


def _terms(lines: Iterable[tuple[str, str]]) -> Component:
    """What is known of each term, few elements: some pages hold a hundred of them."""
    return html.Dl(
        [part for term, text in lines if text for part in (html.Dt(term), html.Dd(text))]
    )


def rules_layout(**_: str) -> Component:
    """How statements are chosen, then the rules of each question: the first ones settle ties."""
    detailed = (method_link(method.name, method.title) for method in methods_of(BRIEFING))
    return html.Div(
        [
            page_title("Méthodologie des constats"),
            view_tabs(TABS, RULES_PATH),
            html.P(
                f"L’accueil dit au plus {AT_MOST} constats, trouvés par les règles ci-dessous dans "
                "le territoire choisi, le jour même, quelle que soit la période. Aucune cause "
                "n’est supposée. Une règle se tait quand ses données manquent, sont trop peu "
                "nombreuses, ne se comparent pas ou sont périmées : dans ce dernier cas, le "
                "retard est dit."
            ),
            html.P([_weighing(), " Pour en savoir plus\u00a0: ", *detailed, "."]),
            *(part for asked in QUESTIONS.items() for part in _question(*asked)),
        ],
        className="gb-page gb-text",
    )


def _weighing() -> str:
    half = f"{number(HALF_EUR)} € plus {number(HALF_EUR_PER_INHABITANT, 2)} € par habitant"
    return (
        "Chaque constat pèse de 0 à 10 : 10 × x ÷ (x + moitié), où x est une somme, un "
        "changement ou une part. Plus x est grand, plus le constat pèse. La moitié est de "
        f"{half} du territoire pour une somme par an, et de deux variations habituelles "
        "pour un changement. Une somme que personne ne peut compter pèse "
        f"{number(UNPRICED)}. Le plus lourd de chaque question est toujours dit ; les "
        "places qui restent vont aux plus lourds."
    )


def _question(question: str, heading: str) -> list[Component]:
    """The heading of a question, then one section a rule that answers it."""
    rules = [rule for rule in EVERY_RULE if rule.question == question]
    return [html.H2(heading), *map(_rule_section, rules)]


def _rule_section(rule: Rule) -> Component:
    lines = [
        ("Dit à partir de", rule.told_from),
        ("Ce qui pèse", rule.weighs),
        ("Se tait si", rule.silent_when),
    ]
    content = [html.H3(capital(SUBJECTS[rule.code])), html.P(rule.compares), _terms(lines)]
    return html.Section(content, id=rule.code)


for _path, (_theme, _label) in THEMES.items():
    dash.register_page(
        f"{__name__}{_path.replace('/', '.')}",
        path=PATH + _path,
        name="Méthodologie",
        title=f"Méthodologie des indicateurs : {_label.lower()}",
        description="Définition, formule, source et précautions de chaque indicateur.",
        menu=False,
        layout=partial(layout, _path),
    )
dash.register_page(
    f"{__name__}.rules",
    path=RULES_PATH,
    name="Méthodologie",
    title="Méthodologie des constats de l’accueil",
    description="Ce que compare chaque règle de l’accueil, son seuil, son poids, ses silences.",
    menu=False,
    layout=rules_layout,
)
