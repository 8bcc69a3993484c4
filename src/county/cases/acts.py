"""What can happen to a case beside the steps of its procedure."""

from __future__ import annotations

from django.utils.translation import gettext_noop

OPEN, TAKE, LIMIT, EXTEND, SUSPEND, RESUME = "open", "take", "limit", "extend", "suspend", "resume"
TRANSFER, JOIN, LEAVE, PART, HANDLER = "transfer", "join", "leave", "part", "handler"
NEAR, BREACH = "near", "breach"
MEET, NOTE = "meet", "note"

TITLES = {
    OPEN: gettext_noop("开始"),
    LIMIT: gettext_noop("定时限"),
    EXTEND: gettext_noop("延期"),
    SUSPEND: gettext_noop("中止计时"),
    RESUME: gettext_noop("恢复计时"),
    TRANSFER: gettext_noop("转给别的单位"),
    JOIN: gettext_noop("请别的单位协办"),
    LEAVE: gettext_noop("不再协办"),
    PART: gettext_noop("协办部分办完"),
    HANDLER: gettext_noop("交给经办人"),
    NEAR: gettext_noop("临期提醒"),
    BREACH: gettext_noop("逾期"),
    MEET: gettext_noop("阶段完成"),
    NOTE: gettext_noop("督查记录"),
}
"""What the timeline calls them; a step of the procedure carries its own title."""
CHANGES_STATE = frozenset({OPEN, TAKE})
OWN_TITLE = frozenset({TAKE, NEAR, BREACH, EXTEND, MEET, NOTE})
"""Those whose line of the timeline has a title of its own."""
BY_NOBODY = frozenset({NEAR, BREACH})
