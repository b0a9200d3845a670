"""The commands by name, and where each lives.

The whole program is some thousands of modules; a command imports its own part when it is called for, and no other.
"""

import gc
from collections.abc import Iterator, Mapping, MutableMapping
from importlib import import_module
from types import ModuleType
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS: Mapping[str, str] = {
    "up": "geoops.running:up",
    "serve": "geoops.running:serve_only",
    "worker": "geoops.running:worker",
    "map": "geoops.running:write_page",
    "db": "geoops.database_commands:app",
    "user": "geoops.accounts.commands:users",
    "token": "geoops.accounts.commands:tokens",
    "communes": "geoops.communes.commands:app",
    "feeds": "geoops.hydromet.commands:feeds_app",
    "grids": "geoops.hydromet.grids.commands:app",
    "demo": "geoops.resources.commands:app",
    "rules": "geoops.hydromet.danger.commands:app",
    "hazards": "geoops.hazards.commands:app",
    "warnings": "geoops.hydromet.warnings.commands:app",
    "indicators": "geoops.indicators.commands:app",
    "works": "geoops.works.commands:app",
    "replay": "geoops.hydromet.commands:replay",
}
"""`module:name` of a Typer (a group of commands) or of a function (one command); a domain adds its own here."""


class _Lazy(MutableMapping[str, Any]):
    """Commands that are made when they are asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            module, _, attribute = COMMANDS[name].partition(":")
            self._made[name] = _made(getattr(_imported(module), attribute), name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in COMMANDS

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)

    def __setitem__(self, name: str, command: Any) -> None:
        raise TypeError(f"{name}: commands are added to COMMANDS")

    def __delitem__(self, name: str) -> None:
        raise TypeError(f"{name}: commands are taken out of COMMANDS")


def _imported(module: str) -> ModuleType:
    """The module. What is imported stays: looking for garbage in it meanwhile took a quarter of the time."""
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.enable()


def _made(found: Any, name: str) -> Any:
    """The command of a group or of a function."""
    if isinstance(found, typer.Typer):
        command: Any = typer.main.get_group(found)
    else:
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        alone.command()(found)
        command = typer.main.get_command(alone)
    command.name = name
    return command


class Commands(TyperGroup):
    """The group of all commands."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Lazy()
