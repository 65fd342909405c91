"""Measures how well the library links: public benchmarks in, the field's own measures out."""
