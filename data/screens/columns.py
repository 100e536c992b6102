"""The columns of the list of public screens, as its file has them and as they are explained."""

from dataclasses import dataclass

from data.screens.vocabulary import LANGUAGES, LONGEST_S, ORIENTATIONS, SHORTEST_S, SLIDES, USUAL_S


@dataclass(frozen=True)
class ScreenColumn:
    """One column: its heading in the file, what it means, an example, whether it may be empty."""

    name: str
    meaning: str
    example: str = ""
    required: bool = False


_OTHERS = {code: name for code, name in LANGUAGES.items() if code != "fr"}
COLUMNS = (
    ScreenColumn(
        "identifiant",
        "Ce qui nomme l’écran dans son adresse\u00a0: au plus 40 lettres minuscules sans accent, "
        "chiffres et tirets. Changé, c’est un autre écran.",
        "office-amboise",
        required=True,
    ),
    ScreenColumn("nom", "L’office, et où est l’écran.", "Office d’Amboise, vitrine", required=True),
    ScreenColumn(
        "territoire",
        "De quoi l’écran parle\u00a0: le nom d’une commune ou d’une intercommunalité, ou mieux son "
        "code, comme commune:37003 ou epci:243700754. À laisser vide si le site est donné.",
        "commune:37003",
    ),
    ScreenColumn(
        "site", "L’identifiant du site Wi-Fi dont l’écran parle, à la place d’un territoire."
    ),
    ScreenColumn(
        "latitude", "Où est l’écran, en degrés. Vide\u00a0: au site, ou à la mairie de la commune."
    ),
    ScreenColumn("longitude", "Comme la latitude\u202f: les deux, ou aucune."),
    ScreenColumn(
        "orientation",
        f"Le sens de l’écran\u00a0: {' ou '.join(ORIENTATIONS)}.",
        "portrait",
        required=True,
    ),
    ScreenColumn(
        "langues",
        "Après le français, toujours premier\u00a0: "
        + ", ".join(f"{code} ({name})" for code, name in _OTHERS.items())
        + ".",
        "fr, en, de",
    ),
    ScreenColumn(
        "diapositives",
        f"Dans leur ordre, chacune avec sa durée en secondes, de {SHORTEST_S} à {LONGEST_S} "
        f"(sans elle, {USUAL_S})\u00a0: {', '.join(SLIDES)}. Vide\u00a0: toutes.",
        "affluence 15, calme, semaine 12, message, aide, territoire",
    ),
    ScreenColumn(
        "horaires",
        "Quand l’office est ouvert, dans la forme d’OpenStreetMap.",
        "Mo-Sa 09:30-18:00",
    ),
    ScreenColumn("veille début", "L’heure à laquelle l’écran s’assombrit pour la nuit.", "21:00"),
    ScreenColumn(
        "veille fin", "L’heure à laquelle il se rallume\u202f: les deux, ou aucune.", "08:00"
    ),
    ScreenColumn(
        "message",
        "Ce que l’office veut dire, en français, en 240 signes au plus.",
        "Visite guidée ce samedi",
    ),
    *(
        ScreenColumn(
            f"message {code}",
            f"Le même en {name}. Vide\u00a0: le message en français.",
        )
        for code, name in _OTHERS.items()
    ),
)
