"""ROOM 7: how good the coder is, on articles that people have annotated.

``python -m tocsin.evaluating`` codes every gold set that is there and prints what was measured beside what
must be reached; it fails where a figure is below the baseline.
"""
