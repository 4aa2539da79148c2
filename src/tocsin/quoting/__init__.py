"""Parsed sentences -> statements: who said what to whom, through which channel; details of events."""

from tocsin.quoting.details import with_details
from tocsin.quoting.statements import statements_of

__all__ = ["statements_of", "with_details"]
