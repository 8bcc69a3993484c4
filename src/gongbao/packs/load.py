"""Packs from their folders. The only module of the library's packs that touches files."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from gongbao.packs.errors import PackError
from gongbao.packs.model import AgencySheet, Pack, PackSheet
from gongbao.packs.sheet import Sheet, parse
from gongbao.packs.whole import assemble
from gongbao.packs.wording import in_one_sentence

VARIABLE = "GONGBAO_PACKS"
_PACKAGE = Path(__file__).resolve().parent.parent
_Model = TypeVar("_Model", bound=BaseModel)


def pack_folders() -> tuple[Path, ...]:
    """The folders that hold packs: those of GONGBAO_PACKS, else the checkout's `packs`, else the installed ones."""
    listed = os.environ.get(VARIABLE, "")
    if listed.strip():
        return tuple(Path(entry) for entry in listed.split(os.pathsep) if entry.strip())
    checkout = _PACKAGE.parent.parent / "packs"
    return (checkout if checkout.is_dir() else _PACKAGE / "_packs",)


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


def _folders_with_packs() -> Iterator[Path]:
    for parent in pack_folders():
        if not parent.is_dir():
            raise PackError(
                f"数据包文件夹 {parent} 不存在，请检查环境变量 {VARIABLE}。",
                f"The folder of packs {parent} does not exist; check the variable {VARIABLE}.",
            )
        yield from sorted(path.parent for path in parent.glob("*/pack.yaml"))


def load_pack(folder: Path) -> Pack:
    """The pack in one folder, with what it inherits. PackError: a missing file, or anything `docs/packs.md` forbids."""
    return _load(folder, ())


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
    name = f"{path.parent.name}/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackError(f"{name} 不是UTF-8编码，请另存为UTF-8。", f"{name} is not UTF-8; save it as UTF-8.") from error
    except OSError as error:
        raise PackError(
            f"读不到 {name}，请确认文件存在且可读。", f"{name} cannot be read; see that it exists and is readable."
        ) from error
    return parse(text, name)


def _model(model: type[_Model], sheet: Sheet) -> _Model:
    try:
        return model.model_validate(sheet.data)
    except ValidationError as error:
        raise in_one_sentence(error, sheet) from error
