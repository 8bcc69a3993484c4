"""The blanks of letters, as plain data; a kind names them in braces."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Field:
    """A blank of a letter; `label` is a msgid. `sort`: text, long or day. `example`: what a good entry looks like.

    What `by_hand` allows to stay empty is printed as ruled room and written on the paper.
    """

    id: str
    label: str
    sort: str = "text"
    example: str = ""
    by_hand: bool = False


_ALL = (
    Field("matter", _("事项"), example="河道保洁月度检查"),
    Field("ground", _("依据"), example="《关于河道保洁的通知》第三条"),
    Field("found", _("现在的情况"), "long", "尚未收到你单位的办理结果"),
    Field("action", _("要做什么"), "long", "逐项核对未办结的事项，查明原因并抓紧办结"),
    Field("due", _("办理期限到哪天"), "day"),
    Field("reply_by", _("哪天前回复"), "day"),
    Field("as_of", _("截至哪天"), "day"),
    Field("whom", _("约谈谁"), example="你单位主要负责人"),
    Field("meet_at", _("约谈时间"), example="2031年5月9日上午9时"),
    Field("place", _("约谈地点"), example="县政府第二会议室"),
    Field("interviewer", _("约谈人"), example="主要负责同志"),
    Field("interviewed", _("被约谈人"), example="县水务局主要负责人"),
    Field("present", _("参加人员"), example="县水务局分管负责人"),
    Field("said", _("约谈内容"), "long", "留空就印出横线，打印后手写", by_hand=True),
    Field("required", _("约谈要求"), "long", "留空就印出横线，打印后手写", by_hand=True),
    Field("unit", _("哪个单位"), example="县水务局"),
    Field("listed_for", _("因为什么列入"), "long", "连续多次未按时办结"),
    Field("explainer", _("由谁说明"), example="你单位主要负责人"),
    Field("meeting", _("在哪次会议上说明"), example="县政府常务会议"),
    Field("body", _("哪个机构"), example="河道保洁领导小组"),
    Field("reason", _("原因"), example="工作变动"),
    Field("changes", _("怎样调整"), "long", "增补县水务局局长为副组长"),
    Field("from_day", _("从哪天起"), "day"),
    Field("duty", _("要履行的义务"), example="缴清河道清淤费用的义务"),
)
FIELDS = {one.id: one for one in _ALL}
