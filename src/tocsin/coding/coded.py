"""What the coding room hands on: acts with their parties and claim status, not yet resolved."""

from __future__ import annotations

from dataclasses import dataclass, field

from tocsin.coding.acts import Act
from tocsin.coding.claims import Status
from tocsin.coding.parties import Party
from tocsin.language.model import Mention, Parsed, Speech, Token
from tocsin.sensing import Seen


@dataclass(frozen=True, slots=True)
class Weight:
    """What the relation model makes of an act: how likely are its type, none, and the model's best type."""

    own: float
    none: float
    best: str
    chance: float

    @property
    def said(self) -> str:
        """The words for ``--explain``."""
        return f"the relation model gives it {self.own:.2f}; its best is {self.best} ({self.chance:.2f})"


@dataclass(eq=False, slots=True)
class Coded:
    """One act of the article. ``first``..``last`` (characters) are the words of the act inside its sentence.

    ``above`` is the act in whose clause it hangs (an appeal made in a call): its date and place hold here
    too; two acts may hang in each other. ``implied`` marks recipients that the sentence leaves out,
    ``nominal`` an act told by a noun alone. ``notes`` say what was decided and why, in order; ``weight`` is
    None where the sentence does not name both sides, ``seen`` is what the model sees at the trigger.
    """

    act: Act
    actors: list[Party]
    recipients: list[Party]
    sentence: int
    first: int
    last: int
    status: Status
    speech: Speech | None
    above: Coded | None = None
    implied: bool = False
    nominal: bool = False
    notes: list[str] = field(default_factory=list)
    weight: Weight | None = None
    seen: Seen | None = None

    @property
    def trigger(self) -> int:
        """The token of the trigger."""
        return self.act.trigger


def named_teller(parsed: Parsed, coded: Coded) -> tuple[Token, Mention] | None:
    """Return the token and mention of who tells of an act; None where nobody named does."""
    if coded.speech is None or coded.speech.speaker is None:
        return None
    token = parsed.tokens[coded.speech.speaker]
    return None if token.mention is None else (token, token.mention)
