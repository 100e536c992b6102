"""What the page of one screen says of its settings and its slides."""

from types import SimpleNamespace

from components.screens.one_screen import SlideLine, identity, rotation_in_words, slides_block

A = SlideLine("Affluence", 15)
B = SlideLine("Trois sites calmes", 12)
C = SlideLine("Message", 10, "Ni message, ni événement.")


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_turn_counts_what_is_shown_in_every_language() -> None:
    told = plain(rotation_in_words([A, B, C], languages=3))
    turn = f"1 min et {(15 + 12) * 3 - 60} s"
    assert told == f"2 diapositives montrées sur 3, en 3 langues : un tour complet dure {turn}."
    assert plain(rotation_in_words([A, C], languages=1)) == (
        "1 diapositive montrée sur 2 : un tour complet dure 15 s."
    )


def test_nothing_to_show_is_said() -> None:
    assert "page neutre" in rotation_in_words([C], languages=2)


def test_each_slide_says_whether_it_is_shown_and_why_not() -> None:
    _words, table = slides_block([A, C], languages=1)
    cells = [[plain(cell) for cell in row] for row in table.rows]
    assert cells == [
        ["Affluence", "15 s", "Montrée"],
        ["Message", "10 s", "Laissée de côté. Ni message, ni événement."],
    ]


def screen(**more: object) -> SimpleNamespace:
    known = {
        "standing": "normal", "standing_words": "en service", "heard_words": "il y a 1 minute",
        "at_s": 1, "up_to_date": True, "error_words": "", "last_error_s": None, "place": "Amboise",
        "orientation": "portrait", "standby_from": "21:00",
        "standby_until": "07:30", "simulated": False,
    }  # fmt: skip
    return SimpleNamespace(**known | more)


def facts(row: SimpleNamespace, opening: str = "non connus") -> dict[str, object]:
    listed = identity(row, ["français", "anglais"], opening)[-1]
    return {item.children[0].children: item.children[1].children for item in listed.children}


def test_the_settings_are_told_in_words() -> None:
    told = facts(screen())
    assert told["État"] == "En service, il y a 1 minute"
    assert told["Langues"] == "français et anglais"
    assert plain(told["Veille"]) == "de 21 h 00 à 7 h 30"
    assert told["Horaires de l’office"] == "non connus"
    assert facts(screen(standby_from=None, standby_until=None))["Veille"] == "jamais"


def test_what_is_simulated_is_marked() -> None:
    assert len(identity(screen(), ["français"], "")) == 1
    assert len(identity(screen(simulated=True), ["français"], "")) == 2
