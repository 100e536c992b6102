"""Texts written in Markdown as Dash components: no HTML of theirs passes."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Any

from dash import html
from dash.development.base_component import Component
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from components.formats import NARROW, NBSP

# What is written in a sentence: texts and components.
Inline = list[str | Component]
# The name of a file -> the address of the page that shows it.
Pages = Mapping[str, str]
SPACED = (
    (re.compile(r"[ \u00a0](?=[;!?%](?!\w))"), NARROW),
    (re.compile(r" (?=:(?!\S))|(?<=«) | (?=»)"), NBSP),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NARROW),
)
HEADINGS = (html.H2, html.H3, html.H4, html.H5, html.H6)
EXTERNAL = ("https://", "http://")


def rendered(text: str, pages: Pages) -> list[Component]:
    """What follows the title of a text: its parts in order, its tables named after their heading.

    A link leads to the page of a text of `pages` or to another site; any other is but its words.
    Raises KeyError for what no text of ours needs, such as a table in a list.
    """
    blocks, heading, tables = [], "", 0
    for node in SyntaxTreeNode(_parser().parse(text)).children:
        if node.tag == "h1":
            continue
        if node.type == "heading":
            heading = _words(_inline(node, pages))
        if node.type == "table":
            tables += 1
            name = f"Tableau {tables}{NBSP}: {heading}"
            blocks.append(_table(node, name, pages))
        else:
            blocks.append(BLOCKS[node.type](node, pages))
    return blocks


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def french(text: str) -> str:
    """The spaces that may not break, in a text whose author typed plain ones."""
    for breakable, unbreakable in SPACED:
        text = breakable.sub(unbreakable, text)
    return text


def _heading(node: SyntaxTreeNode, pages: Pages) -> Component:
    return HEADINGS[int(node.tag[1]) - 2](_inline(node, pages))


def _listed(node: SyntaxTreeNode, pages: Pages) -> Component:
    if node.type == "bullet_list":
        return html.Ul([_item(item, pages) for item in node.children])
    start = node.attrs.get("start", 1)
    return html.Ol([_item(item, pages) for item in node.children], start=str(start))


def _item(node: SyntaxTreeNode, pages: Pages) -> Component:
    """Paragraphs of a list without blank lines are said without `p`, as Markdown has it."""
    parts: Inline = []
    for child in node.children:
        if child.type == "paragraph" and child.hidden:
            parts += _inline(child, pages)
        else:
            parts.append(BLOCKS[child.type](child, pages))
    return html.Li(parts)


def _block_of_code(node: SyntaxTreeNode, _pages: Pages) -> Component:
    return html.Pre(html.Code(node.content.rstrip("\n")))


BLOCKS: Mapping[str, Callable[[SyntaxTreeNode, Pages], Component]] = {
    "heading": _heading,
    "paragraph": lambda node, pages: html.P(_inline(node, pages)),
    "bullet_list": _listed,
    "ordered_list": _listed,
    "code_block": _block_of_code,
    "fence": _block_of_code,
}


def _table(node: SyntaxTreeNode, name: str, pages: Pages) -> Component:
    """A table in a region of its own that the keyboard can scroll; both have the same name."""
    head, *bodies = node.children
    table = html.Table(
        [
            html.Caption(name),
            html.Thead([_row(row, "col", pages) for row in head.children]),
            *(html.Tbody([_row(row, "row", pages) for row in b.children]) for b in bodies),
        ],
        className="gb-table",
    )
    region = {"role": "region", "tabIndex": "0", "aria-label": name}
    return html.Div(table, className="gb-table-scroll", **region)


def _row(node: SyntaxTreeNode, scope: str, pages: Pages) -> Component:
    """Every cell of a first row is a header, the first one of another; an empty one never is."""
    cells = []
    for place, cell in enumerate(node.children):
        content = _inline(cell, pages)
        heads = content and (scope == "col" or place == 0)
        look = {"className": "gb-number"} if "right" in cell.attrs.get("style", "") else {}
        cells.append(html.Th(content, scope=scope, **look) if heads else html.Td(content, **look))
    return html.Tr(cells)


def _inline(node: SyntaxTreeNode, pages: Pages) -> Inline:
    """The words of a block, neighbouring texts as one so that their spaces are known."""
    parts = [part for child in node.children for part in _spans(child, pages)]
    merged: Inline = []
    for is_text, run in groupby(parts, lambda part: isinstance(part, str)):
        found = list(run)
        merged += [french("".join(found))] if is_text else found
    return merged


def _spans(node: SyntaxTreeNode, pages: Pages) -> Iterator[str | Component]:
    match node.type:
        case "inline":
            for child in node.children:
                yield from _spans(child, pages)
        case "text":
            yield node.content
        case "softbreak":
            yield " "
        case "link":
            yield from _link(node, pages)
        case _:
            yield SPANS[node.type](node, pages)


SPANS: Mapping[str, Callable[[SyntaxTreeNode, Pages], Component]] = {
    "strong": lambda node, pages: html.Strong(_inline(node, pages)),
    "em": lambda node, pages: html.Em(_inline(node, pages)),
    "code_inline": lambda node, _pages: html.Code(node.content),
    "hardbreak": lambda _node, _pages: html.Br(),
}


def _link(node: SyntaxTreeNode, pages: Pages) -> Inline:
    words, href = _inline(node, pages), str(node.attrs["href"])
    if href.startswith(EXTERNAL):
        return [html.A(words, href=href, rel="noopener")]
    page = pages.get(href.partition("#")[0].rpartition("/")[2])
    if page is None:
        return words
    return [html.A(words, href=page, **{"data-keep-selection": "true"})]


def _words(content: Any) -> str:
    """A content without its marks, as a name takes it."""
    if isinstance(content, list):
        return "".join(map(_words, content))
    return content if isinstance(content, str) else _words(content.children)
