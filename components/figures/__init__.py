"""Frames to plotly figures, as plain dicts: one module per theme."""

from html import escape


def plain(text: str) -> str:
    """A name of the data as plotly must read it: it takes `<` for the start of a tag."""
    return escape(text, quote=False)
