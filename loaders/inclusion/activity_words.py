"""What an export of accompaniments says in words: dimensions, themes, ages, who is anonymous."""

import polars as pl

from data.inclusion.vocabulary import DURATIONS
from loaders.reading import RawTable
from loaders.words import plain

# Cells as long as an activity has participants: read apart, never stored.
FREE = ("thématiques", "tranches d’âge", "bénéficiaires", "notes")
BETWEEN = r"[\n|;]+"
ANONYMOUS, FOLLOWED = "Anonymes", "Suivis"
ANONYMOUS_WORD = "anonym"
DIMENSION_WORDS = (
    ("total", r"^total$|^accompagnements?$|^ensemble$"),
    ("theme", r"^themes?$|^thematiques?"),
    ("channel", r"^can(al|aux)\b"),
    ("duration", r"^durees?\b"),
    ("age", r"^ages?$|^tranches? d age"),
    ("public", r"^publics?$|^beneficiaires?$"),
)
_DURATIONS = {plain(label): label for label in DURATIONS}


def activity_lists(raw: RawTable) -> pl.DataFrame:
    """line_number; themes and ages as lists; how many beneficiaries are anonymous or followed.

    Null where the file does not have the column. No name leaves this function.
    """
    names = raw.frame.columns

    def cells(column: str) -> pl.Expr:
        text = pl.col(column) if column in names else pl.lit(None, pl.String)
        lines = text.str.replace_all(BETWEEN, "\n").str.split("\n")
        bare = lines.list.eval(pl.element().str.strip_chars())
        return bare.list.eval(pl.element().filter(pl.element() != ""))

    people = cells("bénéficiaires")
    hidden = people.list.eval(pl.element().str.to_lowercase().str.contains(ANONYMOUS_WORD))
    anonymous = hidden.list.sum().cast(pl.Int64)
    return raw.frame.select(
        "line_number",
        cells("thématiques").list.unique(maintain_order=True).alias("themes"),
        cells("tranches d’âge").alias("ages"),
        anonymous.alias("anonymous"),
        (people.list.len().cast(pl.Int64) - anonymous).alias("followed"),
    )


def item_of(dimension: pl.Series, text: pl.Series) -> pl.Series:
    """The item of a count as it is stored: empty for a total, null where it is not said."""
    found = [_item(*pair) for pair in zip(dimension, text, strict=True)]
    return pl.Series("item", found, dtype=pl.String)


def _item(dimension: str | None, text: str | None) -> str | None:
    if dimension == "total":
        return ""
    if not text:
        return None
    if dimension == "duration":
        return _DURATIONS.get(plain(text), text)
    if dimension == "public":
        return ANONYMOUS if ANONYMOUS_WORD in text.lower() else text
    return text
