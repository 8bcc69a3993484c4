"""One YAML file as plain strings, lists and mappings, with the line of every entry kept for error messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import yaml

from gongbao.packs.errors import PackError

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Place = tuple[str | int, ...]
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A parsed file: `name` as shown to people, `data`, and the node tree that knows the lines."""

    name: str
    data: Plain
    root: yaml.Node

    def line(self, place: Place) -> int:
        """The line (from 1) of the innermost entry of `place` that stands in the file."""
        node = self.root
        for step in place:
            below = _step(node, step)
            if below is None:
                break
            node = below
        return node.start_mark.line + 1


def parse(text: str, name: str) -> Sheet:
    """Read YAML with every scalar a string. PackError: not YAML, empty, a key given twice, an anchor used again."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        line = _error_line(error)
        raise PackError(
            f"{name} 第{line}行不是有效的YAML，请检查缩进、冒号和引号。",
            f"{name} line {line} is not valid YAML; check the indentation, colons and quotes.",
        ) from error
    if root is None:
        raise PackError(
            f"{name} 是空文件，请按 docs/packs.md 填写。", f"{name} is empty; fill it in as docs/packs.md says."
        )
    return Sheet(name, _plain(root, name, set()), root)


def _error_line(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return 1 if mark is None else int(mark.line) + 1


def _plain(node: yaml.Node, name: str, seen: set[int]) -> Plain:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if id(node) in seen:
        line = node.start_mark.line + 1
        raise PackError(
            f"{name} 第{line}行的锚点被重复引用，请把内容直接写出。",
            f"{name} line {line} has an anchor that is used again; write its content out.",
        )
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, name, seen) for item in node.value]
    return _mapping(node, name, seen)


def _mapping(node: yaml.Node, name: str, seen: set[int]) -> Plain:
    result: dict[str, Plain] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        if key in result:
            line = key_node.start_mark.line + 1
            raise PackError(
                f"{name} 第{line}行的键“{key}”重复，请只保留一个。",
                f"{name} line {line}: the key “{key}” is given twice; keep one.",
            )
        result[key] = _plain(value_node, name, seen)
    return result


def _step(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        items: Sequence[yaml.Node] = node.value
        return items[step] if step < len(items) else None
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    return None
