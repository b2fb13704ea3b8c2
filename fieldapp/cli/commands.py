"""All commands in one group; each module is imported only when one of its commands is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

import click

# The name of a command: its module and what it is called there.
_COMMANDS: Mapping[str, tuple[str, str]] = {
    "demo": ("samples", "demo"),
    "new": ("keeping", "new"),
    "import": ("records", "import_file"),
    "add": ("records", "add"),
    "list": ("records", "list_records"),
    "show": ("records", "show"),
    "find": ("records", "find"),
    "card": ("exchange", "card"),
    "partner": ("exchange", "partner"),
    "agreement": ("sharing", "agreement"),
    "protocol": ("protocols", "protocol"),
    "approver": ("approving", "approver"),
    "approve": ("approving", "approve"),
    "share": ("sharing", "share"),
    "verify": ("exchange", "verify"),
    "open": ("exchange", "open_package"),
    "receipt": ("exchange", "receipt"),
    "register": ("aftercare", "show_register"),
    "retract": ("aftercare", "retract"),
    "reader": ("reader", "reader"),
    "print": ("sharing", "print_record"),
    "passphrase": ("keeping", "passphrase"),
    "recover": ("keeping", "recover"),
    "backup": ("keeping", "backup"),
    "restore": ("keeping", "restore"),
    "check": ("keeping", "check"),
    "bench": ("samples", "bench"),
}


class _Commands(click.Group):
    """Knows its commands by name, so that `new` does not wait for what `print` needs."""

    # click hands `ctx` over by its name, so it keeps it though it is not needed.
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_COMMANDS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(f"fieldapp.cli.{module}"), name)
        assert isinstance(command, click.Command)
        return command


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
def fieldapp() -> None:
    """Dialogue notes and protection information, encrypted on one laptop.

    Without any word, the window opens.
    """
