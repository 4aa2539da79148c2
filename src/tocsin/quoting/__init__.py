"""Parsed sentences -> statements: who said what to whom, through which channel."""

from tocsin.quoting.statements import statements_of

__all__ = ["statements_of"]
