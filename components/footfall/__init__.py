"""What only footfall shows: its key figures."""
