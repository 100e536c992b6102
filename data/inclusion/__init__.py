"""Digital inclusion: who is far from help, and where to put the next mediator."""
