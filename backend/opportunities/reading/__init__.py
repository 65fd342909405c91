"""Postings from elsewhere: a page with JSON-LD, a JSON feed or a table becomes what an opportunity would say."""
