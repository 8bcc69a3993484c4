"""Caps on time: 停诊不超过3天 bounds how long something lasts, 办理时间不超过3天 by when it is done.

The first is a target, the second a limit.
"""

from __future__ import annotations

import re

_LENGTH = re.compile(
    r"(?:天数|日数|时数|时长|次数|频次|间隔|时间)(?:均|都|应|应当|要|原则上|一般|最长|最多|累计|每天|每次|平均|总计)*$"
    r"|(?:全年|年均|每年|每月|每周|每日|每天|每次|每人|人均|累计|平均每)[^，。；]{0,12}$"
    r"|(?:步行|排队|等候|等待|候车|发言|会议|停放|停机|停电|停水|断水)[^，。；]{0,6}$"
)
_DUTY = re.compile(
    r"办理|办结|办案|审批|审核|审查|受理|响应|处理|处置|反馈|答复|回复|报告|上报|报送|整改|到场|到达|赶到|送达|拨付|支付|"
    r"完成|修复|工期|延期|延长|延迟|推迟|公布|公开|发布|时限|期限|会签|评审|移交|交付|恢复|抢修|清运|转办|交办|缴纳"
)


def bounds_how_long(clause: str) -> bool:
    """Whether a cap on time behind `clause` bounds how long something lasts, not by when a duty is done."""
    return bool(_LENGTH.search(clause)) and not _DUTY.search(clause)
