"""Set up, try, run, check and test Stillroom: python3 packaging/dev.py --help."""

import sys

# Before any other import, and in syntax that older versions parse, so that they can say it.
if sys.version_info < (3, 11):  # noqa: UP036  the bound in pyproject.toml does not guard this file
    sys.exit(
        "Stillroom needs Python 3.11 or newer; this is Python "
        + sys.version.split()[0]
        + ". Run it with a newer one, for example: python3.11 packaging/dev.py"
    )

import argparse
import errno
import os
import platform
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from devtools import checks, system, translations
from devtools.console import DevError, run_through, say
from devtools.environment import Tree, child_env, setup

HELP = """\
usage: python3 packaging/dev.py VERB [ARGUMENTS]

New here? `python3 packaging/dev.py demo` makes the environment and shows the whole journey:
a small teacher, its answers, a distilled student, and a GGUF file that answers offline.

verbs:
  setup        make .venv in this folder and install everything into it: system libraries
               (or the command that installs them), the pinned Python packages, llama.cpp.
               The first time takes 10 minutes or more, most of it compiling llama.cpp; later
               it is done in a moment. All other verbs run it first.
                 --torch-index URL   take torch from this index (a CPU or a CUDA build);
                                     default: STILLROOM_TORCH_INDEX, else what pip finds
  demo  [...]  run the whole journey on the starter model (arguments go to `stillroom demo`)
  app   [...]  open Stillroom (arguments go to `stillroom`)
  translations bring the window's translations up to date with its strings, and compile them
  screenshots [...]  pictures of every page, light and dark, into screenshots/ (ignored by git)
  e2e   [...]  the sample journey in the real window, on the starter model (takes its time)
  test  [...]  check, then pytest (arguments go to pytest); what CI runs
  check        format, lint, types, import contracts, file rules; reports all that fail
  bench  NAME  measure one thing (tests/bench/NAME.py); without NAME: list them
  faults NAME  run one reliability campaign (tests/faults/NAME.py); without NAME: list them

environment variables:
  STILLROOM_CACHE        where the compiled llama.cpp wheel is kept, outside this folder
                         (default: stillroom/ in your cache folder)
  STILLROOM_TORCH_INDEX  see --torch-index

exit codes: 0 success, 1 an error with one message and one hint, 2 wrong usage,
130 interrupted; demo, app, test, bench and faults pass on the program's own.
"""

TREE = Tree(Path(__file__).resolve().parent.parent)


class UsageError(Exception):
    """A command line that makes no sense; exit code 2."""


def verb_setup(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="dev.py setup", allow_abbrev=False)
    parser.add_argument("--torch-index", metavar="URL", default=_torch_index())
    setup(TREE, parser.parse_args(arguments).torch_index)
    say(f"Ready: {TREE.venv}")
    return 0


def _torch_index() -> str:
    return os.environ.get("STILLROOM_TORCH_INDEX", "")


def _stillroom(*arguments: str) -> int:
    setup(TREE, _torch_index())
    return run_through([TREE.script("stillroom"), *arguments], env=child_env(), cwd=Path.cwd())


def verb_demo(arguments: Sequence[str]) -> int:
    return _stillroom("demo", *arguments)


def verb_app(arguments: Sequence[str]) -> int:
    return _stillroom(*arguments)


def verb_check(arguments: Sequence[str]) -> int:
    if arguments:
        raise UsageError("check takes no arguments")
    setup(TREE, _torch_index())
    return _summary(checks.run_checks(checks.all_checks(TREE)))


def verb_test(arguments: Sequence[str]) -> int:
    setup(TREE, _torch_index())
    system.ensure([system.SCREEN], TREE.root)
    say(f"Python {platform.python_version()} on {platform.platform()}, {os.cpu_count()} cores")
    failed = checks.run_checks(checks.all_checks(TREE))
    # The tests run even when a check failed: one run tells everything there is to mend.
    code = run_through([TREE.python, "-m", "pytest", *arguments], env=child_env(), cwd=TREE.root)
    if code == 130:
        return code
    return _summary([*failed, *([f"pytest (exit code {code})"] if code else [])])


def _summary(failed: Sequence[str]) -> int:
    say("FAILED: " + ", ".join(failed) if failed else "All passed.")
    return 1 if failed else 0


def script_names(folder: Path) -> list[str]:
    """The benches or campaigns in a folder; a leading underscore marks a helper."""
    names = (path.stem for path in folder.glob("*.py"))
    return sorted(name for name in names if not name.startswith("_") and name != "conftest")


def _run_script(kind: str, arguments: Sequence[str]) -> int:
    folder = TREE.root / "tests" / kind
    names = script_names(folder)
    name = arguments[0] if arguments else ""
    if name not in names:
        listing = "".join(f"\n  {each}" for each in names) or " none yet"
        if name:
            raise UsageError(f"there is no {kind} {name!r}; there are:{listing}")
        say(f"{kind} NAME, one of:{listing}")
        return 0
    setup(TREE, _torch_index())
    command: list[str | Path] = [TREE.python, folder / f"{name}.py", *arguments[1:]]
    env = child_env()
    # A script started by path sees its own folder only; `tests.fakes` lies at the root.
    env["PYTHONPATH"] = os.pathsep.join(filter(None, [str(TREE.root), env.get("PYTHONPATH")]))
    return run_through(command, env=env, cwd=TREE.root)


def verb_translations(arguments: Sequence[str]) -> int:
    if arguments:
        raise UsageError("translations takes no arguments")
    setup(TREE, _torch_index())
    for line in translations.update(TREE):
        say(line)
    return 0


def verb_screenshots(arguments: Sequence[str]) -> int:
    setup(TREE, _torch_index())
    system.ensure([system.SCREEN], TREE.root)
    env = child_env() | {"PYTHONPATH": str(TREE.root)}
    script = TREE.root / "tests" / "ui" / "screenshots.py"
    return run_through([TREE.python, script, *arguments], env=env, cwd=TREE.root)


def verb_e2e(arguments: Sequence[str]) -> int:
    setup(TREE, _torch_index())
    system.ensure([system.SCREEN], TREE.root)
    env = child_env() | {"STILLROOM_E2E_STARTER": "1"}
    command: list[str | Path] = [
        TREE.python,
        "-m",
        "pytest",
        "tests/e2e/test_window.py",
        "-s",
        *arguments,
    ]
    return run_through(command, env=env, cwd=TREE.root)


def verb_bench(arguments: Sequence[str]) -> int:
    return _run_script("bench", arguments)


def verb_faults(arguments: Sequence[str]) -> int:
    return _run_script("faults", arguments)


VERBS: dict[str, Callable[[Sequence[str]], int]] = {
    "setup": verb_setup,
    "demo": verb_demo,
    "app": verb_app,
    "translations": verb_translations,
    "screenshots": verb_screenshots,
    "e2e": verb_e2e,
    "test": verb_test,
    "check": verb_check,
    "bench": verb_bench,
    "faults": verb_faults,
}


def _terminated(_signal: int, _frame: object) -> None:
    sys.exit(143)  # as an exception, so that compilers and children end with us


def main(arguments: Sequence[str]) -> int:
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        say(HELP)
        return 0 if arguments else 2
    verb = VERBS.get(arguments[0])
    try:
        if verb is None:
            raise UsageError(f"there is no verb {arguments[0]!r}")
        return verb(arguments[1:])
    except UsageError as error:
        print(f"dev.py: {error}\nSee: python3 packaging/dev.py --help", file=sys.stderr)
        return 2
    except DevError as error:
        _report(error.message, error.hint)
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = "Make room" if full else "Mend that"
        _report(str(error), f"{hint} and run the same command again; it goes on where it stopped.")
    return 1


def _report(message: str, hint: str) -> None:
    print(f"\nError: {message}", file=sys.stderr)
    if hint:
        print(f"Hint: {hint}", file=sys.stderr)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, _terminated)
    sys.exit(main(sys.argv[1:]))
