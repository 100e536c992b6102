"""How the frames of digital inclusion are shown."""

from typing import Any


def most_fragile_first(frame: Any) -> Any:
    """Communes by rank; those without score last, by name."""
    return frame.sort_values(["rank", "name"], ignore_index=True)
