"""The commands of the page: serve a project, make its token."""

from __future__ import annotations

import click

DONE = 0
PORT = 8765
ABOUT_SERVE = """Serve PROJECT as a page and an HTTP API, until Ctrl-C.

PROJECT is a folder or a postgresql:// URL [default: this folder, or the nearest above it with a tocsin.toml].
Only this machine can see the page. --allow-remote lets others in who have the token of tocsin token; nothing
is encrypted then, so put a server with TLS before it. Corrections need the token always. --beside opens a
second project, to compare the two crises day by day; its pages can be read and nothing in it be changed.

\b
Examples:
  tocsin serve --open
  tocsin serve crisis --port 9000
  tocsin serve crisis --beside another
  tocsin serve crisis --host 0.0.0.0 --allow-remote
"""
ABOUT_TOKEN = """Make the token with which PROJECT can be corrected, and print it.

The one before fits no longer. A hash of it is kept in tocsin.token in the project's folder (of a project on a
server, in the current one), so it is shown this once.

\b
Examples:
  tocsin token
  tocsin token crisis
"""


@click.command(help=ABOUT_SERVE, short_help="Serve a project as a page.")
@click.argument("project", metavar="[PROJECT]", required=False)
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, metavar="N",
    help="The port; 0 takes one that is free.",
)  # fmt: skip
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="The address to listen at."
)
@click.option("--allow-remote", is_flag=True, help="Other machines may ask, with the token.")
@click.option(
    "--beside", metavar="OTHER", help="A second project, a folder or a postgresql:// URL, to compare with."
)
def serve(
    project: str | None, port: int, open_page: bool, host: str, allow_remote: bool, beside: str | None
) -> int:
    """Serve a project."""
    from tocsin.serving_run import Serving, serve_project

    serve_project(
        Serving(
            project=project, port=port, open=open_page, host=host, allow_remote=allow_remote, beside=beside
        )
    )
    return DONE


@click.command(help=ABOUT_TOKEN, short_help="Make the token for corrections.")
@click.argument("project", metavar="[PROJECT]", required=False)
def token(project: str | None) -> int:
    """Make a token."""
    from tocsin.serving_run import make_token

    click.echo(make_token(project))
    return DONE


COMMANDS = (serve, token)
