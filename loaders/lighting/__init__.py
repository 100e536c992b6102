"""What brings public lighting in: points, cabinets, schedules, bills, faults, zones."""
