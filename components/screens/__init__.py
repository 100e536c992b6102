"""The pages about public screens: how each stands, what it shows, how one is added."""
