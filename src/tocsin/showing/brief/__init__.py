"""A brief as one page, as Markdown, as a Word document and as PDF."""

from tocsin.showing.brief.document import brief_docx
from tocsin.showing.brief.markdown import brief_markdown
from tocsin.showing.brief.page import brief_html, memory_of
from tocsin.showing.brief.printing import brief_pdf, find_browser

__all__ = ["brief_docx", "brief_html", "brief_markdown", "brief_pdf", "find_browser", "memory_of"]
