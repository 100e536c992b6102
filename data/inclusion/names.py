"""Names and addresses of places, folded so that two ways to write one compare equal."""

import re
import unicodedata
from functools import lru_cache

# What a place is rather than which one: the words that say it, in a folded name.
KINDS = {
    kind: re.compile(pattern)
    for kind, pattern in {
        "france services": r"\b(?:(?:maison|espace) )?france services?\b|\bmsap\b|\bmfs\b"
        r"|\bmaison de services (?:au|aux|et) publics?\b",
        "information jeunesse": r"\b[pbr] ?i ?j\b|\b(?:point |bureau )?information jeunesse\b",
        "epn": r"\bepn\b|\bcyber ?base\b|\bespace public numerique\b",
        "centre social": r"\bcentres? (?:sociaux|social|socio ?culturel)\b"
        r"|\bespace de vie sociale\b",
        "ccas": r"\bc[ci]as\b|\bcentre (?:inter)?communal d action sociale\b",
        "bibliotheque": r"\b(?:mediatheque|bibliotheque)\b",
        "mairie": r"\b(?:mairie|hotel de ville)\b|^(?:commune|ville)\b",
        "mission locale": r"\bmission locale\b",
        "pimms": r"\bpimms\b",
        "fablab": r"\bfab ?lab\b",
        "coworking": r"\bco ?working\b",
        "departement": r"\bdepartement\b|\bconseil departemental\b",
        "mdcs": r"\bm ?d ?c ?s\b",
    }.items()
}
# One place may be several of these at once, each list naming it after its own: an other kind
# (a library, a town hall) has a counter of its own.
HOUSED = frozenset({"france services", "epn", "centre social"})
EMPTY_WORDS = frozenset(
    """a au aux d de des du en et l la le les pour sur un une st ste saint sainte communautaire
    municipale municipal communale communal intercommunale espace maison centre point antenne site
    association asso service services public publics locale action sociale commune communes
    ville""".split()  # noqa: SIM905
)
STREETS = {
    "av": "avenue",
    "ave": "avenue",
    "bd": "boulevard",
    "bld": "boulevard",
    "bvd": "boulevard",
    "ch": "chemin",
    "che": "chemin",
    "fbg": "faubourg",
    "imp": "impasse",
    "pl": "place",
    "r": "rue",
    "rte": "route",
    "sq": "square",
    "all": "allee",
    "qu": "quai",
}
STREET_TYPES = frozenset(STREETS.values())
# "11-13 rue", "12 ter avenue", "Bureau de poste, 6 rue"; else what stands first.
NUMBER = re.compile(
    r"\b(\d+)(?: ?(?:bis|ter|quater|[a-d])\b)?(?: \d+)* (?:"
    + "|".join(sorted(STREET_TYPES))
    + r")\b|^(\d+)"
)
# What Unicode does not take apart, and would be lost.
APART = str.maketrans({"’": " ", "‘": " ", "–": " ", "—": " ", "œ": "oe", "Œ": "oe", "æ": "ae"})
CACHED = 20_000


def folded(text: str | None) -> str:
    """Lower case, without accents nor punctuation, spaces made one."""
    apart = (text or "").translate(APART)
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", plain.lower()).strip()


@lru_cache(CACHED)
def kinds_of(name: str | None) -> frozenset[str]:
    """What a name says that the place is: "bibliotheque", "mairie", "france services"…"""
    text = folded(name)
    return frozenset(kind for kind, words in KINDS.items() if words.search(text))


@lru_cache(CACHED)
def own_words(name: str | None, town: str | None) -> frozenset[str]:
    """The words of a name that tell this place from others: not its kind, not its town."""
    text = folded(name)
    for words in KINDS.values():
        text = words.sub(" ", text)
    known = {*folded(town).split(), *EMPTY_WORDS}
    return frozenset(word for word in text.split() if word not in known and len(word) > 1)


@lru_cache(CACHED)
def street(address: str | None) -> tuple[str, frozenset[str]]:
    """The number and the words of a street: "4-6 PL. Jean Jaurès" -> ("4", {place, jean, jaures}).

    Of several numbers the first; "" without any.
    """
    words = [STREETS.get(word, word) for word in folded(address).split()]
    number = NUMBER.search(" ".join(words))
    return (
        (number[1] or number[2]) if number else "",
        frozenset(
            word
            for word in words
            if word.isalpha() and len(word) > 1 and word not in {*EMPTY_WORDS, "bis", "ter"}
        ),
    )
