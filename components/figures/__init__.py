"""Frames to plotly figures, one module a theme."""
