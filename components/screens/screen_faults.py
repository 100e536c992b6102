"""What a screen says went wrong, in French: never the words that it sent.

Anyone may send a sign of life: a text shown as it came would let a passer-by write on this page.
The store keeps the text itself.
"""

import re
from collections.abc import Callable

# What assets/screens/screen.js and a browser say of a fault -> how it is told, the first that fits.
KNOWN: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"/(etat\.json|contact)[^\d]{0,3}(\d{3})\b", lambda found: f"le serveur a répondu {found[2]}"),
    (r"^page[^\d]{0,3}(\d{3})\b", lambda found: f"la page a répondu {found[1]}"),
    (
        r"fetch|network|timed? ?out|abort|load failed",
        lambda _: "le serveur n’a pas répondu à temps",
    ),
    (r"état incomplet", lambda _: "le serveur a donné une réponse incomplète"),
    (r"quota", lambda _: "le disque de l’écran est plein"),
    (
        r"\b(Type|Range|Reference|Syntax|Security)Error\b",
        lambda found: f"faute du programme ({found[1]}Error)",
    ),
)
OTHER = "faute non reconnue"


def fault_in_words(text: str) -> str:
    """A few words of ours for the text of a fault."""
    for pattern, words in KNOWN:
        if found := re.search(pattern, text, re.IGNORECASE):
            return words(found)
    return OTHER
