"""Names and addresses of places as they read aloud: not in full capitals."""

import re

WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
# Small words stay so within a name.
SMALL = frozenset("a à au aux d de des du en et l la le les lès par pour sous sur un une".split())  # noqa: SIM905
# Initials stay in capitals.
INITIALS = frozenset(
    """ADAPEI ADMR AFPA ANPAA APF BIJ CAF CCAS CIAS CIDFF CIO CNAM CPAM CPIE CRIA CRIJ CROUS EHPAD
    EPCI EPN ESAT EVS FJT FRMJC GRETA MDCS MDS MFR MJC MSA MSAP PIJ PIMMS PLIE PMI RPE SNCF UDAF
    UFCV UTL""".split()  # noqa: SIM905
)
# What capitals have lost.
ACCENTS = {
    word.upper(): accented
    for word, accented in {
        "a": "à",
        "bibliotheque": "bibliothèque",
        "communaute": "communauté",
        "cote": "côté",
        "departement": "département",
        "departemental": "départemental",
        "departementale": "départementale",
        "ecole": "école",
        "hotel": "hôtel",
        "mediatheque": "médiathèque",
        "mediation": "médiation",
        "metropole": "métropole",
        "numerique": "numérique",
        "societe": "société",
        "solidarite": "solidarité",
        "solidarites": "solidarités",
    }.items()
}
# How a street begins, once its capitals are gone.
STREETS = {
    "All": "allée",
    "Allee": "allée",
    "Allée": "allée",
    "Av": "avenue",
    "Avenue": "avenue",
    "Bd": "boulevard",
    "Boulevard": "boulevard",
    "Chemin": "chemin",
    "Impasse": "impasse",
    "Place": "place",
    "Quai": "quai",
    "Route": "route",
    "Rue": "rue",
    "Square": "square",
}
ROMAN = re.compile(r"[IVX]+")
SHORTEST = 2


def readable_name(name: str) -> str:
    """ "FRANCE SERVICES DE ROMORANTIN" -> "France Services de Romorantin".

    Words in full capitals are written as names are; initials and Roman numbers stay. A name
    without any such word only takes the apostrophe of print.
    """
    name = curled(name)
    if not any(_is_shouted(word) for word in WORD.findall(name)):
        return name
    told = WORD.sub(lambda found: _said(found[0], is_first=found.start() == 0), name)
    return told[:1].upper() + told[1:]


def readable_address(address: str) -> str:
    """ "12 AV DE LA GARE" -> "12 avenue de la Gare"; as it is when it is not in capitals."""
    told = readable_name(address)
    if told == curled(address):
        return told
    return WORD.sub(lambda found: STREETS.get(found[0], found[0]), told)


def curled(name: str) -> str:
    """The name with the apostrophe of print."""
    return name.replace("'", "’")


def _is_shouted(word: str) -> bool:
    return word.isupper() and len(word) > SHORTEST and word not in INITIALS


def _said(word: str, *, is_first: bool) -> str:
    if not word.isupper() or word in INITIALS or ROMAN.fullmatch(word):
        return word
    plain = ACCENTS.get(word, word.lower())
    return plain if plain in SMALL and not is_first else plain.capitalize()
