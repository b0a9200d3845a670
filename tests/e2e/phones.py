"""A person with a phone: the field app in a browser whose profile outlives being killed."""

import io
import os
import re
import shutil
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.e2e.conftest import CHROMIUM_FLAGS, PATIENCE_MS, PLACE
from tests.e2e.program import Program

SIZE = {"width": 360, "height": 740}
PASSWORD = "một câu thật dài để nhớ"


def photograph(n: int, side: int = 1200) -> bytes:
    """A JPEG of some hundred kilobytes, another for every number."""
    image = Image.effect_noise((side, side * 3 // 4), 40 + n).convert("RGB")
    ImageDraw.Draw(image).text((40, 40), f"photo {n}", fill="white")
    out = io.BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()


@dataclass
class Phone:
    """A profile on disk and, while it is on, the browser that shows it."""

    playwright: Playwright
    profile: Path
    address: str
    context: BrowserContext | None = None

    def switch_on(self, **more: object) -> Page:
        """Open the browser on the profile."""
        path = shutil.which("chromium")
        assert path is not None, "chromium is missing: run make test"
        settings: dict[str, object] = {
            "viewport": SIZE,
            "device_scale_factor": 2,
            "has_touch": True,
            "is_mobile": True,
            "locale": "vi-VN",
            "timezone_id": "Asia/Ho_Chi_Minh",
            "geolocation": PLACE,
            "permissions": ["geolocation"],
            "reduced_motion": "reduce",
            "accept_downloads": True,
        }
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile, executable_path=path, args=CHROMIUM_FLAGS, **(settings | more)
        )
        self.context.set_default_timeout(PATIENCE_MS)
        return self.context.pages[0]

    @property
    def page(self) -> Page:
        """What is on the screen."""
        assert self.context is not None
        return self.context.pages[0]

    def offline(self, off: bool = True) -> None:
        """In a valley, or out of it."""
        assert self.context is not None
        self.context.set_offline(off)

    def kill(self) -> None:
        """The battery falls out: every process of this profile ends at once."""
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                try:
                    words = (folder / "cmdline").read_bytes().decode(errors="replace")
                except OSError:
                    continue
                if f"--user-data-dir={self.profile}" in words:
                    os.kill(int(folder.name), signal.SIGKILL)
        deadline = time.monotonic() + 20
        while (self.profile / "SingletonLock").is_symlink() and time.monotonic() < deadline:
            (self.profile / "SingletonLock").unlink(missing_ok=True)
        self.context = None

    def switch_off(self) -> None:
        """Close it in peace."""
        if self.context is not None:
            self.context.close()
            self.context = None

    def open(self) -> Page:
        """The app's home."""
        self.page.goto(self.address + "/field/")
        return self.page

    def sign_in(self, name: str, first: str) -> Page:
        """As a person does the first time; afterwards the app is kept for when there is no connection."""
        page = self.open()
        page.get_by_label("Tên đăng nhập").fill(name)
        page.get_by_label("Mật khẩu").fill(first)
        page.get_by_role("button", name="Đăng nhập").click()
        page.get_by_label("Mật khẩu mới").fill(PASSWORD)
        page.get_by_role("button", name="Lưu và vào").click()
        self.at_home()
        kept(page)
        return page

    def join(self, path: str, member: str) -> Page:
        """By a team's code, as its QR leads there; afterwards the app is kept for when there is no connection."""
        self.page.goto(self.address + path)
        self.page.get_by_label("Tên của bạn").fill(member)
        self.page.get_by_role("button", name="Xong").click()
        self.at_home()
        kept(self.page)
        return self.page

    def at_home(self) -> None:
        """Wait for the one large button."""
        expect(self.page.get_by_role("button", name=re.compile("^Báo cáo")).first).to_be_visible()


def kept(page: Page) -> None:
    """Wait until the worker has the app, and the app knows the form and the space."""
    page.wait_for_function(
        "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
    )
    page.wait_for_function(
        """() => new Promise((done) => {
            const opening = indexedDB.open('geoops-field');
            opening.onsuccess = () => {
                const keys = opening.result.transaction('kept').objectStore('kept').getAllKeys();
                keys.onsuccess = () => {
                    opening.result.close();
                    done(['form', 'space', 'current'].every((key) => keys.result.includes(key)));
                };
            };
        })"""
    )


def report(page: Page, kind: str, note: str, photo: bytes | None = None, *, send: bool = True) -> None:
    """Three taps, and a note and a photograph on the way."""
    page.get_by_role("button", name=re.compile("^Báo cáo")).first.click()
    page.locator("button[aria-pressed]", has_text=kind).click()  # the list behind it names kinds too
    page.get_by_role("button", name="Đúng chỗ này").click()
    page.get_by_label("Ghi chú").fill(note)
    if photo is not None:
        picture = {"name": "anh.jpg", "mimeType": "image/jpeg", "buffer": photo}
        page.get_by_label("Chọn ảnh").set_input_files(picture)
        expect(page.get_by_role("img", name=re.compile("Ảnh 1"))).to_be_visible()
    if send:
        finish(page)


def finish(page: Page) -> None:
    """Send what is written, and go home."""
    page.get_by_role("button", name="Gửi báo cáo").click()
    page.get_by_text("Đã giữ trên máy").wait_for()
    page.get_by_role("button", name="Báo cáo trên máy này").click()


def ids(page: Page) -> list[str]:
    """The numbers of the reports in the list, newest first."""
    return [str(row.get_attribute("data-report")) for row in page.locator("[data-report]").all()]


def ticks(page: Page) -> list[str]:
    """What the list says of each report, newest first."""
    return [str(row.get_attribute("data-tick")) for row in page.locator("[data-report] [data-tick]").all()]


def field_person(program: Program, name: str, scope: str = "15") -> str:
    """A person of the field; the first password."""
    return program.add_person(name, "field", scope)
