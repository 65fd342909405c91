"""What the market weighs, learnt from what people did: the log, and what is proposed from it. Nothing here decides."""
