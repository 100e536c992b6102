"""What a screen shows, in small: asked for when the reader wants it, put away when done."""

from dash import ClientsideFunction, Input, Output, State, clientside_callback, html
from dash.development.base_component import Component

OPEN, CLOSE = "Voir l’aperçu", "Fermer l’aperçu"


def preview_slot(prefix: str) -> Component:
    """The button, and the frame that it fills."""
    frame = html.Iframe(
        id=f"{prefix}-frame", title="Aperçu de l’écran", className="gb-preview__screen"
    )
    return html.Div(
        [
            html.Button(OPEN, id=f"{prefix}-button", type="button", className="gb-button",
                        **{"aria-expanded": "false", "aria-controls": f"{prefix}-box"}),
            html.Div(frame, id=f"{prefix}-box", className="gb-preview", hidden=True),
        ]
    )  # fmt: skip


def preview_class(orientation: str) -> str:
    """The class that gives the preview the shape of its screen."""
    return "gb-preview gb-preview--portrait" if orientation == "portrait" else "gb-preview"


def connect_preview(prefix: str, asked: str) -> None:
    """Open and close the preview of the screen whose path the store `asked` holds."""
    clientside_callback(
        ClientsideFunction("gabare", "screenPreview"),
        Output(f"{prefix}-frame", "src"),
        Output(f"{prefix}-box", "hidden"),
        Output(f"{prefix}-button", "children"),
        Output(f"{prefix}-button", "aria-expanded"),
        Input(f"{prefix}-button", "n_clicks"),
        State(asked, "data"),
        prevent_initial_call=True,
    )
