"""Places, and the spaces in them: rooms, desks, studios, stages and buildings that stand empty."""
