"""What each chart of activity, places and survey draws, against the cells of its table."""

from collections import Counter
from collections.abc import Callable

from components.captioned import Chart
from components.figures import inclusion_activity as figures
from components.figures.ranked import SHOWN
from tests.pages.callbacks import Table
from tests.pages.drawn import COMPARED, Drawn, Traces, Values, by_month, by_rank

COUNT = "Accompagnements"


def by_row_of_items(traces: Traces) -> Values:
    """The lengths of bars by rank, the headings of dimensions left out."""
    return dict(enumerate(value for value in traces[0]["x"] if value is not None))


def by_question(traces: Traces) -> Values:
    """The marks of the country, by rank from the top."""
    country = next(trace for trace in traces if trace.get("name") == figures.COUNTRY)
    return dict(zip(country["y"], country["x"], strict=True))


def _rank(rank: int, _cells: list[str]) -> int | None:
    return rank if rank < SHOWN else None


class Counted(Drawn):
    """A drawing of how many rows, once each (by their first cell), have each word of a column."""

    def differences(self, chart: Chart, traces: Traces, table: Table) -> list[str]:
        headings, lines = table
        place = headings.index(self.heading)
        told = Counter(word for _, word in {(cells[0], cells[place]) for cells in lines})
        drawn = {word: count for word, count in self.values(traces).items() if count}
        return [] if drawn == dict(told) else [f"{chart.id}: {drawn} drawn, {dict(told)} in table"]


def by_word(no_word: str, instead: str) -> Callable[[Traces], Values]:
    """The heights of columns by their word; `no_word` is written `instead` in the table."""
    return lambda traces: {
        instead if word == no_word else word: height
        for word, height in zip(traces[0]["x"], traces[0]["y"], strict=True)
    }


ACTIVITY = {
    "inclusion-activity-months": (
        Drawn(COUNT, by_month(COUNT)),
        Drawn("Accompagnements, comparaison", by_month(*COMPARED)),
    ),
    "inclusion-activity-themes": (Drawn(COUNT, by_row_of_items, _rank),),
    "inclusion-activity-people": (Drawn(COUNT, by_row_of_items, _rank),),
    "inclusion-activity-manners": (Drawn(COUNT, by_row_of_items, _rank),),
    "inclusion-activity-places": (Drawn(COUNT, by_rank, _rank),),
    "inclusion-activity-answers": (
        Drawn("Oui, parmi les réponses", by_rank, _rank),
        Drawn("En France", by_question, _rank),
    ),
    "inclusion-activity-members": (Counted("Mesures", by_word(figures.NO_YES, "0")),),
}
# Lists of cards, and what counts places of several rows: compared in their own tests.
LISTED = ("inclusion-places-cards", "inclusion-places-disagreements")
