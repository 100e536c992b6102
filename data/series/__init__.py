"""Measured series of every theme: what their readings add up to, and how screens read them."""
