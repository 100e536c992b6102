"""What a load says of a number of its rows, in numbers as they are read."""

from collections.abc import Mapping

from data.quality import Notice


def spaced(number: int) -> str:
    """ "29 969", with narrow spaces."""
    return f"{number:,}".replace(",", "\u202f")


def counted(counts: Mapping[str, int], everything: int) -> list[Notice]:
    """One notice ({rows}, {all}) for each code that counts something."""
    return [
        Notice(code, {"rows": spaced(rows), "all": spaced(everything)})
        for code, rows in counts.items()
        if rows
    ]


def three_figures(ratio: float) -> str:
    """ "0,5", "11", "1 000": three figures, as an operator reads them."""
    if ratio >= 100:
        return f"{ratio:,.0f}".replace(",", "\u202f")
    return f"{ratio:.3g}".replace(".", ",")
