"""Static checks: format, lint, types, import contracts, file length, first-line docstrings."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.console import say
from devtools.environment import Tree, child_env

LINE_CAP = 400
RULED = ("app", "ui", "packaging", "tests")  # the file rules hold here
TYPED = ("app", "ui", "packaging", "tests", "resources")


@dataclass(frozen=True, slots=True)
class Check:
    """A name and a function that returns whether it passes, and what to show."""

    name: str
    run: Callable[[], tuple[bool, str]]


def python_files(root: Path, folders: Sequence[str]) -> Iterator[Path]:
    """Python sources under these folders; caches and dot folders are none of ours."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py*")):
            inside = path.relative_to(root).parts
            hidden = any(part.startswith(".") or part == "__pycache__" for part in inside)
            if path.suffix in (".py", ".pyi") and not hidden:
                yield path


def too_long(root: Path) -> list[str]:
    """Files beyond the cap: a file that long has more than one purpose."""
    found = []
    for path in python_files(root, RULED):
        count = len(path.read_text(encoding="utf-8").splitlines())
        if count > LINE_CAP:
            found.append(f"{path.relative_to(root)}: {count} lines, the cap is {LINE_CAP}")
    return found


def without_purpose(root: Path) -> list[str]:
    """Files whose first line is not a docstring that says what the file is for."""
    return [
        f"{path.relative_to(root)}:1: the first line must be a docstring with the file's purpose"
        for path in python_files(root, RULED)
        if not _states_purpose(path.read_text(encoding="utf-8"))
    ]


def _states_purpose(source: str) -> bool:
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return True  # ruff reports it, with the place
    match body[:1]:
        case [ast.Expr(value=ast.Constant(value=str(text)), lineno=1)]:
            return bool(text.split("\n", 1)[0].strip())
    return False


def _listing(findings: list[str]) -> tuple[bool, str]:
    return not findings, "\n".join(findings)


def _tool(tree: Tree, *command: str) -> Callable[[], tuple[bool, str]]:
    def run() -> tuple[bool, str]:
        done = subprocess.run(
            [tree.script(command[0]), *command[1:]],
            cwd=tree.root,
            env=child_env(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        return done.returncode == 0, done.stdout.rstrip()

    return run


def all_checks(tree: Tree) -> list[Check]:
    # mypy refuses a folder without Python files, and not every folder has some yet.
    typed = [name for name in TYPED if any(python_files(tree.root, [name]))]
    return [
        Check("ruff format", _tool(tree, "ruff", "format", "--check", ".")),
        Check("ruff check", _tool(tree, "ruff", "check", ".")),
        Check("mypy", _tool(tree, "mypy", *typed)),
        Check("import contracts", _tool(tree, "lint-imports", "--no-logo")),
        Check(f"files of at most {LINE_CAP} lines", lambda: _listing(too_long(tree.root))),
        Check("purpose in the first line", lambda: _listing(without_purpose(tree.root))),
    ]


def run_checks(checks: Sequence[Check]) -> list[str]:
    """Run every check whatever the others say; return the names of those that failed."""
    failed = []
    for check in checks:
        passed, output = check.run()
        say(f"check {check.name}: {'ok' if passed else 'FAILED'}")
        if not passed:
            failed.append(check.name)
            say("\n".join("  " + line for line in output.splitlines()))
    return failed
