"""Public lighting: hours, kilowatt-hours and euros, and what to decide next."""
