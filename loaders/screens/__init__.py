"""Public screens: the list that an operator fills in."""
