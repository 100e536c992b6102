"""The part of a stylesheet that this application uses: rules of its elements and form fields."""

import re
from collections.abc import Iterator

# What dash-bootstrap-components writes for the fields that we use: Select, Input, Checkbox…
KEPT_CLASSES = re.compile(r"form-(select|control|check)(-[\w-]+)?|was-validated|is-(in)?valid")
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")


def used_rules(css: str) -> str:
    """The rules without class, or of KEPT_CLASSES alone, at-rules kept around those they hold.

    Selectors of one rule are judged one by one. A comment that opens the file stays.
    """
    head = re.match(r"@charset[^;]*;", css)
    licence = re.search(r"/\*!.*?\*/", css, re.S)
    body = re.sub(r"/\*.*?\*/", "", css[head.end() if head else 0 :], flags=re.S)
    opening = (head[0] if head else "") + (licence[0] if licence else "")
    return opening + "".join(_kept(body))


def _kept(css: str) -> Iterator[str]:
    for prelude, block in _rules(css):
        if prelude.startswith("@media"):
            inner = "".join(_kept(block))
            if inner:
                yield f"{prelude}{{{inner}}}"
        elif not prelude.startswith("@"):
            selectors = [one for one in _selectors(prelude) if _is_used(one)]
            if selectors:
                yield f"{','.join(selectors)}{{{block}}}"


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """Prelude and content of each block of the first level."""
    depth, start, opened = 0, 0, 0
    for place, sign in enumerate(css):
        if sign == "{":
            depth += 1
            opened = place if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place]
                start = place + 1


def _selectors(prelude: str) -> list[str]:
    """The selectors of a rule; a comma between brackets separates nothing."""
    return re.split(r",(?![^(]*\))", prelude)


def _is_used(selector: str) -> bool:
    return all(KEPT_CLASSES.fullmatch(name) for name in CLASS.findall(selector))
