"""`portal run`: two processes, one Ctrl-C."""

import os
import shutil
import signal
import socket

import httpx2 as httpx
import pytest

from tests.processes.portals import Running, alive, children_of, portal, until


@pytest.fixture(scope="module")
def shared(ready, tmp_path_factory):
    """One `portal run` for the tests that do not end it."""
    folder = shutil.copytree(ready, tmp_path_factory.mktemp("run") / "instance")
    running = Running(folder, "run").start()
    yield running
    running.cleanup()


def test_both_processes_run_and_the_address_is_printed(shared):
    assert set(children_of(shared.process.pid)) == {"web", "worker"}
    assert f"The portal is at {shared.address}" in shared.output
    assert httpx.get(f"{shared.address}/readyz").status_code == 200


def test_ctrl_c_ends_everything_within_seconds_and_leaves_no_child(start):
    running = start("run")
    children = children_of(running.process.pid)
    assert until(lambda: "at work" in running.output)
    assert running.end(signal.SIGINT) < 5
    assert not [role for role, pid in children.items() if alive(pid)]
    assert running.process.returncode == 0
    assert "Traceback" not in running.output


def test_a_closed_terminal_ends_both_as_well(start):
    running = start("run")
    children = children_of(running.process.pid)
    running.end(signal.SIGHUP)
    assert not [role for role, pid in children.items() if alive(pid)]


@pytest.mark.parametrize("role", ["worker", "web"])
def test_a_killed_process_is_started_again(shared, role):
    before = children_of(shared.process.pid)[role]
    os.kill(before, signal.SIGKILL)
    assert until(lambda: children_of(shared.process.pid).get(role, before) != before)
    assert until(shared.answers)
    assert f"the {role} process ended (-9); starting it again" in shared.output


def test_demo_sign_ins_are_printed_where_the_demo_is_loaded(start, demo_folder):
    running = start("run", demo_folder)
    assert "admin@demo.example" in running.output
    assert "demo-code" in running.output


def test_a_port_in_use_is_one_sentence(folder):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = portal(folder, "run", PORT=str(port))
    assert done.returncode == 1
    assert done.stderr.decode().strip() == (
        f"A setting is wrong: PORT {port} is in use; choose another with PORT=8001."
    )


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"PORT": "abc"}, "PORT"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"PORTAL_ENV": "production"}, "SECRET_KEY"),
    ],
)
def test_a_wrong_setting_stops_with_a_sentence_that_names_it(tmp_path, settings, name):
    done = portal(tmp_path, "run", **settings)
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"A setting is wrong: {name} ")
    assert done.stderr.count(b"\n") == 1


@pytest.mark.parametrize("command", ["run", "status"])
def test_a_database_that_was_never_made_is_one_sentence(tmp_path, command):
    done = portal(tmp_path, command)
    assert done.returncode == 1
    assert b"Has 'portal init' been run?" in done.stderr
    assert b"Traceback" not in done.stderr
