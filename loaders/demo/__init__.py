"""The simulated demonstration store."""
