"""The migrations of a project's tables, in alembic's form; each is frozen once it was released."""
