"""The kinds of letters with their default words, as plain data: what matter, on what ground, what to do by when.

A pattern names its fields in braces. `{you}` is the addressee (你单位, or 各单位 where there are several). The words of
a letter are official Chinese in every language of the pages; no number and no limit stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from string import Formatter

from django.utils.translation import gettext_noop as _

from county.letters.fields import FIELDS, Field


class Head(StrEnum):
    """The formats of GB/T 9704-2012 on top of a page: 文件, 信函; the name alone; a record, filled in by hand."""

    DOCUMENT = "document"
    LETTER = "letter"
    PLAIN = "plain"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Kind:
    """`by_hand`: who signs on paper, `{post}` being the signatory's. `listed`: what the numbered list holds that stands
    after the first paragraph, as a msgid; empty where the kind has none. `addressed`: what the addressee is called."""

    id: str
    name: str
    title: str
    paragraphs: tuple[str, ...]
    closing: str
    head: Head = Head.PLAIN
    by_hand: tuple[str, ...] = ()
    listed: str = ""
    addressed: str = _("主送")

    @property
    def fields(self) -> tuple[Field, ...]:
        """The blanks in the order of the text, the title's first; `{you}` is no blank."""
        patterns = (self.title, *self.paragraphs)
        names = [name for one in patterns for _text, name, _spec, _conversion in Formatter().parse(one) if name]
        return tuple(FIELDS[name] for name in dict.fromkeys(names) if name != "you")


_KINDS = (
    Kind("supervise", "督办函", "关于督促办理{matter}的函",
         ("根据{ground}，{matter}由{you}负责办理，办理期限至{due}。经了解，{found}。",
          "请{you}{action}，于{reply_by}前将办理情况书面报我单位。"), "特此函告。", Head.LETTER),
    Kind("urge", "催办通知", "关于催办{matter}的通知",
         ("根据{ground}，{matter}应当于{due}前办结。截至目前，{found}。",
          "请{you}{action}，于{reply_by}前书面反馈结果。"), "特此通知。", Head.DOCUMENT),
    Kind("batch_urge", "集中催办通知", "关于集中催办逾期事项的通知",
         ("经核对，截至{as_of}，下列事项应由{you}办理，已经超过办理期限：",
          "请{you}{action}，于{reply_by}前书面反馈结果。"), "特此通知。", Head.DOCUMENT, listed=_("逾期的事项")),
    Kind("circular", "通报", "关于{matter}的通报",
         ("根据{ground}，现将{matter}的有关情况通报如下：{found}。",
          "请{you}{action}，于{reply_by}前将落实情况书面报我单位。"), "特此通报。", Head.DOCUMENT),
    Kind("talk", "约谈通知", "关于就{matter}进行约谈的通知",
         ("经了解，{found}。根据{ground}，决定就{matter}约谈{whom}。",
          "请于{meet_at}到{place}参加约谈，并{action}。"), "特此通知。", Head.DOCUMENT),
    Kind("talk_record", "约谈记录", "关于{matter}的约谈记录",
         ("约谈人：{interviewer}", "被约谈人：{interviewed}", "参加人员：{present}", "时间和地点：{meet_at}，{place}",
          "约谈内容：{said}", "约谈要求：{required}"), "以上记录经约谈双方核对无误。", Head.RECORD,
         ("约谈人（签字）：　　　　　　被约谈人（签字）",), addressed=_("被约谈单位")),
    Kind("expose", "情况单", "关于{matter}的情况单",
         ("根据{ground}，因{listed_for}，{unit}列入公开说明范围。经核实，{found}。",
          "请{explainer}在{meeting}上作出说明，并{action}。"), "特此告知。"),
    Kind("rectify", "整改令", "关于{matter}的整改令",
         ("经查，{found}，不符合{ground}的要求。",
          "现责令{you}{action}，于{due}前完成整改，并将整改结果书面报我单位。"), "此令。", by_hand=("{post}",)),
    Kind("pledge", "承诺书", "关于{matter}的承诺书",
         ("为落实{ground}，我单位就{matter}作出承诺。",
          "我单位将{action}，于{due}前完成。未履行承诺的，依照有关规定承担责任。"), "特此承诺。", by_hand=("{post}",)),
    Kind("change", "调整通知", "关于调整{body}组成人员的通知",
         ("因{reason}，根据{ground}，决定对{body}组成人员作如下调整：{changes}。",
          "以上调整自{from_day}起执行，请{you}做好工作衔接。"), "特此通知。", Head.DOCUMENT),
    Kind("refer", "转办函", "关于转办{matter}的函",
         ("我单位收到{matter}。根据{ground}，该事项属于{you}的职责范围，现转请办理。",
          "请{you}{action}，于{reply_by}前将办理结果函告我单位。"), "特此函告。", Head.LETTER),
    Kind("demand", "催告书", "关于{matter}的催告书",
         ("根据{ground}，{you}应当于{due}前履行{duty}。截至目前，{found}。",
          "请{you}{action}，于{reply_by}前履行完毕。对本催告有异议的，可以在此期间向我单位陈述、申辩。"), "特此催告。"),
)
KINDS = {one.id: one for one in _KINDS}
