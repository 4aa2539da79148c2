"""ROOM: coded articles are shown: tables, machine formats, explanations, the ontology, a notebook's page.

``formats`` holds one file for each output format; nothing here is imported before it is asked for.
"""
