"""The read side and the science: queries, indicators, methods. No Dash, no plotly."""
