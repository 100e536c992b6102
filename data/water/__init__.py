"""Drinking water: leaks of the night, yield of the network, and the money at stake."""
