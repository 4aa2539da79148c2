"""Parsed sentences -> events: find the clause that carries an act, name it, its parties and claim status."""
