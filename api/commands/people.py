"""Access tokens on the command line: python -m api token create | list | revoke."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from api.commands.terminal import console, opened_database, stop
from api.errors import BadRequest
from api.people.users import Role
from indexer.settings import Settings

if TYPE_CHECKING:
    from api.people.accounts import Accounts

app = typer.Typer(help="Access tokens for people and programs.", no_args_is_help=True)


@app.command("create")
def create_token(
    role: Annotated[Role, typer.Option(help="What it may do and see.")],
    name: Annotated[str, typer.Option(help="Who or what will use it.")],
    days: Annotated[int | None, typer.Option(min=1, help="Days until it expires; never if left out.")] = None,
) -> None:
    """Make an access token; it is shown this once. Tokens of one name are of one person."""
    with _accounts() as accounts:
        try:
            typer.echo(accounts.create_token(role, name, days))
        except BadRequest as error:
            raise stop(str(error)) from None


@app.command("link")
def create_link(
    role: Annotated[Role, typer.Option(help="What the person may do and see.")] = Role.ADMIN,
    name: Annotated[str, typer.Option(help="Whose link it is.")] = "Administrator",
) -> None:
    """Make a link to sign in with, once and within a day; give it to that person alone."""
    with _accounts() as accounts:
        try:
            typer.echo(f"{_address()}/sign-in?key={accounts.create_link(role, name)}")
        except BadRequest as error:
            raise stop(str(error)) from None


def _address() -> str:
    """Where the service is reached, as far as the settings tell."""
    values = Settings.read()
    shown = values.hosts[0] if values.hosts else "127.0.0.1"
    port = "" if values.https and values.hosts else f":{values.port}"
    return f"{'https' if values.https else 'http'}://{shown}{port}"


@app.command("list")
def list_tokens() -> None:
    """List access tokens, never their secrets."""
    with _accounts() as accounts:
        table = Table("Id", "Name", "Role", "Created", "Expires", "Last used")
        for token in accounts.tokens():
            times = (token.created_at[:10], (token.expires_at or "never")[:10], (token.last_used or "never")[:10])
            table.add_row(token.user.id, token.user.name, token.user.role, *times)
        console.print(table)


@app.command("revoke")
def revoke_token(user_id: Annotated[str, typer.Argument(metavar="ID", help="As `token list` shows it.")]) -> None:
    """Revoke all tokens of a person, and end what was signed in with them."""
    with _accounts() as accounts:
        if not accounts.revoke(user_id):
            raise stop(f"There is no account {user_id}; `token list` shows them.")
        console.print("Revoked.")


@contextmanager
def _accounts() -> Iterator[Accounts]:
    """The accounts alone: tokens can be made while the service runs."""
    from api.people.accounts import Accounts

    with opened_database() as (database, values):
        yield Accounts(database, values.session_hours)
