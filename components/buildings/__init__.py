"""What only public buildings show: key figures, who one is, columns, absences."""
