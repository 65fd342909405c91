"""What a page says of itself to those who do not run scripts: one file a noun."""
