"""What all tests may ask for: the gazette and the sample county, a browser, a served county."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from gongbao.text.model import Reading

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
CALM = ("--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-gpu")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real gazette and the specifications, where it stands beside the repository."""
    folder = ROOT.parent / "shared"
    if not (folder / "gazette").is_dir():
        pytest.skip("no ../shared beside the repository")
    return folder


@pytest.fixture(scope="session")
def julu_text(shared: Path) -> Path:
    """The gazette of 2020 as a text file."""
    path = shared / "gazette" / "julu-2020.txt"
    if not path.is_file():
        pytest.skip("no gazette in ../shared")
    return path


@pytest.fixture(scope="session")
def julu_reading(julu_text: Path) -> Reading:
    """The gazette of 2020, read once with the agencies of the packs."""
    from gongbao.packs import find_packs, lexicon_for
    from gongbao.text import read
    from gongbao.text.source import from_file

    return read(from_file(julu_text), lexicon_for(find_packs()))


@pytest.fixture(scope="session")
def sample_county() -> Path:
    """The fictional county: pack and documents."""
    return ROOT / "packs" / "sample-county"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, one for each worker of the suite."""
    from playwright.sync_api import sync_playwright

    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        said = f"no browser on this machine: install one of {', '.join(BROWSERS)}"
        if os.environ.get("CI_REQUIRES_BROWSER") == "1":
            pytest.fail(said)
        pytest.skip(said)
    # playwright keeps an event loop in this thread, where Django would refuse the database to the tests that follow
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=[*CALM, *as_root])
        yield chromium
        chromium.close()


@pytest.fixture
def desktop(browser: Browser) -> Iterator[Page]:
    """An office screen. A script error or a request to another host fails the test."""
    yield from _page(browser.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN"))


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A phone held upright. A script error or a request to another host fails the test."""
    yield from _page(browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, device_scale_factor=2, locale="zh-CN"
    ))


def _page(context: BrowserContext) -> Iterator[Page]:
    page, wrong = context.new_page(), []
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on("console", lambda said: wrong.append(f"console: {said.text}") if _blocked(said.text) else None)
    page.on("request", lambda asked: wrong.append(f"outside request: {asked.url}") if _outside(asked.url) else None)
    yield page
    context.close()
    assert not wrong


def _blocked(text: str) -> bool:
    return "Content Security Policy" in text or "Content-Security-Policy" in text


def _outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1", "http://localhost", "data:", "blob:", "about:"))


@dataclass(frozen=True)
class LiveCounty:
    """A served county: its address and the folder that it writes to."""

    url: str
    home: Path
    log: Path


@pytest.fixture(scope="session")
def live_county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveCounty]:
    """The real server with an empty database of its own, as `gongbao serve` prepares it; one for each worker."""
    home = tmp_path_factory.mktemp("county")
    yield from serve(home)


def serve(home: Path, *words: str, **surroundings: str) -> Iterator[LiveCounty]:
    """`gongbao serve` on a free port until the caller is done; then Ctrl-C, which must end it cleanly."""
    port = free_port()
    county = LiveCounty(f"http://127.0.0.1:{port}", home, home / "serve.log")
    cleared = {name: value for name, value in os.environ.items() if not name.startswith(("GONGBAO_", "DJANGO_"))}
    settings = {**cleared, "GONGBAO_HOME": str(home), "GONGBAO_GAZETTE": str(home / "gazette"),
                "GONGBAO_DEMO_RATINGS": "300", **surroundings}
    program = shutil.which("gongbao", path=str(Path(sys.executable).parent))
    assert program, "the project is not installed in this environment"
    command = [program, "serve", "--port", str(port), *words]
    with county.log.open("w") as log:
        process = subprocess.Popen(command, env=settings, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_answering(county, process)
        yield county
        process.send_signal(signal.SIGINT)
        process.wait(20)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0, county.log.read_text(encoding="utf-8")[-2000:]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_answering(county: LiveCounty, process: subprocess.Popen[bytes], seconds: float = 180) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), urllib.request.urlopen(county.url, timeout=5):  # noqa: S310
            return
        time.sleep(0.1)
    pytest.fail(f"the county did not answer: {county.log.read_text(encoding='utf-8')[-2000:]}")
