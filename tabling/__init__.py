"""Scripts that build tables of ``src/tocsin/knowledge``; not part of the package."""
