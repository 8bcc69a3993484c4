"""Packs from their folders. The only module of the library's packs that touches files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from gongbao.clock import Notice
from gongbao.packs.calendars import year_notices
from gongbao.packs.cases import CaseSheet
from gongbao.packs.digest import Digest
from gongbao.packs.errors import PackError, unknown_pack
from gongbao.packs.findings import FindingSheet
from gongbao.packs.model import AgencySheet, Pack, PackDocument, PackSheet
from gongbao.packs.readings import Reading, ReadingSheet, once
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.sheet import Sheet, parse
from gongbao.packs.slots import named_rules_exist
from gongbao.packs.system import System, examples_of_known_rules, known_everywhere, of_its_document, rules_of
from gongbao.packs.whole import assemble
from gongbao.packs.wording import in_one_sentence

VARIABLE = "GONGBAO_PACKS"
SHARED = "china"
CALENDAR = "calendar"
_PACKAGE = Path(__file__).resolve().parent.parent
_Model = TypeVar("_Model", bound=BaseModel)


def pack_folders() -> tuple[Path, ...]:
    """The folders that hold packs: those of GONGBAO_PACKS, else the checkout's `packs`, else the installed ones."""
    listed = os.environ.get(VARIABLE, "")
    if listed.strip():
        return tuple(Path(entry) for entry in listed.split(os.pathsep) if entry.strip())
    return (_own_folder(),)


def _own_folder() -> Path:
    checkout = _PACKAGE.parent.parent / "packs"
    return checkout if checkout.is_dir() else _PACKAGE / "_packs"


def shared_folder() -> Path:
    """What holds for every county (holidays, readings): `china` of the first pack folder that has one, else our own."""
    return next((parent / SHARED for parent in _parents() if (parent / SHARED).is_dir()), _own_folder() / SHARED)


def find_packs() -> tuple[Pack, ...]:
    """Every pack of the pack folders, by id. PackError: the first thing wrong, or an id that two folders hold."""
    found: dict[str, Pack] = {}
    for folder in _folders_with_packs():
        pack = load_pack(folder)
        if pack.id in found:
            raise PackError(
                f"{folder} 的数据包“{pack.id}”在别的文件夹里已有，请只保留一个。",
                f"{folder}: the pack “{pack.id}” stands in another folder too; keep one.",
            )
        found[pack.id] = pack
    return tuple(found[pack_id] for pack_id in sorted(found))


def calendar_notices() -> tuple[Notice, ...]:
    """The notices about holidays of the shared folder, by year. PackError: a bad file."""
    files = sorted((shared_folder() / CALENDAR).glob("*.yaml"))
    return tuple(notice for path in files for notice in year_notices(_sheet(path)))


def _folders_with_packs() -> Iterator[Path]:
    for parent in _parents():
        yield from sorted(path.parent for path in parent.glob("*/pack.yaml"))


def _parents() -> Iterator[Path]:
    for parent in pack_folders():
        if not parent.is_dir():
            raise PackError(
                f"数据包文件夹 {parent} 不存在，请检查环境变量 {VARIABLE}。",
                f"The folder of packs {parent} does not exist; check the variable {VARIABLE}.",
            )
        yield parent


def load_pack(folder: Path) -> Pack:
    """The pack in one folder, with what it inherits. PackError: a missing file, or anything `docs/packs.md` forbids."""
    return _load(folder, ())


def pack_folder(pack_id: str) -> Path:
    """The folder of the pack with this id. PackError: there is none."""
    folders = {path.name: path for path in _folders_with_packs()}
    if pack_id in folders:
        return folders[pack_id]
    raise unknown_pack(pack_id, folders)


def load_rulebook(pack_id: str, only: str | None = None) -> Rulebook:
    """The rules of a pack, or of one of its systems (`only`). PackError: the first thing wrong in what is loaded."""
    folder = pack_folder(pack_id)
    pack = load_pack(folder)
    shared = _readings(shared_folder(), {})
    readings = shared | _readings(folder, shared)
    systems = {}
    for document in pack.documents:
        if only in (None, document.system) and (folder / document.system).is_dir():
            own = _readings(folder / document.system, readings)
            readings = {**readings, **own}
            systems[document.system] = _system(folder / document.system, document, readings, pack)
    book = Rulebook(pack, systems, readings, calendar_notices(), _digest(folder))
    if only is None:
        named_rules_exist(book, f"{folder.name}/pack.yaml")
    return book


def shared_readings() -> dict[str, Reading]:
    """The readings that hold for every county."""
    return _readings(shared_folder(), {})


def _readings(folder: Path, known: dict[str, Reading]) -> dict[str, Reading]:
    path = folder / "readings.yaml"
    if not path.is_file():
        return {}
    sheet = _sheet(path)
    own = _model(ReadingSheet, sheet).readings
    once(sheet, own, known)
    return {one.id: one for one in own}


def _system(folder: Path, document: PackDocument, readings: dict[str, Reading], pack: Pack) -> System:
    facts, cases = _optional(folder / "facts.yaml"), _optional(folder / "cases.yaml")
    digest, findings = _optional(folder / "digest.yaml"), _optional(folder / "findings.yaml")
    for sheet in filter(None, (facts, digest)):
        of_its_document(sheet, document)
    system = System(
        folder.name,
        document,
        rules_of(facts, lambda name: _text(folder / Path(name).name)) if facts else {},
        tuple(one for one in readings.values() if one.id in _readings(folder, {})),
        _model(CaseSheet, cases).cases if cases else (),
        _model(Digest, digest) if digest else None,
        _model(FindingSheet, findings).findings if findings else (),
    )
    if facts:
        known_everywhere(facts, system, readings, (agency.id for agency in pack.agencies))
    if cases:
        examples_of_known_rules(cases, system)
    return system


def _optional(path: Path) -> Sheet | None:
    return _sheet(path) if path.is_file() else None


def _digest(folder: Path) -> str:
    """Over names and bytes of every file of the pack, and of what is shared."""
    digest = hashlib.sha256()
    for root in (folder, shared_folder()):
        for path in sorted(path for path in root.rglob("*") if path.suffix in {".yaml", ".csv"}):
            digest.update(f"{path.relative_to(root).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def _load(folder: Path, heirs: Sequence[str]) -> Pack:
    sheet = _sheet(folder / "pack.yaml")
    head = _model(PackSheet, sheet)
    if head.id != folder.name:
        raise PackError(
            f"{sheet.name} 第{sheet.line(('id',))}行的 id“{head.id}”与文件夹名“{folder.name}”不同，请改成一致。",
            f"{sheet.name} line {sheet.line(('id',))}: the id “{head.id}” is not the folder's name “{folder.name}”; "
            "make them the same.",
        )
    agencies = _sheet(folder / "agencies.yaml")
    elder = _elder(head.extends, folder, sheet, (*heirs, head.id)) if head.extends else None
    return assemble(sheet, head, agencies, _model(AgencySheet, agencies), elder)


def _elder(name: str, folder: Path, sheet: Sheet, heirs: Sequence[str]) -> Pack:
    line = sheet.line(("extends",))
    if name in heirs:
        raise PackError(
            f"{sheet.name} 第{line}行的 extends“{name}”绕回了自己，请去掉其中一处。",
            f"{sheet.name} line {line}: extends “{name}” leads back to the pack itself; take one of them out.",
        )
    for parent in (folder.parent, *pack_folders()):
        if (parent / name / "pack.yaml").is_file():
            return _load(parent / name, heirs)
    raise PackError(
        f"{sheet.name} 第{line}行的 extends“{name}”找不到，请改成已有数据包的 id。",
        f"{sheet.name} line {line}: extends “{name}” is not found; give the id of a pack that exists.",
    )


def _sheet(path: Path) -> Sheet:
    return parse(_text(path), f"{path.parent.name}/{path.name}")


def _text(path: Path) -> str:
    name = f"{path.parent.name}/{path.name}"
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(f"{name} 不是UTF-8编码，请另存为UTF-8。", f"{name} is not UTF-8; save it as UTF-8.") from error
    except OSError as error:
        raise PackError(
            f"读不到 {name}，请确认文件存在且可读。", f"{name} cannot be read; see that it exists and is readable."
        ) from error


def _model(model: type[_Model], sheet: Sheet) -> _Model:
    try:
        return model.model_validate(sheet.data)
    except ValidationError as error:
        raise in_one_sentence(error, sheet) from error
