"""What changes, what it costs, what is to be decided: statements drawn from every theme."""
