"""Take out of a text what belongs to nobody else: keys, names, addresses, paths, and data."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import re
import socket
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

_KEY = "<key>"
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"-----BEGIN [A-Z ]+-----.*?(-----END [A-Z ]+-----|\Z)", re.DOTALL), _KEY),
    # Credentials in an address, before the part behind the @ looks like one of e-mail.
    (re.compile(r"(?<=://)[^\s/@]+@"), f"{_KEY}@"),
    (re.compile(r"[\w.+'-]+@[\w-]+(\.[\w-]+)+"), "<e-mail>"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]{6,}"), rf"\1 {_KEY}"),
    (
        re.compile(
            r"(?i)((?:api[_ -]?key|access[_ -]?key|secret|token|password|passwd|authorization)"
            r"[\"']?\s*[=:]\s*)(?:bearer\s+|basic\s+)?[\"']?[^\s\"',;]+"
        ),
        rf"\1{_KEY}",
    ),
    (re.compile(r"(?<![\w-])(?:sk-|pk-|rk-|[spr]k_|hf_|gh[a-z]_|glpat-|xox[a-z]-)[\w-]{6,}"), _KEY),
    (re.compile(r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b"), _KEY),
    (re.compile(r"\beyJ[\w-]{10,}(?:\.[\w-]+)*"), _KEY),  # a web token
    (re.compile(r"\b[0-9a-fA-F]{16,}\b"), _KEY),
    (re.compile(r"\b(?:\d{1,3}\.){3}\d{1,3}\b"), "<address>"),
)
_MIXED = re.compile(r"[A-Za-z0-9_+=-]{20,}|[A-Za-z0-9+/]{40,}={0,2}")


def redact(text: str, private: Iterable[tuple[Path, str]] = ()) -> str:
    """The text without keys, e-mail and network addresses, user, host, and home folder.

    ``private`` are folders whose very names may tell something, and what to call them.
    """
    known = {(str(form), name) for path, name in private
             for form in (path, path.absolute(), path.resolve())}  # fmt: skip
    for path, name in sorted(known, key=lambda item: -len(item[0])):
        text = _without_path(text, path, name)
    for home in {str(Path.home()), os.path.realpath(Path.home())}:
        text = _without_path(text, home, "~")
    # The homes of others, and of this user under another name.
    text = re.sub(r"(?i)(/home/|/Users/|\\Users\\)[^/\\\s\"']+", r"\1<user>", text)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    text = _MIXED.sub(_key_or_word, text)
    for name, instead in _names():
        text = re.sub(rf"(?i)(?<![\w-]){re.escape(name)}(?![\w-])", instead, text)
    return text


def _without_path(text: str, path: str, instead: str) -> str:
    if len(path) < 3:  # the root of a disk is no secret, and is in every path
        return text
    # As it is, as JSON writes a Windows path, and as an address.
    for form in (path, path.replace("\\", "\\\\"), path.replace("\\", "/")):
        text = re.sub(rf"(?i){re.escape(form)}(?![\w-])", lambda _: instead, text)
    return text


def _key_or_word(match: re.Match[str]) -> str:
    """Long runs of letters and digits are keys; names made of words and numbers are not."""
    found = match[0]
    kinds = [any(map(test, found)) for test in (str.isupper, str.islower, str.isdigit)]
    return _KEY if all(kinds) or any(map(_is_noise, re.split("[-_+/=]", found))) else found


def _is_noise(piece: str) -> bool:
    digits = sum(map(str.isdigit, piece))
    return len(piece) >= 16 and 3 <= digits <= len(piece) - 3


def _names() -> list[tuple[str, str]]:
    """The user's and the machine's names, the longer ones first; too short ones are words."""
    found: dict[str, str] = {}
    hosts = {platform.node(), socket.gethostname(), *(os.environ.get("COMPUTERNAME"),)}
    for host in hosts:
        if host:
            found[host] = "<host>"
            found[host.partition(".")[0]] = "<host>"
    with contextlib.suppress(OSError, KeyError, ImportError):  # a user without a name
        found[getpass.getuser()] = "<user>"
    known = [(name, instead) for name, instead in found.items() if len(name) > 2]
    return sorted(known, key=lambda item: -len(item[0]))


# Logs and tracebacks: what is kept is named, all else is left out.

_HEAD = re.compile(
    r"^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:,\d+)?) (DEBUG|INFO|WARNING|ERROR|CRITICAL) (\S+) ?(.*)$"
)
_FILE = re.compile(r'^(\s*)File "([^"]+)", line (\d+), in ([\w<>.]+)$')
_ERROR = re.compile(r"^([A-Za-z_][\w.]*)(?::|$)")
_WARNS = re.compile(r"^(.+?):(\d+): (\w+(?:Warning|Error)):")
_FIXED = (
    "Traceback (most recent call last):",
    "The above exception was the direct cause of the following exception:",
    "During handling of the above exception, another exception occurred:",
)
# Words of our own and of libraries that see no text of the user's.
_KNOWN = re.compile(r"^(uncaught|Qt: .{0,200}|llama\.cpp: .{0,200})$")
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|“[^”\n]*”|‘[^’\n]*’|„[^“\n]*“|«[^»\n]*»|`[^`\n]*`")


def log(text: str) -> str:
    """A log with its times, levels, places in the code and kinds of errors, and no data."""
    kept, left_out, inside = list[str](), 0, False
    for line in text.splitlines():
        found, inside = _log_line(line, inside)
        if found is None:
            left_out += 1
            continue
        kept.append(found)
    if left_out:
        kept.append(f"({left_out} lines that may hold data are left out)")
    return "\n".join(kept)


def _log_line(line: str, inside: bool) -> tuple[str | None, bool]:
    """What is kept of a line, and whether a traceback goes on behind it."""
    head = _HEAD.match(line)
    if head:
        when, level, logger, message = head.groups()
        if not re.fullmatch(r"[\w.-]+", logger):
            logger = "?"
        return f"{when} {level} {logger} {_message(message)}".rstrip(), False
    if line.strip() in _FIXED:
        return line, True
    place = _FILE.match(line)
    if place:
        return f'{place[1]}File "{code_path(place[2])}", line {place[3]}, in {place[4]}', True
    error = _ERROR.match(line) if inside else None
    if error:
        rest = " (its text is left out)" if line.strip() != error[1] else ""
        return f"{_type_name(error[1])}{rest}", False
    return None, inside


def _message(message: str) -> str:
    if _KNOWN.match(message):
        return _QUOTED.sub("(left out)", message)
    warned = _WARNS.match(message)
    if warned:
        return f"{code_path(warned[1])}:{warned[2]}: {warned[3]}"
    return "(its text is left out)" if message else ""


def _type_name(name: str) -> str:
    """The name of an exception's type; another word at a line's beginning may be data."""
    last = name.rpartition(".")[2]
    ours = ("Error", "Exception", "Warning", "Interrupt", "Exit", "Cancelled", "Iteration")
    return name if last.endswith(ours) else "(an error)"


def code_path(path: str) -> str:
    """A source file's path from its package on; of other files only that there is one."""
    plain = path.replace("\\", "/")
    root = Path(__file__).resolve().parent.parent.as_posix()
    places = [sysconfig.get_paths().get(key, "") for key in ("purelib", "platlib", "stdlib")]
    for place in [root, getattr(sys, "_MEIPASS", ""), *places]:
        base = str(place).replace("\\", "/").rstrip("/")
        if base and plain.startswith(f"{base}/"):
            rest = plain[len(base) + 1 :]
            return rest.rpartition("site-packages/")[2] if "site-packages/" in rest else rest
    if "site-packages/" in plain:
        return plain.rpartition("site-packages/")[2]
    return plain if plain.startswith("<") and plain.endswith(">") else "(another file)"
