"""What brings water in: services, sectors, flows, customer meters, yearly volumes, repairs."""
