"""The kinds of letters with their default words, as plain data: what matter, on what ground, what to do by when.

A pattern names its fields in braces. `{you}` is the addressee (你单位, or 各单位 where there are several). The words of
a letter are official Chinese in every language of the pages; no number and no limit stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from django.utils.translation import gettext_noop as _


@dataclass(frozen=True, slots=True)
class Field:
    """A blank of a letter; `label` is a msgid. `sort`: text, long or day. `example`: what a good entry looks like."""

    id: str
    label: str
    sort: str = "text"
    example: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """`masthead` is what follows the office's name on top; `by_hand` asks for a signature beside the seal."""

    id: str
    name: str
    title: str
    paragraphs: tuple[str, str]
    closing: str
    masthead: str = ""
    by_hand: bool = False

    @property
    def fields(self) -> tuple[Field, ...]:
        """The blanks in the order of the text, the title's first; `{you}` is no blank."""
        patterns = (self.title, *self.paragraphs)
        names = [name for one in patterns for _text, name, _spec, _conversion in Formatter().parse(one) if name]
        return tuple(FIELDS[name] for name in dict.fromkeys(names) if name != "you")


_ALL = (
    Field("matter", _("事项"), example="河道保洁月度检查"),
    Field("ground", _("依据"), example="《关于河道保洁的通知》第三条"),
    Field("found", _("现在的情况"), "long", "尚未收到你单位的办理结果"),
    Field("action", _("要做什么"), "long", "逐项核对未办结的事项，查明原因并抓紧办结"),
    Field("due", _("办理期限到哪天"), "day"),
    Field("reply_by", _("哪天前回复"), "day"),
    Field("whom", _("约谈谁"), example="你单位主要负责人"),
    Field("meet_at", _("约谈时间"), example="2031年5月9日上午9时"),
    Field("place", _("约谈地点"), example="县政府第二会议室"),
    Field("body", _("哪个机构"), example="河道保洁领导小组"),
    Field("reason", _("原因"), example="工作变动"),
    Field("changes", _("怎样调整"), "long", "增补县水务局局长为副组长"),
    Field("from_day", _("从哪天起"), "day"),
    Field("duty", _("要履行的义务"), example="缴清河道清淤费用的义务"),
)
FIELDS = {one.id: one for one in _ALL}

_KINDS = (
    Kind("supervise", "督办函", "关于督促办理{matter}的函",
         ("根据{ground}，{matter}由{you}负责办理，办理期限至{due}。经了解，{found}。",
          "请{you}{action}，于{reply_by}前将办理情况书面报我单位。"), "特此函告。"),
    Kind("urge", "催办通知", "关于催办{matter}的通知",
         ("根据{ground}，{matter}应当于{due}前办结。截至目前，{found}。",
          "请{you}{action}，于{reply_by}前书面反馈结果。"), "特此通知。", "文件"),
    Kind("circular", "通报", "关于{matter}的通报",
         ("根据{ground}，现将{matter}的有关情况通报如下：{found}。",
          "请{you}{action}，于{reply_by}前将落实情况书面报我单位。"), "特此通报。", "文件"),
    Kind("talk", "约谈通知", "关于就{matter}进行约谈的通知",
         ("经了解，{found}。根据{ground}，决定就{matter}约谈{whom}。",
          "请于{meet_at}到{place}参加约谈，并{action}。"), "特此通知。", "文件"),
    Kind("rectify", "整改令", "关于{matter}的整改令",
         ("经查，{found}，不符合{ground}的要求。",
          "现责令{you}{action}，于{due}前完成整改，并将整改结果书面报我单位。"), "此令。", by_hand=True),
    Kind("pledge", "承诺书", "关于{matter}的承诺书",
         ("为落实{ground}，我单位就{matter}作出承诺。",
          "我单位将{action}，于{due}前完成。未履行承诺的，依照有关规定承担责任。"), "特此承诺。", by_hand=True),
    Kind("change", "调整通知", "关于调整{body}组成人员的通知",
         ("因{reason}，根据{ground}，决定对{body}组成人员作如下调整：{changes}。",
          "以上调整自{from_day}起执行，请{you}做好工作衔接。"), "特此通知。", "文件"),
    Kind("refer", "转办函", "关于转办{matter}的函",
         ("我单位收到{matter}。根据{ground}，该事项属于{you}的职责范围，现转请办理。",
          "请{you}{action}，于{reply_by}前将办理结果函告我单位。"), "特此函告。"),
    Kind("demand", "催告书", "关于{matter}的催告书",
         ("根据{ground}，{you}应当于{due}前履行{duty}。截至目前，{found}。",
          "请{you}{action}，于{reply_by}前履行完毕。对本催告有异议的，可以在此期间向我单位陈述、申辩。"), "特此催告。"),
)
KINDS = {one.id: one for one in _KINDS}
