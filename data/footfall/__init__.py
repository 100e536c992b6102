"""Wi-Fi footfall: queries and methods."""
