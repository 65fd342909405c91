"""Which thing suits whom, and why: feeds rows to the matching library and keeps its answers with their receipts."""
