"""Roles that nouns say."""

from __future__ import annotations

from tocsin.knowledge import roles
from tocsin.knowledge.world import Role
from tocsin.language.model import Token

PLURAL = "plural"
PLURAL_TAGS = ("NNS", "NNPS")


def role_of(token: Token) -> Role | None:
    """Return the role that a noun says; some say one in the plural only ("forces", "regulars")."""
    role = roles().get(token.lemma)
    return None if role is not None and role.kind == PLURAL and token.tag not in PLURAL_TAGS else role
