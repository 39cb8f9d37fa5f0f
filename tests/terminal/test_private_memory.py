"""What the program's memory holds stays in it, whatever ends the program."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import tui.cli
from tui.__main__ import main
tui.cli.run = lambda words: exec(words[0], {})
main()
"""
SECRET = "HemmeligOrd"


def ended(script: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the program with a script as its command line; it may leave a core file behind."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, script],
        env={**os.environ, "LANGUAGE": "en", **environ},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2),
    )


def test_a_program_that_is_struck_down_leaves_no_core_and_no_log_of_keys(home: Path) -> None:
    done = ended(
        f"""
import ctypes, os, resource
secret = "{SECRET}"
dumpable = getattr(ctypes.CDLL(None), "prctl", int)(3)
print(resource.getrlimit(resource.RLIMIT_CORE), dumpable, flush=True)
print([name for name in os.environ if name.startswith("TEXTUAL")], flush=True)
os.abort()
""",
        TEXTUAL="debug,devtools",
        TEXTUAL_DEBUG="1",
        TEXTUAL_LOG=str(home / "log"),
        TEXTUAL_SCREENSHOT="1",
    )
    assert done.returncode == -signal.SIGABRT
    assert done.stdout == f"(0, 0) {0 if sys.platform == 'linux' else 3}\n[]\n"
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
