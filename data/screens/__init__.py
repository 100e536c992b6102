"""Public screens: what each shows, from what is published to words in the visitors' languages."""
