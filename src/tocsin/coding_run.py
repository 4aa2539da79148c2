"""One run of ``tocsin code``: sources in, coded articles out, and a word on stderr about the rest."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TextIO

from tocsin.amounts import noun_for, number_of
from tocsin.errors import InputError
from tocsin.reading import InputWarning, ReadingOptions, read
from tocsin.records import Article, Document, Record
from tocsin.showing.formats import Output, open_writer
from tocsin.showing.output import open_output

SECONDS_BETWEEN_LINES = 0.2


class Run(Record, frozen=True):
    """What was asked for; ``out`` None is standard output, ``published`` an ISO date or None."""

    sources: tuple[str, ...]
    published: str | None
    form: str
    out: str | None
    model: str | None
    explain: bool
    quiet: bool
    borders: str = "un"
    mapping: dict[str, str] | None = None
    workers: int | None = None


class Codes(Protocol):
    """What a run needs of a coder."""

    def pipe(self, articles: Iterable[Article], workers: int | None = None) -> Iterator[Document]:
        """Code articles, in their order, in this process or in so many others."""


def load_coder(
    model: str | None = None, explain: bool = False, borders: str = "un", glimpses: bool = True
) -> Codes:
    """Return Tocsin's coder; ``model`` is a folder of ``tocsin train``, ``borders`` the policy.

    Only what is never merged does without ``glimpses``.
    """
    from tocsin.pipeline import Coder

    return Coder(relations=model, explain=explain, borders=borders, glimpses=glimpses)


def code_all(run: Run) -> bool:
    """Code all sources and write their events; return whether every one of them could be read."""
    with open_output(run.out, as_data=run.form != "table") as stream:
        writer = open_writer(run.form, Output(stream=stream, explain=run.explain))
        notes = Notes(sys.stderr, quiet=run.quiet, progress=not (run.out is None and stream.isatty()))
        coder = load_coder(run.model, run.explain, run.borders, glimpses=False)
        # A URL is read because somebody names it; nothing else goes to the network.
        reading = ReadingOptions(urls=True)
        articles = read(run.sources, run.published, notes.report, run.mapping, reading)
        for document in coder.pipe(articles, run.workers):
            writer.write(document)
            stream.flush()
            notes.coded(document)
        writer.finish()
        notes.clear()
        notes.say_undated()
    return notes.all_read


def worker(load: Callable[..., Codes], model: str | None, borders: str) -> Callable[[Article], Document]:
    """Return what codes an article in a process that is one of several; ``load`` is ``load_coder``."""
    from tocsin.sensing.threads import stay_on_one_thread

    stay_on_one_thread()
    coder = load(model, False, borders)
    return lambda article: next(iter(coder.pipe([article])))


def text_file(path: str) -> str:
    """Return the text of a file of any kind that is read, its articles after each other.

    InputError for one that cannot be read, or only in part.
    """
    wrong: list[InputError] = []
    texts = [one.text for one in read((path,), None, lambda n: _keep(n, wrong))]
    if wrong:
        raise wrong[0]
    if not texts:
        raise InputError(path, "holds no text", "give a file with a text in it")
    return "\n\n".join(texts)


def _keep(notice: InputError | InputWarning, wrong: list[InputError]) -> None:
    if isinstance(notice, InputError):
        wrong.append(notice)


def undated_warning(count: int) -> str:
    """Return what follows for so many articles without a date of publication, and what helps."""
    have = noun_for(count, "has", "have")
    return (
        f"{number_of(count, 'article')} {have} no date of publication: relative dates (yesterday, on Tuesday)"
        " and the days of events that name none stay null; give the date with --published"
    )


class Notes:
    """What is said on stderr: inputs that could not be read, warnings, and on a terminal how far it is.

    ``say`` says a line in the place of the stream, for one who shows the progress otherwise.
    """

    def __init__(
        self, stream: TextIO, *, quiet: bool, progress: bool, say: Callable[[str], None] | None = None
    ) -> None:
        self.all_read = True
        self._stream = stream
        self._said = say
        self._quiet = quiet
        self._progress = progress and not quiet and stream.isatty()
        self._articles = 0
        self._undated = 0
        self._events = 0
        self._last = time.monotonic()

    def report(self, notice: InputError | InputWarning) -> None:
        """Say that an input could not be read, or not as it stands."""
        if isinstance(notice, InputError):
            self.all_read = False
        elif self._quiet:
            return
        self._say(str(notice))

    def coded(self, document: Document) -> None:
        """Say what is wrong with an article, and count it."""
        for warning in () if self._quiet else document.warnings:
            self._say(f"{document.article.title or document.article.id}: {warning}")
        self._articles += 1
        self._undated += document.article.published is None
        self._events += len(document.events)
        if self._progress and time.monotonic() - self._last > SECONDS_BETWEEN_LINES:
            self._last = time.monotonic()
            self._stream.write(
                f"\r{number_of(self._articles, 'article')}, {number_of(self._events, 'event')}"
            )
            self._stream.flush()

    def clear(self) -> None:
        """Take the line of progress away."""
        if self._progress:
            self._stream.write("\r\x1b[K")

    def say_undated(self) -> None:
        """Say what follows for articles of which nobody knows when they were published."""
        if self._undated and not self._quiet:
            self._say(undated_warning(self._undated))

    def _say(self, line: str) -> None:
        if self._said is not None:
            self._said(f"tocsin: {line}")
            return
        self.clear()
        self._stream.write(f"tocsin: {line}\n")
