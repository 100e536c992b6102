"""What the map of every theme draws: its layers, its shapes, its controls."""
