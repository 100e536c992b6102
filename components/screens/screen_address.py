"""The public address of a screen, as the reader reached this site, and its QR code."""

from urllib.parse import quote, urlsplit

import segno
from dash import html
from dash.development.base_component import Component

# The address bar, which alone knows by what name the reader has reached the site.
LOCATION = "url"
# More than any name of a site and its port.
LONGEST_ORIGIN = 262
QUIET_MODULES = 4


def screen_path(screen_id: str) -> str:
    """Where a screen is on any site."""
    return f"/ecran/{quote(screen_id, safe='', errors='replace')}"


def public_address(href: object, screen_id: str) -> str:
    """The whole address of a screen on the site of `href`; its path alone when that is no site."""
    return f"{_origin(href)}{screen_path(screen_id)}"


def _origin(href: object) -> str:
    if not isinstance(href, str):
        return ""
    try:
        parts = urlsplit(href)
    except ValueError:
        return ""
    origin = f"{parts.scheme}://{parts.netloc}"
    usable = parts.scheme in ("http", "https") and parts.netloc and origin.isascii()
    return origin if usable and len(origin) <= LONGEST_ORIGIN else ""


def address_block(address: str) -> list[Component]:
    """The address as a link, and its QR code once it is a whole one."""
    link = html.P(html.A(address, href=address, target="_blank"), className="gb-screen__address")
    if address.startswith("/"):
        return [link]
    return [link, _code(address)]


def _code(address: str) -> Component:
    picture = html.Img(src=qr_code(address), alt=f"Code QR de l’adresse {address}")
    words = html.Figcaption("À viser avec un téléphone pour ouvrir cet écran.")
    return html.Figure([picture, words], className="gb-screen__code")


def qr_code(address: str) -> str:
    """A QR code of an address, dark on white with its quiet zone, as the address of an image."""
    code = segno.make_qr(address, error="m")
    return code.svg_data_uri(border=QUIET_MODULES, dark="#083747", light="#fff", omitsize=True)
