"""How fast it is here: figures and ratios for people to read. Nothing is asserted; machines differ."""
