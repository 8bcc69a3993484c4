"""The roles that a post may carry. What a person may do follows from the posts that he or she holds today."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """`handler` and `head` act in their own agency; `staff` only reads there; `party` is outside the offices."""

    STAFF = "staff", "工作人员"
    HANDLER = "handler", "经办人"
    HEAD = "head", "负责人"
    SUPERVISOR = "supervisor", "督查人员"
    REVIEW = "review_office", "评价管理人员"
    DUTY = "duty_officer", "值班人员"
    COMMANDER = "commander", "指挥人员"
    LEADER = "leader", "县领导"
    EDITOR = "pack_editor", "数据包管理人员"
    AUDITOR = "auditor", "审计人员"
    ADMINISTRATOR = "administrator", "系统管理员"
    PARTY = "party", "当事人"


ACTING = frozenset(one.value for one in (Role.HANDLER, Role.HEAD, Role.SUPERVISOR, Role.REVIEW, Role.DUTY,
                                         Role.COMMANDER, Role.LEADER))
"""Those who act for their unit."""
HEADS = frozenset({Role.HEAD.value, Role.LEADER.value})
WATCHES = frozenset({Role.SUPERVISOR.value, Role.LEADER.value})
"""Those who see every case of the county."""
READS = ACTING | {Role.STAFF.value, Role.PARTY.value}
"""Those who read cases at all."""
