"""A page whose layout raises; not in the menu."""

import dash

dash.register_page(
    __name__, path="/panne", name="Panne", title="Panne", menu=False, description="Une panne."
)


def layout(**_: str) -> None:
    """Raise, always."""
    raise ValueError("mise en page impossible")
