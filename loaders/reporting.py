"""The outcome of a load or of a check, line by line, as an operator reads it."""

from collections.abc import Iterator

from loaders.pipeline import Report

SHOWN_REASONS, SHOWN_LINES = 10, 5


def report_lines(report: Report) -> Iterator[str]:
    """The sentence of the report, its notices, then each reason with the lines put aside for it."""
    yield report.message
    for notice in report.notices:
        yield f"  · {notice.text}"
    reasons = report.rejected.group_by("code", "reason", maintain_order=True).agg("line_number")
    for code, reason, numbers in reasons.head(SHOWN_REASONS).iter_rows():
        yield f"  {_named_lines(numbers)} : {reason} [{code}]"
    left = reasons["line_number"].list.len()[SHOWN_REASONS:].sum()
    if left:
        plural = "s" if left > 1 else ""
        yield f"  … et {left} autre{plural} ; toutes se téléchargent depuis la page Données."


def _named_lines(numbers: list[int]) -> str:
    """ "ligne 4", "lignes 2 à 32", "lignes 2, 5, 9… (12 en tout)"."""
    if len(numbers) == 1:
        return f"ligne {numbers[0]}"
    if numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"lignes {numbers[0]} à {numbers[-1]}"
    listed = ", ".join(map(str, numbers[:SHOWN_LINES]))
    return f"lignes {listed}" + (
        f"… ({len(numbers)} en tout)" if len(numbers) > SHOWN_LINES else ""
    )
