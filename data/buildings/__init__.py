"""Public buildings: what they consume, what they should, what a drift costs."""
