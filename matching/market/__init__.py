"""Competition: what a thing costs that many are being shown, who is over-asked, and how often a thing was shown."""
