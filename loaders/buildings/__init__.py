"""What brings public buildings in: lists, meters, readings, bills, works; their sums and models."""
