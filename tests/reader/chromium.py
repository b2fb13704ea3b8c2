"""A headless Chromium driven over a pipe in its DevTools protocol; no driver need be installed."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE = 30.0
Plain = dict[str, Any]
FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--proxy-server=127.0.0.1:9",  # nobody listens there: whatever asks for the network fails
)


def program() -> str:
    """Where Chromium is, or a skip that says so."""
    asked = os.environ.get("FIELDAPP_CHROMIUM", "")
    found = asked or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.skip("no Chromium or Chrome is installed here: set FIELDAPP_CHROMIUM to run this")
    return found


class Chromium:
    """One running browser; every page of it is a `Tab`."""

    def __init__(self, home: Path) -> None:
        """Start it with a home, a profile and a download folder of its own."""
        self.downloads = home / "downloads"
        self.downloads.mkdir(parents=True)
        ours, theirs = os.pipe(), os.pipe()
        self._to, self._from = ours[1], theirs[0]
        self._numbers, self._held, self._text = itertools.count(1), list[Plain](), b""
        command = [program(), *FLAGS, f"--user-data-dir={home / 'profile'}", "about:blank"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # as root it starts in no other way
        self._process = _start(command, ours[0], theirs[1], home)
        for each in (ours[0], theirs[1]):
            os.close(each)
        try:
            self.call("Browser.getVersion")
        except EOFError:
            self.close()
            pytest.skip("Chromium is installed, but does not start here")
        self.call(
            "Browser.setDownloadBehavior",
            behavior="allow",
            downloadPath=str(self.downloads),
            eventsEnabled=True,
        )

    def close(self) -> None:
        """End it, and wait until it is gone."""
        with contextlib.suppress(OSError, EOFError):
            self._send("Browser.close", {}, None)
        for each in (self._to, self._from):
            os.close(each)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def call(self, method: str, session: str | None = None, **parameters: Any) -> Plain:
        """Ask for something, and wait for the answer."""
        number = self._send(method, parameters, session)
        answer = self.wait(lambda each: each.get("id") == number)
        if "error" in answer:
            raise AssertionError(f"{method}: {answer['error']['message']}")
        result: Plain = answer["result"]
        return result

    def _send(self, method: str, parameters: Plain, session: str | None) -> int:
        number = next(self._numbers)
        message: Plain = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        content = json.dumps(message).encode() + b"\0"
        while content:
            content = content[os.write(self._to, content) :]
        return number

    def wait(self, wanted: Any) -> Plain:
        """The first message that is wanted, of those that came or will come."""
        until = time.monotonic() + PATIENCE
        while True:
            for at, each in enumerate(self._held):
                if wanted(each):
                    return self._held.pop(at)
            self._read(until - time.monotonic())

    def seen(self, method: str, session: str) -> list[Plain]:
        """Every event of this name that came from a page and was not waited for."""
        return [
            each["params"]
            for each in self._held
            if each.get("method") == method and each.get("sessionId") == session
        ]

    def _read(self, left: float) -> None:
        if left <= 0 or not select.select([self._from], [], [], left)[0]:
            raise AssertionError("Chromium did not answer in time")
        content = os.read(self._from, 1 << 20)
        if not content:
            raise EOFError
        *whole, self._text = (self._text + content).split(b"\0")
        self._held += [json.loads(each) for each in whole]

    @contextmanager
    def tab(self, page: Path, *, dark: bool = False) -> Iterator[Tab]:
        """A page in a context of its own, closed at the end."""
        context = self.call("Target.createBrowserContext")["browserContextId"]
        made = self.call("Target.createTarget", url="about:blank", browserContextId=context)
        target = made["targetId"]
        session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.call(
            "Browser.setDownloadBehavior",
            behavior="allow",
            browserContextId=context,
            downloadPath=str(self.downloads),
            eventsEnabled=True,
        )
        self._held.clear()
        tab = Tab(self, session)
        tab.open(page, dark=dark)
        yield tab
        self.call("Target.disposeBrowserContext", browserContextId=context)


def _start(command: list[str], given: int, answers: int, home: Path) -> subprocess.Popen[bytes]:
    def put_in_place() -> None:
        # Chromium reads its orders from 3 and answers on 4; both may stand in each other's place.
        high = [os.dup(each) for each in (given, answers)]
        os.dup2(high[0], 3)
        os.dup2(high[1], 4)

    return subprocess.Popen(
        command,
        preexec_fn=put_in_place,  # noqa: PLW1509  # it takes no lock and asks for nothing
        close_fds=False,
        env={**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home / "config")},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


class Tab:
    """One page, used as a person with a keyboard would."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser, self._session = browser, session

    def call(self, method: str, **parameters: Any) -> Plain:
        """Ask this page for something."""
        return self._browser.call(method, self._session, **parameters)

    def open(self, page: Path, *, dark: bool) -> None:
        """Show a file, in a window of the size of a small laptop."""
        for each in ("Page.enable", "Runtime.enable", "Log.enable", "Network.enable"):
            self.call(each)
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=1366,
            height=768,
            deviceScaleFactor=1,
            mobile=False,
        )
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.call("Emulation.setEmulatedMedia", features=[scheme])
        self.call("Page.navigate", url=page.as_uri())
        self.until("document.readyState === 'complete'")

    def ask(self, expression: str) -> Any:
        """The value of an expression in the page."""
        found = self.call(
            "Runtime.evaluate",
            expression=expression,
            returnByValue=True,
            awaitPromise=True,
            allowUnsafeEvalBlockedByCSP=False,
        )
        if "exceptionDetails" in found:
            raise AssertionError(found["exceptionDetails"])
        return found["result"].get("value")

    def until(self, claim: str) -> None:
        """Wait until a claim about the page holds."""
        met = self.ask(
            "new Promise((resolve) => { const end = Date.now() + 20000; const look = () => "
            f"({claim}) ? resolve(true) : Date.now() > end ? resolve(false) : setTimeout(look, 15);"
            " look(); })"
        )
        assert met, claim

    def text(self, element: str) -> str:
        """What an element shows."""
        return str(self.ask(f"document.getElementById('{element}').innerText"))

    def click(self, element: str) -> None:
        """Press a button or a box."""
        self.ask(f"document.getElementById('{element}').click()")

    def choose(self, element: str, path: Path) -> None:
        """Give a file to a file field."""
        expression = f"document.getElementById('{element}')"
        found = self.call("Runtime.evaluate", expression=expression)["result"]["objectId"]
        self.call("DOM.setFileInputFiles", files=[str(path)], objectId=found)

    def paste(self, element: str, content: str) -> None:
        """Paste text into a field, as the keyboard does."""
        self.ask(
            f"(() => {{ const held = new DataTransfer(); held.setData('text/plain', "
            f"{json.dumps(content)}); document.getElementById('{element}').dispatchEvent("
            "new ClipboardEvent('paste', {clipboardData: held, bubbles: true, cancelable: true}))"
            "})()"
        )

    def type(self, element: str, content: str) -> None:
        """Type text into a field."""
        self.ask(f"document.getElementById('{element}').focus()")
        self.call("Input.insertText", text=content)

    def press(self, key: str, code: int) -> None:
        """Press one key."""
        typed = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown" if typed else "rawKeyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode=code, **typed
            )

    def event(self, method: str) -> None:
        """Wait for something that the page tells."""
        self._browser.wait(
            lambda each: each.get("method") == method and each.get("sessionId") == self._session
        )

    def downloaded(self) -> Path:
        """The file that the page gave, once it is whole."""
        begun = self._browser.wait(lambda each: each.get("method") == "Browser.downloadWillBegin")
        guid, name = begun["params"]["guid"], begun["params"]["suggestedFilename"]
        self._browser.wait(
            lambda each: (
                each.get("method") == "Browser.downloadProgress"
                and each["params"]["guid"] == guid
                and each["params"]["state"] == "completed"
            )
        )
        return self._browser.downloads / name

    def requests(self) -> list[str]:
        """Every address that the page asked for."""
        events = self._browser.seen("Network.requestWillBeSent", self._session)
        return [each["request"]["url"] for each in events]

    def complaints(self) -> list[str]:
        """What the browser wrote to its console about the page."""
        logged = self._browser.seen("Log.entryAdded", self._session)
        thrown = self._browser.seen("Runtime.exceptionThrown", self._session)
        return [each["entry"]["text"] for each in logged] + [
            each["exceptionDetails"]["text"] for each in thrown
        ]

    def picture(self, path: Path) -> None:
        """Take a picture of what the window shows."""
        path.write_bytes(base64.b64decode(self.call("Page.captureScreenshot")["data"]))
