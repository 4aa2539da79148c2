"""Mails, mailboxes and PDF files become articles."""

from __future__ import annotations

import io
from email.message import EmailMessage
from pathlib import Path

import pytest

from sources import SENTENCES, errors_of, read_all, write
from tocsin.errors import InputError


def mail(text: str | None = None, html: str | None = None, subject: str = "Talks in Oslo") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ada Berg <ada@reuters.com>"
    message["To"] = "desk@example.org"
    message["Subject"] = subject
    message["Date"] = "Thu, 01 May 2025 14:30:00 +0200"
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    return message


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_a_mail_becomes_an_article(tmp_path: Path, name: str) -> None:
    path = write(tmp_path / name, mail("\n\n".join(SENTENCES), "<p>Other words.</p>").as_bytes())
    (article,), notices = read_all(path)
    assert article.text == "\n\n".join(["Talks in Oslo", *SENTENCES])
    assert (article.published, article.author) == ("2025-05-01T14:30:00+02:00", "Ada Berg")
    assert article.family == "Thomson Reuters"
    assert notices == []


def test_a_mail_of_html_alone(tmp_path: Path) -> None:
    html = f"<html><style>p {{}}</style><body><p>{SENTENCES[0]}</p><p>Müller &amp; Ågren.</p></body></html>"
    (article,), _ = read_all(write(tmp_path / "a.eml", mail(html=html, subject="Gespräche").as_bytes()))
    assert article.text == f"Gespräche\n\n{SENTENCES[0]}\n\nMüller & Ågren."


def test_a_charset_that_is_none_loses_no_mail(tmp_path: Path) -> None:
    head = b"From: a@example.org\nDate: Thu, 01 May 2025 14:30:00 +0200\nSubject: T\n"
    content = head + b'Content-Type: text/plain; charset="nonsense"\n\nNorway met Chile in M\xe1laga.\n'
    (article,), _ = read_all(write(tmp_path / "a.eml", content))
    assert article.text == "T\n\nNorway met Chile in Málaga."


def test_a_mailbox_is_read_mail_by_mail(tmp_path: Path) -> None:
    mails = [mail("One.\n\n>From here on, two.\n"), mail(), mail("Three.", subject="Third")]
    box = b"".join(b"From ada@reuters.com Thu May  1 14:30:00 2025\n" + m.as_bytes() + b"\n\n" for m in mails)
    articles, (error,) = read_all(write(tmp_path / "inbox", box))
    assert [a.text for a in articles] == ["Talks in Oslo\n\nOne.\n\nFrom here on, two.", "Third\n\nThree."]
    assert isinstance(error, InputError)
    assert "mail 2" in str(error)
    assert "no text" in error.reason


def test_prose_that_begins_like_a_header_is_prose(tmp_path: Path) -> None:
    text = "From Oslo: Norway met Chile.\n\nDate: unknown."
    (article,), _ = read_all(write(tmp_path / "a.txt", text))
    assert article.text == text


def pdf(lines: tuple[str, ...], title: str = "", password: str = "") -> bytes:
    """Write a PDF of one page by hand, with pypdf to give it a title and a password."""
    from pypdf import PdfReader, PdfWriter

    shown = "".join(f"({line}) Tj 0 -16 Td " for line in lines)
    stream = f"BT /F1 12 Tf 50 700 Td {shown}ET"
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 900 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    out += (
        f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(out.encode("latin-1"))))
    if title:
        writer.add_metadata({"/Title": title, "/Author": "Ada Berg", "/CreationDate": "D:20250501143000Z"})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_a_pdf_becomes_an_article(tmp_path: Path) -> None:
    lines = ("Norway and Chile agreed on Thursday to meet in Oslo for", "talks about fish-", "ing.")
    (article,), (notice,) = read_all(write(tmp_path / "a.pdf", pdf(lines, title="Talks in Oslo")))
    assert article.text == (
        "Talks in Oslo\n\nNorway and Chile agreed on Thursday to meet in Oslo for talks about fishing."
    )
    assert (article.title, article.author, article.published) == ("Talks in Oslo", "Ada Berg", "2025-05-01")
    assert "day on which the file was made" in str(notice)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(pdf((SENTENCES[0],), password="secret"), "password", id="locked"),
        pytest.param(pdf(()), "without text", id="no text"),
        pytest.param(pdf((SENTENCES[0],))[:300], "PDF", id="cut short"),
        pytest.param(b"%PDF-1.7\n" + bytes(range(256)) * 20, "PDF", id="noise"),
    ],
)
def test_other_pdfs_are_refused(tmp_path: Path, content: bytes, reason: str) -> None:
    (error,) = errors_of(write(tmp_path / "a.pdf", content))
    assert reason in error.reason
    assert error.remedy
