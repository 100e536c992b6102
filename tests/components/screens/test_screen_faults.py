"""What a screen says went wrong, told in words of ours."""

import pytest

from components.screens.screen_faults import OTHER, fault_in_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/etat.json : 503", "le serveur a répondu 503"),
        ("/contact : 413", "le serveur a répondu 413"),
        ("page : 502", "la page a répondu 502"),
        ("Failed to fetch", "le serveur n’a pas répondu à temps"),
        ("signal timed out", "le serveur n’a pas répondu à temps"),
        ("The user aborted a request.", "le serveur n’a pas répondu à temps"),
        ("état incomplet", "le serveur a donné une réponse incomplète"),
        ("Uncaught TypeError: Cannot read properties of null", "faute du programme (TypeError)"),
    ],
)
def test_a_known_fault_is_told(text: str, words: str) -> None:
    assert fault_in_words(text) == words


@pytest.mark.parametrize(
    "text",
    ["Achetez ici !", "<b>x</b>", "", "x" * 300, "/etat.json : 503 Achetez", "fetch Achetez"],
)
def test_nothing_that_anyone_sends_is_shown(text: str) -> None:
    told = fault_in_words(text)
    assert "Achetez" not in told
    assert told == OTHER or told.startswith("le serveur")
