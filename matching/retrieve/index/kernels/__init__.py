"""The inner loops, compiled when numba is there; nothing here is called when it is not."""
