"""The guards that every test stands behind do guard."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from app import paths
from tests.conftest import left_behind, running


def test_the_home_is_the_tests_own(tmp_path: Path) -> None:
    assert paths.home().is_relative_to(tmp_path)
    assert paths.models().is_relative_to(tmp_path)
    assert paths.default_workspace().is_relative_to(tmp_path)


@pytest.mark.parametrize("address", [("192.0.2.1", 9), ("example.invalid", 9), ("2001:db8::1", 9)])
@pytest.mark.parametrize("name", ["connect", "connect_ex"])
def test_no_socket_leaves_this_machine(name: str, address: tuple[str, int]) -> None:
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with socket.socket(family) as client:
        client.settimeout(1)
        with pytest.raises(Exception, match="a test tried to reach") as caught:
            getattr(client, name)(address)
    assert not isinstance(caught.value, OSError)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = server.getsockname()
        with socket.create_connection(("localhost", address[1])) as client:
            assert client.getpeername() == address


def test_a_child_process_left_behind_is_noticed() -> None:
    before = running()
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        found = left_behind(before, grace=0)
        child.communicate(b"\n")
    assert len(found) == 1
    assert f"process {child.pid}" in found[0]
    assert left_behind(before) == []


def test_a_thread_left_behind_is_noticed() -> None:
    before = running()
    end = threading.Event()
    threads = [
        threading.Thread(target=end.wait, name="worker-thread"),
        threading.Thread(target=end.wait, name="daemon-thread", daemon=True),
    ]
    for thread in threads:
        thread.start()
    found = left_behind(before, grace=0)
    end.set()
    for thread in threads:
        thread.join()
    assert found == ["thread worker-thread"]


def test_model_libraries_are_told_to_stay_offline() -> None:
    assert os.environ["HF_HUB_OFFLINE"] == "1"
