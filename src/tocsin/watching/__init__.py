"""Watching: incidents in, series, an escalation index, change points, phases and alerts out.

``acts.py`` turns incidents into directed acts, ``coverage.py`` says how much was read on which day, and
``series.py`` counts. Everything here answers for a day from what had been reported by that day alone.
"""
