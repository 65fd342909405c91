"""Shared words: how concepts hang together and how free text finds them."""
