"""Translations: strings out of the sources into .ts files, and these into what Qt loads."""

from __future__ import annotations

import subprocess
from pathlib import Path

from devtools.console import DevError
from devtools.environment import Tree, child_env

LANGUAGES = ("de",)


def folder(tree: Tree) -> Path:
    return tree.root / "resources" / "translations"


def update(tree: Tree) -> list[str]:
    """Bring every .ts and .qm file up to date; returns what Qt's tools said."""
    sources = sorted(path for path in (tree.root / "ui").rglob("*.py"))
    said = []
    for language in LANGUAGES:
        catalog = folder(tree) / f"stillroom_{language}.ts"
        catalog.parent.mkdir(parents=True, exist_ok=True)
        said.append(
            _run(
                tree,
                "lupdate",
                *(str(path.relative_to(tree.root)) for path in sources),
                "-ts",
                str(catalog.relative_to(tree.root)),
                "-no-obsolete",
                "-locations",
                "none",
                "-source-language",
                "en",
                "-target-language",
                language,
            )
        )
        said.append(compile_catalog(tree, catalog, catalog.with_suffix(".qm")))
    return said


def compile_catalog(tree: Tree, catalog: Path, target: Path) -> str:
    """Compile one .ts file."""
    return _run(tree, "lrelease", str(catalog), "-qm", str(target))


def _run(tree: Tree, tool: str, *arguments: str) -> str:
    program = tree.script(f"pyside6-{tool}")
    done = subprocess.run(
        [program, *arguments],
        cwd=tree.root,
        env=child_env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise DevError(f"pyside6-{tool} failed (exit code {done.returncode}).", done.stdout[-2000:])
    return done.stdout.strip()
