"""French texts keep their spaces: none may break before ; : ! ? % or inside guillemets."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = [
    path
    for room in ("pages", "components", "data", "loaders")
    for path in sorted((ROOT / room).rglob("*.py"))
    if "migrations" not in path.parts
]
# A plain space before a mark that ends a word, a sentence or a text; or inside guillemets.
BREAKABLE = re.compile(r"[\w»)’…] [:;!?](?=\s|$)|\d %(?=\W|$)|« | »")


def texts(tree: ast.Module) -> list[ast.Constant]:
    """The string constants of a module, without its docstrings."""
    documents = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documents
    ]


def test_the_rule_sees_a_breakable_space():
    assert BREAKABLE.search("À savoir : rien")
    assert BREAKABLE.search("Pourquoi ce chiffre ?")
    assert BREAKABLE.search("8,2 %")
    assert not BREAKABLE.search("À savoir\u00a0: 8,2\u202f%\u202f; «\u00a0oui\u00a0»")
    assert not BREAKABLE.search("WHERE day >= :since")


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_may_break_before_its_punctuation(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    faults = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:80]!r}"
        for node in texts(tree)
        if BREAKABLE.search(node.value)
    ]
    assert faults == []
