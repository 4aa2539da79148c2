"""Mentions -> actors, dates and places of the records, with the reason for each decision."""
