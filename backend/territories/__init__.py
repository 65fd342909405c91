"""The land: regions, their municipalities, and how far it is from one to another."""
