"""What only water shows: key figures, sheets, marks, columns, follow-up of alerts."""
