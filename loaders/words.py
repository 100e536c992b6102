"""Texts of files brought to known words: small letters without accents, then patterns."""

import re
import unicodedata
from collections.abc import Sequence

import polars as pl

# Key -> pattern that a plain text of it holds; the first that fits.
Words = Sequence[tuple[str, str]]


def plain(text: str) -> str:
    """Small letters without accents, words apart: "Zone_d’activité" -> "zone d activite"."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    letters = "".join(c for c in bare.lower() if not unicodedata.combining(c))
    return " ".join(re.findall(r"[a-z]+\d*|\d+", letters))


def named(texts: pl.Series, words: Words) -> pl.Series:
    """The key that each text names; null where it names none, or is absent."""
    patterns = [(key, re.compile(pattern)) for key, pattern in words]
    found = {
        text: next((key for key, pattern in patterns if pattern.search(plain(text))), None)
        for text in texts.unique().drop_nulls()
    }
    return texts.replace_strict(found, default=None, return_dtype=pl.String)


def unnamed(texts: pl.Series, keys: pl.Series) -> list[str]:
    """The texts that name nothing known, sorted."""
    return sorted(texts.filter(keys.is_null() & texts.is_not_null()).unique())
