"""Reading programmes and calls. Every read starts at `visible`, so what you may not see is not there."""
