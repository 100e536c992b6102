"""Words of the footfall theme, as they stand in the store and on screen."""

# The sources that a figure of connections may come from.
WIFI_SOURCES = ("sessions-radius", "sessions-portail")

LANGUAGES = {
    "fr": "français",
    "en": "anglais",
    "de": "allemand",
    "nl": "néerlandais",
    "es": "espagnol",
    "it": "italien",
    "pt": "portugais",
    "zh": "chinois",
    "ja": "japonais",
    "pl": "polonais",
    "ru": "russe",
    "da": "danois",
    "sv": "suédois",
    "cs": "tchèque",
    "ko": "coréen",
    "ar": "arabe",
}

# Lower bound of the class in minutes -> its words.
DWELL_LABELS = {
    0: "moins de 15\u00a0min",
    15: "15 à 30\u00a0min",
    30: "30\u00a0min à 1\u00a0h",
    60: "1 à 2\u00a0h",
    120: "2 à 4\u00a0h",
    240: "4\u00a0h et plus",
}


def language_name(code: str) -> str:
    """The French name of an ISO 639-1 language, the code itself when it is not a common one."""
    return LANGUAGES.get(code, code)
