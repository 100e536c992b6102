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
        "Ce qui nomme l’écran dans son adresse\u00a0: lettres sans accent, chiffres et tirets. Il "
        "ne change plus\u202f: c’est un autre écran sinon.",
        "office-amboise",
        required=True,
    ),
    ScreenColumn("nom", "L’office, et où est l’écran.", "Office d’Amboise, vitrine", required=True),
    ScreenColumn(
        "territoire",
        "De quoi l’écran parle\u00a0: epci:, commune: ou departement: et son code. À défaut, "
        "remplissez la colonne « site ».",
        "commune:37003",
    ),
    ScreenColumn("site", "Le site Wi-Fi dont l’écran parle, à la place d’un territoire."),
    ScreenColumn("latitude", "Où est l’écran, en degrés. Vide\u00a0: le site, ou la mairie."),
    ScreenColumn("longitude", "Comme la latitude\u202f: les deux, ou aucune."),
    ScreenColumn("orientation", " ou ".join(ORIENTATIONS) + ".", "portrait", required=True),
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
        f"(vide\u00a0: {USUAL_S})\u00a0: {', '.join(SLIDES)}.",
        "affluence 15, calme, semaine 12, message, aide, territoire",
    ),
    ScreenColumn(
        "horaires",
        "Quand l’office est ouvert, dans la forme d’OpenStreetMap.",
        "Mo-Sa 09:30-18:00",
    ),
    ScreenColumn("veille début", "L’heure à laquelle l’écran s’éteint presque.", "21:00"),
    ScreenColumn(
        "veille fin", "L’heure à laquelle il se rallume\u202f: les deux, ou aucune.", "08:00"
    ),
    ScreenColumn("message", "Ce que l’office veut dire, en français.", "Visite du château à 15 h"),
    *(
        ScreenColumn(
            f"message {code}",
            f"Le même en {name}. Vide\u00a0: le message est tu dans cette langue.",
        )
        for code, name in _OTHERS.items()
    ),
)
