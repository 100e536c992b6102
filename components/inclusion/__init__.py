"""What only digital inclusion shows: key figures, places, hours, maps, columns, placement."""
