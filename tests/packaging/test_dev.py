"""packaging/dev.py and its helpers: what they decide, without installing anything."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import dev
from devtools import checks, console, environment, system, wheelhouse
from devtools.environment import Stamp, Tree

ROOT = Path(__file__).resolve().parents[2]


def need(name: str, purpose: str, *, present: bool) -> system.Need:
    return system.Need(
        name, purpose, lambda: present, apt=(f"{name}-deb",), dnf=(f"{name}-rpm",), other=name
    )


NEEDS = (
    need("venv", system.VENV, present=False),
    need("compiler", system.LLAMA_BUILD, present=False),
    need("gomp", system.RUNTIME, present=True),
)


# --- system libraries


def test_only_needs_of_the_purpose_that_are_absent_are_missing() -> None:
    assert [n.name for n in system.missing([system.LLAMA_BUILD], NEEDS)] == ["compiler"]
    assert system.missing([system.RUNTIME], NEEDS) == []
    both = system.missing([system.VENV, system.LLAMA_BUILD], NEEDS)
    assert [n.name for n in both] == ["venv", "compiler"]


def test_the_exact_command_is_named() -> None:
    lacking = system.missing([system.VENV, system.LLAMA_BUILD], NEEDS)
    apt = system.problem(lacking, "apt")
    assert apt.message == "This system lacks venv (to make .venv), compiler (to compile llama.cpp)."
    assert "sudo apt-get update && sudo apt-get install -y" in apt.hint
    assert apt.hint.endswith("compiler-deb venv-deb")
    assert system.problem(lacking, "dnf").hint == ("Run: sudo dnf install -y compiler-rpm venv-rpm")
    assert system.problem(lacking, "").hint == ("Install with your package manager: venv; compiler")


def test_without_the_right_to_install_the_user_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(system, "missing", lambda _purposes: list(NEEDS[:1]))
    monkeypatch.setattr(system, "detect", lambda: system.System("apt", None))
    with pytest.raises(console.DevError, match="lacks venv") as caught:
        system.ensure([system.VENV], tmp_path)
    assert "sudo apt-get install -y" in caught.value.hint


def test_every_need_names_its_packages_everywhere() -> None:
    assert {n.purpose for n in system.NEEDS} >= {system.VENV, system.LLAMA_BUILD, system.RUNTIME}
    assert all(n.apt and n.dnf and n.other for n in system.NEEDS)


@pytest.mark.skipif(sys.platform != "linux", reason="the dynamic linker of Linux")
def test_a_library_that_is_absent_is_seen() -> None:
    assert system.library_present("libc.so.6")()
    assert not system.library_present("libno-such-thing.so.9")()


# --- the stamp and the environment


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    (tmp_path / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging/constraints.txt").write_text("torch==2.13.0\nllama-cpp-python==1.2\n")
    made = Tree(tmp_path)
    made.venv.mkdir()
    made.python.parent.mkdir()
    made.python.touch()
    write_config(made, "3.11.7", made.venv)
    return made


def write_config(tree: Tree, version: str, target: Path) -> None:
    (tree.venv / "pyvenv.cfg").write_text(
        f"home = /usr/bin\nversion = {version}\ncommand = /usr/bin/python3 -m venv --clear {target}"
    )


def test_an_untouched_tree_is_up_to_date(tree: Tree) -> None:
    assert not environment.wanted_stamp(tree).satisfied_by(environment.read_stamp(tree.venv))
    environment.write_stamp(tree.venv, environment.wanted_stamp(tree))
    assert environment.wanted_stamp(tree).satisfied_by(environment.read_stamp(tree.venv))


@pytest.mark.parametrize("change", ["pyproject.toml", "packaging/constraints.txt", "python", "ui"])
def test_any_changed_input_makes_the_stamp_stale(tree: Tree, change: str) -> None:
    environment.write_stamp(tree.venv, environment.wanted_stamp(tree))
    if change == "python":
        write_config(tree, "3.12.1", tree.venv)
    elif change == "ui":
        (tree.root / "ui").mkdir()
        (tree.root / "ui/__init__.py").touch()
    else:
        with (tree.root / change).open("a") as handle:
            handle.write("# changed\n")
    assert not environment.wanted_stamp(tree).satisfied_by(environment.read_stamp(tree.venv))


def test_a_torch_index_is_asked_for_once_and_kept(tree: Tree) -> None:
    chosen = environment.wanted_stamp(tree, "file:///wheels?password=hunter2")
    assert not chosen.satisfied_by(environment.wanted_stamp(tree))
    environment.write_stamp(tree.venv, chosen)
    assert "hunter2" not in (tree.venv / environment.STAMP).read_text()
    recorded = environment.read_stamp(tree.venv)
    assert environment.wanted_stamp(tree).satisfied_by(recorded)
    assert not environment.wanted_stamp(tree, "file:///other").satisfied_by(recorded)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"other": 1}', "null"])
def test_a_torn_stamp_counts_as_none(tree: Tree, text: str) -> None:
    (tree.venv / environment.STAMP).write_text(text)
    assert environment.read_stamp(tree.venv) is None
    assert not Stamp("x").satisfied_by(None)


def test_an_environment_that_cannot_work_is_seen(tree: Tree, tmp_path: Path) -> None:
    assert environment.venv_defect(tree) == ""
    write_config(tree, "3.11.7", tmp_path / "elsewhere" / ".venv")
    assert environment.venv_defect(tree) == "it was made for another folder"
    write_config(tree, "3.9.2", tree.venv)
    assert environment.venv_defect(tree) == "it holds Python 3.9"
    write_config(tree, "3.11.7", tree.venv)
    tree.python.unlink()
    assert environment.venv_defect(tree) == "its Python is gone"
    (tree.venv / "pyvenv.cfg").unlink()
    assert environment.venv_defect(tree) == "there is none yet"


def test_children_are_offline_and_keep_the_users_pip_settings() -> None:
    env = environment.child_env({"PATH": "/bin", "PIP_FIND_LINKS": "/w", "PIP_USER": "1"})
    assert env["HF_HUB_OFFLINE"] == env["TRANSFORMERS_OFFLINE"] == "1"
    assert env["HF_HUB_DISABLE_TELEMETRY"] == "1"
    assert (env["PIP_FIND_LINKS"], env["PIP_USER"]) == ("/w", "0")


def test_the_constraints_are_exact_and_agree_with_the_project() -> None:
    text = (ROOT / "packaging/constraints.txt").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert all(line.count("==") == 1 and "+" not in line for line in lines), lines
    names = [line.split("==")[0].lower().replace("_", "-") for line in lines]
    assert len(names) == len(set(names))
    assert "gguf" not in names
    with (ROOT / "pyproject.toml").open("rb") as handle:
        project = tomllib.load(handle)["project"]
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = requirement.split("=")[0].rstrip(">")
        assert name in names
        if "==" in requirement:
            assert requirement in lines
    with pytest.raises(console.DevError):
        environment.pinned(text, "no-such-distribution")


# --- the llama.cpp wheel


def make_wheel(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("llama_cpp/lib/libllama.so", os.urandom(5000) + b"0" * 5000)
        archive.writestr(
            "llama_cpp_python-1.2.dist-info/RECORD",
            "llama_cpp/lib/libllama.so,sha256=x,10000\nllama_cpp_python-1.2.dist-info/RECORD,,\n",
        )
    return path


def test_a_wheel_is_whole_until_a_byte_changes(tmp_path: Path) -> None:
    wheel = make_wheel(tmp_path / "a.whl")
    assert wheelhouse.wheel_is_whole(wheel)
    whole = wheel.read_bytes()
    for damaged in (whole[:2000], whole[:-10], b"", whole[:100] + b"\xff" + whole[101:]):
        wheel.write_bytes(damaged)
        assert not wheelhouse.wheel_is_whole(wheel)
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("x.dist-info/RECORD", "llama_cpp/gone.py,sha256=x,1\n")
    assert not wheelhouse.wheel_is_whole(wheel)
    assert not wheelhouse.wheel_is_whole(tmp_path / "absent.whl")


def test_a_broken_wheel_is_removed_and_a_foreign_one_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    ours = make_wheel(tmp_path / "llama_cpp_python-1.2-py3-none-linux_x86_64.whl")
    foreign = tmp_path / "llama_cpp_python-1.2-py3-none-linux_aarch64.whl"
    foreign.write_bytes(b"not ours to judge")
    assert wheelhouse.find_wheel(tmp_path, "1.2") == ours
    assert wheelhouse.find_wheel(tmp_path, "1.3") is None
    ours.write_bytes(ours.read_bytes()[:3000])
    assert wheelhouse.find_wheel(tmp_path, "1.2") is None
    assert not ours.exists()
    assert foreign.exists()


@pytest.mark.parametrize(
    ("tag", "platform", "machine", "fits"),
    [
        ("linux_x86_64", "linux", "x86_64", True),
        ("manylinux_2_28_x86_64", "linux", "x86_64", True),
        ("linux_aarch64", "linux", "x86_64", False),
        ("macosx_14_0_arm64", "darwin", "arm64", True),
        ("win_amd64", "win32", "AMD64", True),
        ("win_amd64", "linux", "x86_64", False),
    ],
)
def test_a_wheel_fits_its_own_platform(tag: str, platform: str, machine: str, fits: bool) -> None:
    name = f"llama_cpp_python-1.2-py3-none-{tag}.whl"
    assert wheelhouse.wheel_fits(name, "1.2", platform, machine) is fits
    assert not wheelhouse.wheel_fits(name, "1.20", platform, machine)


@pytest.mark.skipif(sys.platform != "linux", reason="the XDG rules")
def test_the_cache_is_outside_the_tree_and_can_be_chosen() -> None:
    assert wheelhouse.cache_dir({"STILLROOM_CACHE": "/c"}) == Path("/c")
    assert wheelhouse.cache_dir({"XDG_CACHE_HOME": "/x"}) == Path("/x/stillroom")
    default = Path.home() / ".cache/stillroom"
    assert wheelhouse.cache_dir({}) == wheelhouse.cache_dir({"XDG_CACHE_HOME": "rel"}) == default


def test_a_lock_is_held_by_one_process(tmp_path: Path) -> None:
    lock = tmp_path / "locks" / "one"
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'packaging')!r})\n"
        "from pathlib import Path\nfrom devtools import wheelhouse\n"
        f"with wheelhouse.locked(Path({str(lock)!r}), 'it is busy'):\n    print('mine')\n"
    )
    with wheelhouse.locked(lock, "busy"):
        other = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
        assert other.stdout is not None
        assert other.stdout.readline() == "Waiting: it is busy.\n"
    out, _ = other.communicate(timeout=30)
    assert (out, other.returncode) == ("mine\n", 0)


# --- running programs


def test_output_comes_through_with_signs_of_life(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code = "import time; print('first'); time.sleep(0.5); raise SystemExit(3)"
    outcome = console.stream(
        [sys.executable, "-u", "-c", code], label="work", env=os.environ, cwd=tmp_path, tick_s=0.1
    )
    printed = capsys.readouterr().out
    assert (outcome.code, outcome.tail) == (3, "first\n")
    assert "first" in printed
    assert "… work: 0 s" in printed


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        (
            "NewConnectionError: Temporary failure in name resolution\n"
            "ERROR: No matching distribution found for torch==2.13.0",
            "cannot be reached",
        ),
        ("ERROR: No matching distribution found for torch==9", "does not have a version"),
        ("SSLError(CERTIFICATE_VERIFY_FAILED)", "not trusted"),
        ("something else", "exit code 7"),
    ],
)
def test_a_failure_is_one_message_with_a_hint(line: str, cause: str) -> None:
    error = console.failure("Installing", console.Outcome(7, line))
    assert cause in error.message
    assert error.hint


# --- check


def test_planted_rule_violations_are_found(tmp_path: Path) -> None:
    files = {
        "app/good.py": '"""Purpose."""\n' + "x = 1\n" * 399,
        "app/long.py": '"""Purpose."""\n' + "x = 1\n" * 400,
        "ui/bare.py": "import os\n",
        "packaging/empty.py": "",
        "tests/late.py": '\n"""Purpose, but not in the first line."""\n',
        "tests/blank.py": '"""\nPurpose, but not in the first line.\n"""\n',
        "app/__pycache__/skipped.py": "",
        "app/.hidden/skipped.py": "",
        "elsewhere/free.py": "",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    assert checks.too_long(tmp_path) == ["app/long.py: 401 lines, the cap is 400"]
    assert [line.split(":")[0] for line in checks.without_purpose(tmp_path)] == [
        "ui/bare.py",
        "packaging/empty.py",
        "tests/blank.py",
        "tests/late.py",
    ]


def test_all_checks_run_whatever_fails(capsys: pytest.CaptureFixture[str]) -> None:
    failed = checks.run_checks(
        [
            checks.Check("one", lambda: (False, "why one")),
            checks.Check("two", lambda: (True, "")),
            checks.Check("three", lambda: (False, "why three")),
        ]
    )
    assert failed == ["one", "three"]
    printed = capsys.readouterr().out
    assert "check two: ok" in printed
    assert "  why one" in printed
    assert "  why three" in printed


# --- the command line


def test_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {verb} " in printed for verb in dev.VERBS)


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["check", "x"], ["bench", "no-such"]])
def test_wrong_usage_is_2(arguments: list[str]) -> None:
    assert dev.main(arguments) == 2


def test_scripts_are_listed_without_helpers(tmp_path: Path) -> None:
    for name in ("loss", "_common", "conftest", "__init__", "data"):
        (tmp_path / f"{name}.py").touch()
    assert dev.script_names(tmp_path) == ["data", "loss"]


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (console.DevError("Broken.", "Mend it."), 1, "Error: Broken.\nHint: Mend it."),
        (OSError(28, "No space left on device"), 1, "Make room"),
        (KeyboardInterrupt(), 130, "Interrupted."),
    ],
)
def test_an_end_is_one_message_and_no_traceback(
    error: BaseException,
    code: int,
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(_arguments: object) -> int:
        raise error

    monkeypatch.setitem(dev.VERBS, "check", fail)
    assert dev.main(["check"]) == code
    assert said in capsys.readouterr().err
