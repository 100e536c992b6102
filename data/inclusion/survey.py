"""What members answered to the survey, beside the national one."""

import pandas as pd
from sqlalchemy import Engine, func, select

from data import schema
from data.db import fetch
from data.inclusion.scope import within
from data.inclusion.vocabulary import QUESTIONS
from data.selection import Selection

COLUMNS = ["question", "label", "yes", "answered", "asked", "yes_share_pct", "answer_share_pct",
           "national_pct", "last_day"]  # fmt: skip
MEMBER_COLUMNS = ["member", "name", "question", "label", "yes", "day"]


def answers(engine: Engine, selection: Selection) -> pd.DataFrame:
    """One row a question, in their order: columns COLUMNS.

    Of each member its last answer counts. `asked`: the communes of the territory, and members of
    another kind that answered; shares in %, of `answered` for `yes_share_pct` (missing without
    any answer), of `asked` for `answer_share_pct`.
    """
    last = by_member(engine, selection)
    codes = _commune_codes(engine, selection)
    asked = len(codes | set(last["member"]))
    rows = []
    for question, (label, national_pct) in QUESTIONS.items():
        own = last[last["question"] == question]
        yes, answered = int(own["yes"].sum()), len(own)
        rows.append(
            (
                question, label, yes, answered, asked,
                100 * yes / answered if answered else None,
                100 * answered / asked if asked else None,
                national_pct,
                own["day"].max() if answered else None,
            )
        )  # fmt: skip
    return pd.DataFrame(rows, columns=COLUMNS)


def by_member(engine: Engine, selection: Selection) -> pd.DataFrame:
    """The last answer of each member to each question, by name: columns MEMBER_COLUMNS."""
    row = schema.inclusion_answer.c
    latest = (
        select(row.member, row.question, func.max(row.day).label("day"))
        .group_by(row.member, row.question)
        .subquery()
    )
    statement = (
        select(row.member, row.name, row.question, row.yes, row.day)
        .join(
            latest,
            (latest.c.member == row.member)
            & (latest.c.question == row.question)
            & (latest.c.day == row.day),
        )
        .where(within(schema.inclusion_answer, selection.scope), row.question.in_(QUESTIONS))
    )
    found = fetch(engine, statement).astype({"yes": bool})
    labels = {question: label for question, (label, _national) in QUESTIONS.items()}
    found["label"] = found["question"].map(labels).astype(object)
    found["order"] = found["question"].map({key: at for at, key in enumerate(QUESTIONS)})
    return found.sort_values(["name", "member", "order"], ignore_index=True)[MEMBER_COLUMNS]


def _commune_codes(engine: Engine, selection: Selection) -> set[str]:
    commune = schema.inclusion_commune
    statement = select(commune.c.commune_code).where(within(commune, selection.scope))
    with engine.connect() as connection:
        return set(connection.scalars(statement))
