"""Tests of places given out: stability, proof, reasons, and what happens after."""
