"""What has to stand before the first visitor: tables, static files, the demo's clerk, the files in `gazette/`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from county import business
from county.accounts.services import demo_clerk
from county.demo.county import begin
from county.gazette.models import SourceFile
from county.gazette.plan import plan_import
from county.gazette.reading import read_bytes
from county.gazette.search.requirements import require_index
from county.gazette.services import carry_out
from county.site.environment import CHECKOUT, value
from gongbao.text.source import refuse_size
from gongbao.text.unreadable import Unreadable

Say = Callable[[str], None]
ENDINGS = {".txt", ".docx", ".pdf", ".doc"}


def prepare(say: Say) -> None:
    """Bring the installation up to date; what stands already is left alone. `say` gets one line per thing done."""
    require_index()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    for path in waiting_files():
        import_file(path, say)
    business.resume()
    if settings.DEMO:
        demo_clerk()
    if begin():
        say("演示县的办件已经备好。 The demo county is ready.")


def collect_static() -> None:
    """Collect and compress the static files, unless none has changed since the last time."""
    stamp = settings.HOME / "static-stamp"
    state = _state_of_static()
    if stamp.exists() and stamp.read_text(encoding="ascii") == state:
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp.write_text(state, encoding="ascii")


def _state_of_static() -> str:
    """A digest of names, sizes and times of change of all that would be collected."""
    digest = hashlib.sha256()
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            digest.update(f"{name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def waiting_files() -> Iterator[Path]:
    """The files in the folder of GONGBAO_GAZETTE, else in `gazette/` of the checkout."""
    folder = Path(value("GONGBAO_GAZETTE", str(CHECKOUT / "gazette"))).expanduser()
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)


def import_file(path: Path, say: Say) -> bool:
    """Import one file unless it was imported before; says what happened. False: it cannot be read."""
    try:
        data = _bytes_of(path)
        if SourceFile.objects.filter(sha256=hashlib.sha256(data).hexdigest()).exists():
            return True
        plan = plan_import(read_bytes(data, path.name))
        carry_out(plan, by=None)
    except Unreadable as refusal:
        say(f"{refusal.zh}\n{refusal.en}")
        return False
    count = len(plan.documents)
    say(f"已导入 {path.name}：{count} 个文件。 Imported {path.name}: {count} documents.")
    return True


def _bytes_of(path: Path) -> bytes:
    try:
        refuse_size(path.stat().st_size, path.name)
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"打不开文件“{path.name}”（{error.strerror}），请检查路径和权限。",
            f"Cannot open “{path.name}” ({error.strerror}); check its path and permissions.",
        ) from error
