"""The address of a screen, and the QR code that holds it."""

from urllib.parse import unquote

import pytest
import segno

from components.screens.screen_address import address_block, public_address, qr_code


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://gabare.example/ecrans/a?x=1#y", "https://gabare.example/ecran/a"),
        ("http://127.0.0.1:8050/ecrans/a", "http://127.0.0.1:8050/ecran/a"),
        ("javascript:alert(1)", "/ecran/a"),
        ("https://[", "/ecran/a"),
        (f"https://{'x' * 300}/", "/ecran/a"),
        ("https://\ud800/", "/ecran/a"),
        ("", "/ecran/a"),
        (None, "/ecran/a"),
        ({"x": 1}, "/ecran/a"),
    ],
)
def test_the_address_is_that_of_the_site_as_it_was_reached(href: object, address: str) -> None:
    assert public_address(href, "a") == address


def test_an_identifier_is_quoted() -> None:
    assert public_address("https://g.example/", "a b/é") == "https://g.example/ecran/a%20b%2F%C3%A9"
    # Half of a character, as no file has but anyone may send.
    assert public_address("https://g.example/", "\ud800") == "https://g.example/ecran/%3F"


def test_the_code_holds_the_address() -> None:
    """Its modules are those that the library gives for this text alone."""
    drawn = qr_code("https://g.example/ecran/a")
    assert drawn.startswith("data:image/svg+xml")
    path = (
        segno.make_qr("https://g.example/ecran/a", error="m").svg_inline(border=4).split(' d="')[1]
    )
    assert path.split('"')[0] in unquote(drawn).replace("'", '"')
    assert qr_code("https://g.example/ecran/b") != drawn


def test_a_path_alone_has_no_code() -> None:
    assert len(address_block("/ecran/a")) == 1
    address = "https://g.example/ecran/a"
    link, code = address_block(address)
    assert link.children.href == address
    assert code.children[0].alt.endswith(address)
