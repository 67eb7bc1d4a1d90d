"""What the command line can do is in the README, and what the README says it can do."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

import pytest

from app.cli import program
from tests.e2e.harness import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def subcommands(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """A parser's own commands."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    return {}


def leaves(parser: argparse.ArgumentParser, name: str = "") -> Iterator[tuple[str, set[str]]]:
    """Every command with its options, as ``project new``."""
    inner = subcommands(parser)
    if not inner:
        yield name, {option for action in parser._actions for option in action.option_strings}
    for word, command in inner.items():
        yield from leaves(command, f"{name} {word}".strip())


COMMANDS = dict(leaves(program.parser()))


def documented() -> list[tuple[str, str]]:
    """The code spans of the README's table of commands, each with its row."""
    table = README.partition("| Command | Does |")[2].partition("\n\n")[0]
    assert table, "the README has a table of commands"
    return [
        (span.replace(r"\|", "|"), row)
        for row in table.splitlines()
        for span in re.findall(r"`([^`]+)`", row)
    ]


def command_in(span: str) -> str:
    """The command that a code span names, without its arguments; empty for another one."""
    words = span.removeprefix("stillroom ").split()
    for count in (2, 1):
        if " ".join(words[:count]) in COMMANDS:
            return " ".join(words[:count])
    return ""


def test_the_commands_are_found() -> None:
    assert {"demo", "run", "project new", "models starter", "chat", "export"} <= set(COMMANDS)


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_is_in_the_readme(command: str) -> None:
    named = {command_in(span) for span, _ in documented()}
    assert command in named, f"the README's table leaves out `stillroom {command}`"


def test_the_readme_names_no_command_that_is_not_there() -> None:
    strange = [
        span
        for span, _ in documented()
        if not span.startswith("--") and "=" not in span and not command_in(span)
    ]
    assert strange == []


def test_the_readme_names_no_option_that_is_not_there() -> None:
    found = 0
    for span, row in documented():
        named = {command_in(other) for other, _ in documented() if f"`{other}`" in row} - {""}
        known = {option for command in named for option in COMMANDS[command]}
        for option in re.findall(r"--[a-z-]+", span):
            found += 1
            assert option in known, f"{option} of {sorted(named)}"
    assert found >= 3


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_takes_a_workspace_and_gives_json(command: str) -> None:
    assert {"--workspace", "--json"} <= COMMANDS[command]


def test_every_command_says_what_it_does(capsys: pytest.CaptureFixture[str]) -> None:
    for command in COMMANDS:
        assert program.run_program([*command.split(), "--help"]) == 0
        assert f"usage: stillroom {command}" in capsys.readouterr().out
