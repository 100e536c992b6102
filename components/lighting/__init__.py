"""What only public lighting shows: key figures, cabinets, marks, columns, its simulator."""
