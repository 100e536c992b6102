"""What brings digital inclusion in: places, coverage, fragility, accompaniments, answers."""
