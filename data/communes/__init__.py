"""A commune: the figures of every theme against those of similar communes."""
