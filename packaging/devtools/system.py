"""System libraries: what is needed for what, whether it is there, and how to install it."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.console import DevError, failure, say, stream

# What a need is for. Later work adds its own (the window, its tests on a virtual screen, …).
VENV = "to make .venv"
LLAMA_BUILD = "to compile llama.cpp"
RUNTIME = "to run models"
WINDOW = "to show the window"
SCREEN = "to test the window on a virtual screen"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing the system must provide, and its package by package manager."""

    name: str
    purpose: str
    present: Callable[[], bool]
    apt: tuple[str, ...]
    dnf: tuple[str, ...]
    other: str  # for systems whose package manager we do not know


@dataclass(frozen=True, slots=True)
class System:
    """The package manager of this system and the right to use it."""

    manager: str  # "apt", "dnf" or ""
    prefix: tuple[str, ...] | None  # what makes a command root's; None: not without a password


def _has_compiler() -> bool:
    if sys.platform == "win32":
        return True  # Visual Studio is not on PATH; CMake finds it, or says so
    return any(shutil.which(name) for name in ("c++", "g++", "clang++"))


def _has_ensurepip() -> bool:
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def library_present(soname: str) -> Callable[[], bool]:
    """Whether the dynamic linker finds a library; Linux only, elsewhere wheels bring their own."""

    def present() -> bool:
        if sys.platform != "linux":
            return True
        try:
            ctypes.CDLL(soname)
        except OSError:
            return False
        return True

    return present


# What Qt's platform plug-in for X11 links to: shared library, Debian's package, Fedora's.
_QT = (
    ("libEGL.so.1", "libegl1", "libglvnd-egl"),
    ("libGL.so.1", "libgl1", "libglvnd-glx"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-randr.so.0", "libxcb-randr0", "libxcb"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-sync.so.1", "libxcb-sync1", "libxcb"),
    ("libxcb-xfixes.so.0", "libxcb-xfixes0", "libxcb"),
    ("libxcb-xinerama.so.0", "libxcb-xinerama0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
)


def _has_xvfb() -> bool:
    return sys.platform != "linux" or shutil.which("Xvfb") is not None


_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"

NEEDS: tuple[Need, ...] = (
    Need(
        "Python's venv module",
        VENV,
        _has_ensurepip,
        apt=(f"{_PYTHON}-venv",),
        dnf=("python3-libs",),
        other="a Python with its venv and ensurepip modules",
    ),
    Need(
        "a C++ compiler",
        LLAMA_BUILD,
        _has_compiler,
        apt=("build-essential",),
        dnf=("gcc-c++", "make"),
        other="a C++ compiler (macOS: xcode-select --install)",
    ),
    Need(
        "the OpenMP library libgomp",
        RUNTIME,
        library_present("libgomp.so.1"),
        apt=("libgomp1",),
        dnf=("libgomp",),
        other="libgomp, GCC's OpenMP library",
    ),
    *(
        Need(
            f"the library {soname.split('.so')[0]}",
            WINDOW,
            library_present(soname),
            apt=(apt,),
            dnf=(dnf,),
            other=soname,
        )
        for soname, apt, dnf in _QT
    ),
    Need(
        "the virtual screen Xvfb",
        SCREEN,
        _has_xvfb,
        apt=("xvfb", "xauth", "fonts-dejavu-core"),
        dnf=("xorg-x11-server-Xvfb", "xorg-x11-xauth", "dejavu-sans-fonts"),
        other="Xvfb",
    ),
)


def missing(purposes: Iterable[str], needs: Sequence[Need] = NEEDS) -> list[Need]:
    """The needs for these purposes that the system does not meet."""
    wanted = frozenset(purposes)
    return [need for need in needs if need.purpose in wanted and not need.present()]


def install_commands(needs: Sequence[Need], manager: str) -> list[list[str]]:
    """The commands that install them, without sudo; none where the manager is unknown."""
    if manager == "apt":
        packages = sorted({name for need in needs for name in need.apt})
        # --no-install-recommends keeps a workstation as small as it was.
        install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
        return [["apt-get", "update"], install]
    if manager == "dnf":
        packages = sorted({name for need in needs for name in need.dnf})
        return [["dnf", "install", "-y", *packages]]
    return []


def problem(needs: Sequence[Need], manager: str) -> DevError:
    """What is missing, for what, and the exact command that installs it."""
    names = ", ".join(f"{need.name} ({need.purpose})" for need in needs)
    commands = install_commands(needs, manager)
    if commands:
        hint = "Run: " + " && ".join("sudo " + " ".join(command) for command in commands)
    else:
        hint = "Install with your package manager: " + "; ".join(need.other for need in needs)
    return DevError(f"This system lacks {names}.", hint)


def detect() -> System:
    """The package manager, and whether we may use it without asking for a password."""
    manager = ""
    if sys.platform == "linux":
        if shutil.which("apt-get") and _is_debian_like():
            manager = "apt"
        elif shutil.which("dnf"):
            manager = "dnf"
    return System(manager, _root_prefix())


def _is_debian_like() -> bool:
    with contextlib.suppress(OSError):
        release = platform.freedesktop_os_release()
        return "debian" in {release.get("ID", ""), *release.get("ID_LIKE", "").split()}
    return Path("/etc/debian_version").exists()


def _root_prefix() -> tuple[str, ...] | None:
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return ()
    sudo = shutil.which("sudo")
    if sudo is None:
        return None
    asked = subprocess.run([sudo, "-n", "true"], capture_output=True, check=False)
    return (sudo, "-n") if asked.returncode == 0 else None


def ensure(purposes: Iterable[str], root: Path) -> None:
    """Install what is missing where that needs no question; otherwise say how to."""
    lacking = missing(purposes)
    if not lacking:
        return
    system = detect()
    # Other managers than apt are named, not run: we cannot test them.
    if system.manager != "apt" or system.prefix is None:
        raise problem(lacking, system.manager)
    say("Installing system packages: " + ", ".join(need.name for need in lacking))
    update, install = install_commands(lacking, system.manager)
    quiet = ("env", "DEBIAN_FRONTEND=noninteractive")
    # A failed update is no reason to stop: the package lists on disk may still do.
    for command in (update, install):
        outcome = stream(
            [*system.prefix, *quiet, *command],
            label=" ".join(command[:2]),
            env=os.environ,
            cwd=root,
        )
    lacking = missing(purposes)
    if lacking:
        if outcome.code != 0:
            say(failure("Installing system packages", outcome).message)
        raise problem(lacking, system.manager)
