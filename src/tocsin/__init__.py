"""Tocsin reads the news of international crises and turns it into events that can be checked.

>>> import tocsin
>>> doc = tocsin.code("Kenya urged Uganda to reopen the border.", published="2025-05-01")
>>> doc.events[0].type
'REQUEST'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tocsin.pipeline import CodedDocument, Coder, actor, code, places
    from tocsin.project import Project, open  # noqa: A004 - read as tocsin.open
    from tocsin.records import Actor, Article, Document, Event, Place, Relation, ResolvedActor, Statement
    from tocsin.relating import relation, relations

__version__ = "0.1.0"
__all__ = [
    "Actor",
    "Article",
    "CodedDocument",
    "Coder",
    "Document",
    "Event",
    "Place",
    "Project",
    "Relation",
    "ResolvedActor",
    "Statement",
    "__version__",
    "actor",
    "code",
    "open",
    "places",
    "relation",
    "relations",
]

_HOMES = {
    "Coder": "tocsin.pipeline",
    "CodedDocument": "tocsin.pipeline",
    "actor": "tocsin.pipeline",
    "code": "tocsin.pipeline",
    "places": "tocsin.pipeline",
    "Project": "tocsin.project",
    "open": "tocsin.project",
    "Actor": "tocsin.records",
    "Article": "tocsin.records",
    "Document": "tocsin.records",
    "Event": "tocsin.records",
    "Place": "tocsin.records",
    "Relation": "tocsin.records",
    "ResolvedActor": "tocsin.records",
    "Statement": "tocsin.records",
    "relation": "tocsin.relating",
    "relations": "tocsin.relating",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``import tocsin`` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'tocsin' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
