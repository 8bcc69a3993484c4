"""The page of roles names every verb and every step of every procedure."""

from __future__ import annotations

from pathlib import Path

from county.accounts.may import VERBS
from county.packs import all_packs, rulebook_of
from county.site.roles_page import roles_markdown
from gongbao.rules.procedure import Procedure


def test_every_verb_and_every_step_has_a_line():
    page = roles_markdown()
    assert all(f"| `{verb}` |" in page for verb in VERBS)
    for pack in all_packs():
        for rule_id, _system, rule in rulebook_of(pack.id).rules():
            if isinstance(rule, Procedure):
                assert f"`{rule_id}`" in page
                assert all(f"| {step.title} |" in page for step in rule.steps)


def test_nobody_is_left_blank():
    assert "| |" not in roles_markdown()


def test_the_page_in_docs_is_the_generated_one():
    path = Path(__file__).resolve().parents[3] / "docs" / "roles.md"
    assert path.read_text(encoding="utf-8") == roles_markdown(), "gongbao roles > docs/roles.md"
