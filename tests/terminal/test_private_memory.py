"""What the program's memory holds stays in it, whatever ends the program."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

SETUP = """
import os, sys
from tui.crash import say_no_more_than_where
from tui.hardening import keep_memory_private
say_no_more_than_where()
keep_memory_private()
"""
SECRET = "HemmeligOrd"


def ended(script: str) -> subprocess.CompletedProcess[str]:
    """Run a program that may leave a core file in the current folder."""
    return subprocess.run(
        [sys.executable, "-c", SETUP + script],
        env={**os.environ, "LANGUAGE": "en"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2),
    )


def test_a_program_that_is_struck_down_leaves_no_core(home: Path) -> None:
    done = ended(f"""
import ctypes, resource
secret = "{SECRET}"
print(resource.getrlimit(resource.RLIMIT_CORE), getattr(ctypes.CDLL(None), "prctl", int)(3), flush=True)
os.abort()
""")
    assert done.returncode == -signal.SIGABRT
    dumpable = 0 if sys.platform == "linux" else 3
    assert done.stdout == f"(0, 0) {dumpable}\n"
    assert list(home.iterdir()) == []


def test_a_fault_that_nothing_catches_says_where_and_no_words_of_anybody() -> None:
    done = ended(f"""
import asyncio, threading

class Careless:
    def __del__(self):
        raise KeyError("{SECRET}")

def fail(*_):
    raise ValueError("{SECRET}")

async def forgotten():
    task = asyncio.create_task(failing())
    await asyncio.wait([task])

async def failing():
    fail()

asyncio.run(forgotten())
Careless()
thread = threading.Thread(target=fail)
thread.start()
thread.join()
fail()
""")
    assert done.returncode == 1
    assert SECRET not in done.stdout + done.stderr
    faults = done.stderr.split("samtale: ")[1:]
    assert [fault.splitlines()[-1].strip() for fault in faults] == [
        "KeyError",
        "ValueError",
        "ValueError",
    ]
    assert "<string>:" in faults[-1]
    assert " fail\n" in faults[-1]
