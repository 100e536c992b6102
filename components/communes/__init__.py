"""The sheet of a commune and the list of communes."""
