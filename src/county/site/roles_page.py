"""`docs/roles.md`: who may do what, from the verbs of the pages and the steps of every procedure of the packs."""

from __future__ import annotations

from collections.abc import Iterator

from county.accounts.may import VERBS
from county.agencies.roles import Role
from county.cases.may import who_words
from county.packs import all_packs, rulebook_of
from gongbao.packs.facts import document_name
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System
from gongbao.rules.procedure import Procedure

HEAD = """# 谁能做什么 · Roles

由程序生成，不要手改。职务从哪天起、到哪天止，由单位登记；一个人能做什么，看今天的职务。
Generated. What a person may do follows from the posts held today; posts are given by units, from–to.
"""


def roles_markdown() -> str:
    """The whole page: pages by verb, then each pack's procedures, the sample county's first."""
    packs = sorted(all_packs(), key=lambda pack: (not pack.sample, pack.id))
    return "\n".join([HEAD, *_verbs(), *(line for pack in packs for line in _pack(rulebook_of(pack.id)))]) + "\n"


def _verbs() -> Iterator[str]:
    yield from ("## 页面 · Pages", "", "| 动作 | 说明 | 角色 |", "|---|---|---|")
    for verb, (called, roles) in VERBS.items():
        yield _row(f"`{verb}`", called, "、".join(str(one.label) for one in Role if one in roles))
    yield ""


def _pack(book: Rulebook) -> Iterator[str]:
    yield from (f"## {book.pack.name}", "")
    for rule_id, system, rule in book.rules():
        if isinstance(rule, Procedure):
            yield from _procedure(rule_id, system, rule, book)


def _procedure(rule_id: str, system: System, rule: Procedure, book: Rulebook) -> Iterator[str]:
    names = {one.id: one.name for one in book.pack.agencies}
    yield from (f"### {rule.title}", "", f"{document_name(system)} · `{rule_id}`", "", "| 步骤 | 谁可以 |", "|---|---|")
    for step in rule.steps:
        yield _row(step.title, who_words(step.who, names.__getitem__))
    yield ""


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
