"""The JSON Schema of `gongbao read --json`."""

from __future__ import annotations

from typing import Any, get_args

from gongbao.text.as_json import SCHEMA
from gongbao.text.model import Comparator, LimitUnit

Json = dict[str, Any]
_TEXT: Json = {"type": "string"}
_DAY: Json = {"type": ["string", "null"], "format": "date"}
_SPAN: Json = {"type": "array", "items": {"type": "integer", "minimum": 0}, "minItems": 2, "maxItems": 2}
_SPANS: Json = {"type": "array", "items": _SPAN}
_NAMES: Json = {"type": "array", "items": _TEXT}
_NUMBER: Json = {"type": "string", "pattern": r"^\d+(\.\d+)?$"}


def _object(optional: tuple[str, ...] = (), **properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _list(item: Json) -> Json:
    return {"type": "array", "items": item}


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def reading_schema() -> Json:
    """JSON Schema, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gongbao read --json",
        **_object(
            schema={"const": SCHEMA},
            source=_object(name=_TEXT, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}, encoding=_TEXT),
            documents=_list(_ref("document")),
            findings=_list(_ref("finding")),
            set_aside=_list(_object(kind=_TEXT, span=_SPAN)),
        ),
        "$defs": _definitions(),
    }


def _definitions() -> Json:
    return {
        "document": _document(),
        "section": _object(
            ("spans",),
            label=_TEXT,
            at=_TEXT,
            title=_TEXT,
            text=_TEXT,
            span=_SPAN,
            spans=_SPANS,
            children=_list(_ref("section")),
        ),
        "row": _object(at=_TEXT, cells=_NAMES, spans=_SPANS, sub=_list(_ref("row"))),
        "piece": _object(at=_TEXT, text=_TEXT, spans=_SPANS),
        "finding": _object(code=_TEXT, at=_TEXT, span=_SPAN, says=_TEXT),
    }


def _document() -> Json:
    return _object(
        number=_TEXT,
        issued=_DAY,
        issuer=_TEXT,
        issuers=_NAMES,
        title=_TEXT,
        addressees=_NAMES,
        span=_SPAN,
        pieces=_list(_ref("piece")),
        attachments=_list(_object(at=_TEXT, title=_TEXT)),
        sections=_list(_ref("section")),
        tables=_list(_object(at=_TEXT, title=_TEXT, header=_NAMES, header_spans=_SPANS, rows=_list(_ref("row")))),
        rosters=_list(_object(at=_TEXT, body=_TEXT, role=_TEXT, name=_TEXT, post=_TEXT, spans=_SPANS)),
        footnotes=_list(_ref("piece")),
        cites=_list(_object(number=_TEXT, title=_TEXT, at=_TEXT, span=_SPAN)),
        repeals=_list(_object(number=_TEXT, title=_TEXT, date=_DAY, at=_TEXT)),
        obligations=_object(tasks=_list(_task()), deadlines=_list(_deadline()), targets=_list(_target())),
        findings=_list(_ref("finding")),
    )


def _task() -> Json:
    return _object(at=_TEXT, span=_SPAN, title=_TEXT, lead=_NAMES, participants=_NAMES, printed=_TEXT)


def _deadline() -> Json:
    units: Json = {"enum": list(get_args(LimitUnit))}
    return _object(
        ("iso", "amount", "unit"),
        phrase=_TEXT,
        at=_TEXT,
        iso={"type": "string", "format": "date"},
        amount=_NUMBER,
        unit=units,
        start=_TEXT,
        inferred={"type": "boolean"},
        span=_SPAN,
    ) | {"oneOf": [{"required": ["iso"]}, {"required": ["amount", "unit"]}]}


def _target() -> Json:
    return _object(
        phrase=_TEXT,
        at=_TEXT,
        name=_TEXT,
        comparator={"enum": list(get_args(Comparator))},
        value=_NUMBER,
        unit=_TEXT,
        span=_SPAN,
    )
