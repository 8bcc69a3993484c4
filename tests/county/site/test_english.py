"""Every sentence of a page has an English one, and the compiled catalogue holds it."""

from __future__ import annotations

import gettext
import io
import os
import re
from pathlib import Path

import county
from county.site.messages import SOURCE, as_catalogue, compile_messages, read_messages

HOUSE = Path(county.__file__).parent
TRANSLATE = re.compile(r"""\{% translate (["'])(.*?)\1""")
BLOCK = re.compile(r"\{% blocktranslate.*?trimmed %\}(.*?)\{% endblocktranslate %\}", re.DOTALL)
IN_PYTHON = re.compile(r'\b(?:_|gettext_noop)\(\s*"((?:[^"\\]|\\.)*)"')


def messages_in_use():
    found = set()
    for path in HOUSE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        found |= {match[2] for match in TRANSLATE.finditer(text)}
        found |= {re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", match[1].strip()) for match in BLOCK.finditer(text)}
        found |= {match[1] for match in IN_PYTHON.finditer(text)}
    for path in HOUSE.rglob("*.py"):
        found |= {match[1] for match in IN_PYTHON.finditer(path.read_text(encoding="utf-8"))}
    return found


def test_every_message_in_use_has_an_english_one():
    english = read_messages(SOURCE.read_text(encoding="utf-8"))
    assert sorted(message for message in messages_in_use() if not english.get(message)) == []


def test_no_english_message_is_left_over():
    english = read_messages(SOURCE.read_text(encoding="utf-8"))
    assert sorted(set(english) - messages_in_use() - {""}) == []


def test_both_languages_name_the_same_values():
    values = re.compile(r"%\((\w+)\)s")
    english = read_messages(SOURCE.read_text(encoding="utf-8"))
    assert [one for one, two in english.items() if one and set(values.findall(one)) != set(values.findall(two))] == []


def test_the_compiled_catalogue_is_read_by_gettext():
    messages = {"": "Content-Type: text/plain; charset=UTF-8\n", "首页": "First page", "登录": "Sign in"}
    catalogue = gettext.GNUTranslations(io.BytesIO(as_catalogue(messages)))
    assert [catalogue.gettext(message) for message in ("登录", "首页", "别的")] == ["Sign in", "First page", "别的"]


def test_messages_over_several_lines_are_joined():
    assert read_messages('msgid "a"\n"b"\nmsgstr ""\n"c"\n"d"\n') == {"ab": "cd"}


def test_the_catalogue_is_written_once_and_again_only_when_its_source_is_newer(tmp_path):
    target = compile_messages(tmp_path)
    before = target.stat().st_mtime_ns
    assert compile_messages(tmp_path).stat().st_mtime_ns == before
    os.utime(target, (1, 1))
    assert compile_messages(tmp_path).stat().st_mtime > 1
