"""Words of the footfall theme, as they stand in the store and on screen."""

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


def language_name(code: str) -> str:
    """The French name of an ISO 639-1 language, the code itself when it is not a common one."""
    return LANGUAGES.get(code, code)
