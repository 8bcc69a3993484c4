"""The page of roles names every verb and every step of every procedure."""

from __future__ import annotations

from county.accounts.may import VERBS
from county.accounts.roles_page import roles_markdown
from county.packs import all_packs, rulebook_of
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
