"""What one can do: with meetings, with the hours in which one can be met, and with one's calendar."""
