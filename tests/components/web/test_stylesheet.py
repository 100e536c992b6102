"""What is kept of a stylesheet that is larger than its use."""

from components.web.stylesheet import used_rules
from components.web.vendor import STYLESHEET, VENDOR


def test_plain_elements_and_form_fields_are_kept_and_nothing_else() -> None:
    css = (
        '@charset "UTF-8";/*! licence */:root{--a:1}/* note */body{margin:0}'
        ".btn,.form-select{color:red}.btn-primary:hover{color:blue}"
        "@media (min-width:1px){.row{display:flex}.form-control{width:1px}}"
        "@media print{.row{display:none}}@keyframes spin{to{opacity:0}}"
        ".form-check-input:checked[type=radio]{a:b}:not(.btn,.x) p{c:d}"
    )
    assert used_rules(css) == (
        '@charset "UTF-8";/*! licence */:root{--a:1}body{margin:0}.form-select{color:red}'
        "@media (min-width:1px){.form-control{width:1px}}.form-check-input:checked[type=radio]{a:b}"
    )


def test_what_is_shipped_is_what_remains() -> None:
    shipped = (VENDOR / STYLESHEET).read_text(encoding="utf-8")
    assert used_rules(shipped) == shipped
    assert len(shipped) < 30_000
