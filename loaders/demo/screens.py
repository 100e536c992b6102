"""The imagined public screens: tourist offices of real towns, their hours and their messages."""

import json
from dataclasses import dataclass

import polars as pl

from data import schema
from data.screens.vocabulary import LANDSCAPE, PORTRAIT, SLIDES, USUAL_S
from data.territory import Territory

STANDBY = ("21:00", "08:00")
EVERY_DAY, SIX_DAYS = "Mo-Su 09:30-18:00", "Mo-Sa 09:30-12:30,14:00-18:00"
SOME_DAYS = "Tu-Sa 10:00-12:30,14:00-17:30"
WIFI = {
    "fr": "Le Wi-Fi de l’office est gratuit et sans inscription.",
    "en": "Wi-Fi is free here, no sign-up needed.",
    "de": "Das WLAN ist hier kostenlos und ohne Anmeldung.",
    "nl": "De wifi is hier gratis, zonder registratie.",
    "es": "Aquí el wifi es gratuito y sin registro.",
    "it": "Qui il Wi-Fi è gratuito e senza registrazione.",
}
BICYCLES = {
    "fr": "Vélos et casques se louent à l’office, à la demi-journée.",
    "en": "Hire bicycles and helmets here, by the half-day.",
    "de": "Fahrräder und Helme können Sie hier halbtags mieten.",
    "nl": "Fietsen en helmen huurt u hier per halve dag.",
}
TICKETS = {
    "fr": "Billets des châteaux en vente au comptoir, sans attente à l’entrée.",
    "en": "Château tickets on sale at the desk: skip the queue.",
}
WALK = {"fr": "Visite guidée de la vieille ville le samedi à 15 h."}


@dataclass(frozen=True)
class DemoScreen:
    """A screen of an office, which speaks of its commune or of the site given."""

    screen_id: str
    name: str
    commune: str
    orientation: str
    languages: str
    opening: str | None
    messages: dict[str, str]
    site: str = ""
    standby: tuple[str, str] | tuple[None, None] = STANDBY


SCREENS = (
    DemoScreen("office-chambord", "Office de Chambord, accueil", "41034", PORTRAIT,
               "fr en de nl es it", EVERY_DAY, WIFI),
    DemoScreen("office-tours", "Office de Tours, vitrine", "37261", LANDSCAPE,
               "fr en de es", SIX_DAYS, BICYCLES),
    DemoScreen("office-amboise", "Office d’Amboise, vitrine", "37003", PORTRAIT,
               "fr en de nl", EVERY_DAY, TICKETS),
    DemoScreen("office-blois", "Office de Blois, accueil", "41018", LANDSCAPE,
               "fr en it", SIX_DAYS, WIFI),
    DemoScreen("office-chenonceaux", "Office de Chenonceaux, vitrine", "37070", PORTRAIT,
               "fr en nl", EVERY_DAY, TICKETS),
    DemoScreen("office-chinon", "Office de Chinon, vitrine", "37072", PORTRAIT,
               "fr en de", SIX_DAYS, WALK),
    DemoScreen("office-loches", "Office de Loches, accueil", "37132", LANDSCAPE,
               "fr en nl", SIX_DAYS, WALK),
    DemoScreen("office-cheverny", "Office de Cheverny, accueil", "41050", PORTRAIT,
               "fr en", SOME_DAYS, {}),
    DemoScreen("office-azay", "Office d’Azay-le-Rideau, vitrine", "37014", PORTRAIT,
               "fr en de", SIX_DAYS, BICYCLES),
    DemoScreen("office-saint-aignan", "Office de Saint-Aignan, accueil", "41198", LANDSCAPE,
               "fr en es", SOME_DAYS, WIFI),
    DemoScreen("office-vendome", "Office de Vendôme, accueil", "41269", LANDSCAPE,
               "fr en", SOME_DAYS, WALK),
    # Small, open on few days, awake at night: few things are known of it.
    DemoScreen("office-montresor", "Office de Montrésor", "37157", PORTRAIT,
               "fr", None, {}, site="VDL-0146", standby=(None, None)),
)  # fmt: skip


def screen_rows(screens: int, places: pl.DataFrame, territory: Territory) -> pl.DataFrame:
    """Rows of core_screen: the first `screens`, at the town hall of their commune.

    A site that is not among `places` leaves its commune to its screen.
    """
    slides = " ".join(f"{kind}:{USUAL_S}" for kind in SLIDES)
    rows = []
    for one in SCREENS[:screens]:
        hall = territory.commune(one.commune)
        is_known = one.site in places["site_id"]
        rows.append(
            {
                "screen_id": one.screen_id,
                "name": one.name,
                "scope": f"site:{one.site}" if is_known else f"commune:{one.commune}",
                "latitude_deg": hall.town_hall_lat,
                "longitude_deg": hall.town_hall_lon,
                "orientation": one.orientation,
                "languages": one.languages,
                "slides": slides,
                "opening": one.opening,
                "standby_from": one.standby[0],
                "standby_until": one.standby[1],
                "messages": json.dumps(one.messages, ensure_ascii=False),
                "simulated": True,
            }
        )
    return pl.DataFrame(rows, schema=[column.name for column in schema.screen.columns])
