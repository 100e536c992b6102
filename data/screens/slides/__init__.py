"""The slides of a public screen, one kind a file: what each knows, or why it says nothing."""
