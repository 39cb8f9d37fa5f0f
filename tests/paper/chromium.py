"""A Chromium without a window, driven through its DevTools protocol over two pipes.

Needs a ``chromium`` or ``google-chrome`` on the path and no other library. Every request that
the pages make is written down, whether it gets anywhere or not.
"""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 60.0
"""Seconds until an answer of the browser, or a condition, is given up."""

_SWITCHES = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-sandbox",  # the proof may run as root in a container; its pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--password-store=basic",
    "--force-color-profile=srgb",
)


def program() -> str | None:
    """Return the path of a Chromium on this machine, if there is one."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


class BrowserError(Exception):
    """What the browser would not do."""


class Browser:
    """One page of a running Chromium."""

    def __init__(self, process: subprocess.Popen[bytes], write_to: int, read_from: int) -> None:
        """Take a browser that was just started, and open a page in it."""
        self._process, self._write_to, self._read_from = process, write_to, read_from
        self._pending = b""
        self._number = 0
        self.events: list[dict[str, Any]] = []
        """All that the browser has told unasked."""
        self._session = ""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Have the browser do something, and return its answer."""
        number = self._send(method, parameters)
        while (answer := self._next(PATIENCE)).get("id") != number:
            self._take_in(answer)
        if "error" in answer:
            raise BrowserError(f"{method}: {answer['error']['message']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _send(self, method: str, parameters: dict[str, Any]) -> int:
        self._number += 1
        message: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._write_to, data) :]
        return self._number

    def _take_in(self, said: dict[str, Any]) -> None:
        """Keep an event; a question that a page asks is answered with yes, as it asks for it."""
        if "method" in said:
            self.events.append(said)
        if said.get("method") == "Page.javascriptDialogOpening":
            self._send("Page.handleJavaScriptDialog", {"accept": True})

    def wait(self, what: str, condition: Callable[[], object]) -> None:
        """Take in events until ``condition`` holds."""
        latest = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > latest:
                raise BrowserError(f"{what}: waited for in vain")
            try:
                self._take_in(self._next(0.05))
            except TimeoutError:
                continue

    def open(self, address: str) -> None:
        """Go to a page, and wait until it is loaded."""
        before = len(self.events)
        self.call("Page.navigate", url=address)
        self.wait(address, lambda: "Page.loadEventFired" in self.told_since(before))

    def told_since(self, before: int) -> list[str]:
        """Return the names of the events from the one of that number on."""
        return [event["method"] for event in self.events[before:]]

    def run(self, script: str, *arguments: object) -> Any:
        """Call a JavaScript function, given as its source, and return what it returns."""
        given = ", ".join(json.dumps(one) for one in arguments)
        answer = self.call(
            "Runtime.evaluate",
            expression=f"({script})({given})",
            returnByValue=True,
            awaitPromise=True,
            userGesture=True,
        )
        if "exceptionDetails" in answer:
            raise BrowserError(json.dumps(answer["exceptionDetails"])[:2000])
        return answer["result"].get("value")

    def print_to(self, path: Path) -> None:
        """Print the page as PDF, on the paper and with the margins that it asks for."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        path.write_bytes(base64.b64decode(printed["data"]))

    def picture(self, width: int, height: int = 900, *, dark: bool = False) -> bytes:
        """Return a PNG of the whole page in a window of that width."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        shot = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        return base64.b64decode(shot["data"])

    def save_to(self, folder: Path) -> None:
        """Have what pages save go into a folder, and tell when it is there."""
        session, self._session = self._session, ""
        self.call(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(folder),
            eventsEnabled=True,
        )
        self._session = session

    def strayed(self, *own: str) -> tuple[int, list[str]]:
        """Return how often a page asked for what doesn't begin with ``own``, and all that is wrong.

        What the browser had to say about the page is wrong, too: a refused style for one.
        """
        away = [one for one in self._requests() if not one.startswith((*own, "about:"))]
        complaints = [
            event["params"]["entry"]["text"]
            for event in self.events
            if event["method"] == "Log.entryAdded"
        ]
        wrong = [f"asked for {one}" for one in away]
        return len(away), wrong + [f"the browser complains: {one}" for one in complaints]

    def _requests(self) -> list[str]:
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event["method"] == "Network.requestWillBeSent"
        ]

    def _next(self, patience: float) -> dict[str, Any]:
        while b"\0" not in self._pending:
            if not select.select([self._read_from], [], [], patience)[0]:
                raise TimeoutError("the browser says nothing")
            if not (more := os.read(self._read_from, 1 << 20)):
                raise BrowserError(f"the browser ended, status {self._process.poll()}")
            self._pending += more
        message, self._pending = self._pending.split(b"\0", 1)
        said: dict[str, Any] = json.loads(message)
        return said


@contextmanager
def browser(*switches: str) -> Iterator[Browser]:
    """Start a Chromium with a profile that is gone afterwards."""
    path = program()
    if path is None:
        raise BrowserError(f"none of {', '.join(NAMES)} is on the path")
    to_browser, from_us = os.pipe()
    from_browser, to_us = os.pipe()
    with TemporaryDirectory(prefix="samtale-chromium.") as profile:
        # The browser reads its orders from descriptor 3 and answers on 4.
        fds = f'exec "$0" "$@" 3<&{to_browser} 4>&{to_us}'
        command = [path, *_SWITCHES, *switches, f"--user-data-dir={profile}", "about:blank"]
        process = subprocess.Popen(
            ["bash", "-c", fds, *command],
            pass_fds=(to_browser, to_us),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(to_browser)
        os.close(to_us)
        try:
            yield Browser(process, from_us, from_browser)
        finally:
            os.close(from_us)
            process.terminate()
            process.wait(PATIENCE)
            os.close(from_browser)
