"""Forecasts for series of numbers: how likely it is that the next value is unusually low.

The question, for each column and period t: is the value at t + 1 below the 10 % quantile of all values up
to t? ``rolling.py`` asks it at every period with the data until then alone. ``docs/outlook.md`` tells of the
models.
"""
