"""Long texts as plain HTML: headings, paragraphs and lists, without a Markdown library."""

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

# A paragraph is a string, a list is a tuple of strings.
Block = str | tuple[str, ...]


def prose(sections: Iterable[tuple[str, tuple[Block, ...]]]) -> list[Component]:
    """One section for each (heading, blocks)."""
    return [
        html.Section([html.H2(heading), *(_block(block) for block in blocks)])
        for heading, blocks in sections
    ]


def _block(block: Block) -> Component:
    if isinstance(block, str):
        return html.P(block)
    return html.Ul([html.Li(item) for item in block])
