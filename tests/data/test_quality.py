"""Notices: a code has one text, whatever the theme that says it."""

import ast
from collections import Counter
from pathlib import Path

from data import quality

DATA = Path(quality.__file__).parent


def written_codes(path: Path) -> list[str]:
    """The codes that a file writes in its dictionaries of notices."""
    return [
        key.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.AnnAssign) and node.target.id.endswith("NOTICES")
        for key in node.value.keys
        if key is not None
    ]


def test_no_code_is_written_twice() -> None:
    """Of two themes, the later one would silently speak for both."""
    files = [DATA / "quality.py", *DATA.glob("*/*notices.py")]
    counted = Counter(code for path in files for code in written_codes(path))
    assert [code for code, count in counted.items() if count > 1] == []
    assert set(counted) == set(quality.NOTICES)
