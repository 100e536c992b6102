"""Names and addresses of places, folded so that two ways to write one compare equal."""

import re
import unicodedata
from collections.abc import Iterable

# Of a kind rather than of a place: they say what it is, not which one.
KINDS = {
    "mediatheque": "bibliotheque",
    "bibliotheque": "bibliotheque",
    "mairie": "mairie",
    "commune": "mairie",
    "ville": "mairie",
    "ccas": "ccas",
    "cias": "ccas",
    "msap": "france services",
    "mission": "mission locale",
    "pimms": "pimms",
    "epn": "epn",
    "cyberbase": "epn",
    "fablab": "fablab",
    "coworking": "coworking",
    "departement": "departement",
    "mdcs": "mdcs",
}
FRANCE_SERVICES = re.compile(r"\b(maison )?france services?\b|\bmsap\b")
EMPTY_WORDS = frozenset(
    """a au aux d de des du en et l la le les pour sur un une st ste saint sainte communautaire
    municipale municipal communale communal intercommunale espace maison centre point antenne site
    association asso service services public publics locale action sociale""".split()  # noqa: SIM905
)
STREETS = {
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "bvd": "boulevard",
    "ch": "chemin",
    "fbg": "faubourg",
    "imp": "impasse",
    "pl": "place",
    "r": "rue",
    "rte": "route",
    "sq": "square",
    "all": "allee",
    "qu": "quai",
}
NUMBER = re.compile(r"^(\d+)")


def folded(text: str | None) -> str:
    """Lower case, without accents nor punctuation, spaces made one."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", plain.lower()).strip()


def own_words(name: str | None, town: str | None) -> frozenset[str]:
    """The words of a name that tell this place from others: not its kind, not its town."""
    known = {*folded(town).split(), *EMPTY_WORDS, *KINDS}
    words = FRANCE_SERVICES.sub(" ", folded(name)).split()
    return frozenset(word for word in words if word not in known and len(word) > 1)


def kinds_of(name: str | None) -> frozenset[str]:
    """What a name says that the place is: "bibliotheque", "mairie", "france services"…"""
    text = folded(name)
    found = {KINDS[word] for word in text.split() if word in KINDS}
    return frozenset(found | ({"france services"} if FRANCE_SERVICES.search(text) else set()))


def street(address: str | None) -> tuple[str, frozenset[str]]:
    """The number and the words of a street: "4-6 PL. Jean Jaurès" -> ("4", {place, jean, jaures}).

    Of several numbers the first; "" without any.
    """
    text = folded(address)
    number = NUMBER.match(text)
    words = (STREETS.get(word, word) for word in text.split() if not word[0].isdigit())
    return number.group(1) if number else "", frozenset(_meaningful(words))


def _meaningful(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in EMPTY_WORDS and word not in ("bis", "ter")]
