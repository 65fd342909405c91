"""The library's answers as what crosses the wire: nothing is decided and no sum is made anew here."""
