"""What brings footfall in: sites, access points, sessions, counters, events."""
