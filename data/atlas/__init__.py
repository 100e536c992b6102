"""The map of everything: what each layer holds, for a territory."""
