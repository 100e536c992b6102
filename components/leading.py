"""Bars that lead somewhere: a click on one goes to its address, as its link in the table does."""

from dash import ClientsideFunction, Input, clientside_callback

from components.captioned import Chart


def lead_on(*charts: Chart) -> None:
    """Let the bars of these charts be followed; their `customdata` are addresses."""
    for chart in charts:
        clientside_callback(
            ClientsideFunction("gabare", "followMark"),
            Input(chart.part("graph"), "clickData"),
            prevent_initial_call=True,
        )
