"""The fifteen documents of the gazette: header, addressees, attachments, repeals, citations."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from . import nodes, oracle

ALL = range(1, 16)
CITED_NUMBER = re.compile(
    r"[^\s《》〈〉“”、，。；：]+?(〔\d{4}〕|\[\d{4}\]|第?\d|[〇零一二三四五六七八九十])[^\s《》，。；]*"
)


def header(number: int) -> tuple[str, str, date]:
    """Issuer, title without blanks and date, from the lines above and on the number's line."""
    line = oracle.line_of(oracle.number_of(number))
    above = line - 1
    while oracle.bare(oracle.lines()[above - 1]) not in ("巨鹿县人民政府", "巨鹿县人民政府办公室"):
        above -= 1
    title = oracle.bare("".join(oracle.lines()[above : line - 1]))
    found = re.search(r"(\d{4})年(\d+)月(\d+)日", oracle.lines()[line - 1])
    assert found
    return oracle.bare(oracle.lines()[above - 1]), title, date(*map(int, found.groups()))


def addressees(number: int) -> list[str]:
    after = oracle.lines()[oracle.line_of(oracle.number_of(number)) :]
    line = next(text for text in after if oracle.bare(text).endswith("："))
    return [name for name in re.split("[、，]", oracle.bare(line)[:-1]) if name]


def test_the_gazette_holds_fifteen_documents_in_the_order_of_the_text(payload: dict[str, Any]) -> None:
    assert tuple(document["number"] for document in payload["documents"]) == oracle.NUMBERS


@pytest.mark.parametrize("number", ALL)
def test_the_oracles_agree_on_the_date(number: int) -> None:
    assert header(number)[2].isoformat() in oracle.spec(number)


@pytest.mark.parametrize("number", ALL)
def test_a_document_has_its_date(of_spec: Any, number: int) -> None:
    assert of_spec(number)["issued"] == header(number)[2].isoformat()


@pytest.mark.parametrize("number", ALL)
def test_a_document_has_its_issuer(of_spec: Any, number: int) -> None:
    issuer = header(number)[0]
    assert of_spec(number)["issuer"] == issuer
    assert of_spec(number)["issuers"] == [issuer]


@pytest.mark.parametrize("number", ALL)
def test_a_document_has_its_whole_title(of_spec: Any, number: int) -> None:
    issuer, title, _ = header(number)
    read = of_spec(number)["title"]
    assert read in (title, issuer + title)
    assert read.endswith(("通知", "意见"))


@pytest.mark.parametrize("number", ALL)
def test_a_document_has_its_addressees(of_spec: Any, number: int) -> None:
    assert of_spec(number)["addressees"] == addressees(number)


def test_a_document_begins_at_its_issuer(of_spec: Any, source: Any) -> None:
    """Two documents begin in a table's last cell or right after it: there the cut is hardest."""
    for number in ALL:
        text = source.text[slice(*of_spec(number)["span"])]
        assert oracle.bare(text).startswith(header(number)[0]), number


def test_exactly_two_documents_repeal_one_each(payload: dict[str, Any]) -> None:
    repeals = {d["number"]: [(r["number"], r["date"]) for r in d["repeals"]] for d in payload["documents"]}
    assert {number: found for number, found in repeals.items() if found} == {
        oracle.number_of(4): [("巨政字〔2017〕9号", "2017-03-16")],
        oracle.number_of(12): [("巨政办发〔2018〕2号", "2018-07-22")],
    }


def test_the_repealed_earthquake_plan_has_its_title(of_spec: Any) -> None:
    assert of_spec(12)["repeals"][0]["title"] == "巨鹿县地震应急预案"


@pytest.mark.parametrize("number", [4, 12])
def test_a_repeal_stands_where_the_text_says_so(of_spec: Any, number: int) -> None:
    document = of_spec(number)
    (repeal,) = document["repeals"]
    assert "同时废止" in nodes.section(document, repeal["at"])["text"]


ATTACHMENTS = {
    1: [("附件1", "领导小组成员名单"), ("附件2", "主要任务分工"), ("附件3", "考核办法"), ("附件4", "考核指标框架")],
    3: [("附件1", "验收清单"), ("附件2", "承诺申请表")],
    7: [("附件1", "组成单位及成员"), ("附件2", "主要职责及工作制度"), ("附件3", "联合工作专班工作机制")],
    8: [("附件1", "领导小组名单"), ("附件2", "评分表")],
    13: [("附件", "府院联动领导小组")],
    14: [("附件", "目录（共4项）")],
}
"""Labels of the attachments, and how each title, or the one on the attachment itself, ends."""


@pytest.mark.parametrize("number", ALL)
def test_a_document_has_all_its_attachments(of_spec: Any, number: int) -> None:
    assert [a["at"] for a in of_spec(number)["attachments"]] == [at for at, _ in ATTACHMENTS.get(number, [])]


@pytest.mark.parametrize("number", ATTACHMENTS)
def test_an_attachment_has_its_whole_title(of_spec: Any, number: int) -> None:
    text = oracle.bare(oracle.gazette())
    for attachment, (_, ending) in zip(of_spec(number)["attachments"], ATTACHMENTS[number], strict=True):
        title = oracle.bare(attachment["title"])
        assert re.search(rf"{re.escape(ending)}(名单)?$", title) or title.endswith("领导小组成员名单")
        assert title in text
        assert title.startswith(("巨鹿县", "商贸流通"))


@pytest.mark.parametrize("number", ATTACHMENTS)
def test_an_attachment_is_a_section_of_the_top_level(of_spec: Any, number: int) -> None:
    document = of_spec(number)
    tops = [section["at"] for section in document["sections"]]
    assert [at for at in tops if at.startswith("附件") and re.fullmatch(r"附件\d?", at)] == [
        at for at, _ in ATTACHMENTS[number]
    ]


JOINED = {
    1: [("国发〔2019〕13号", "国务院关于实施健康中国行动的意见")],
    3: [("冀商流通字〔2020〕1号", "河北省商务厅关于做好商贸流通服务企业复业营业工作的通知")],
    5: [
        ("冀土领办〔2020〕3号", "2020年河北省土壤污染防治工作要点"),
        ("巨政字〔2018〕25号", "巨鹿县“净土行动”土壤污染防治工作实施方案"),
        ("巨土领办〔2019〕7号", "巨鹿县净土保卫战行动计划"),
    ],
    6: [
        ("冀安委〔2015〕12号", "河北省油气输送管道保护和安全监管职责分工"),
        ("中发〔2016〕32号", "中共中央国务院关于推进安全生产领域改革发展的意见"),
    ],
    12: [("巨政办发〔2018〕2号", "巨鹿县地震应急预案")],
    13: [("发改财金〔2019〕1104号", "加快完善市场主体退出制度改革方案")],
    14: [("国发〔2020〕13号", "国务院关于取消和下放一批行政许可事项的决定")],
}
CASES = [(number, *pair) for number, pairs in JOINED.items() for pair in pairs]


@pytest.mark.parametrize(("number", "cited", "title"), CASES)
def test_a_citation_joins_number_and_title(of_spec: Any, number: int, cited: str, title: str) -> None:
    assert (cited, title) in {(cite["number"], cite["title"]) for cite in of_spec(number)["cites"]}


def test_a_long_title_is_joined_with_its_number(of_spec: Any) -> None:
    (title,) = {cite["title"] for cite in of_spec(10)["cites"] if cite["number"] == "邢政办字〔2020〕21号"}
    assert title.startswith("邢台市人民政府办公厅关于印发2020年")
    assert title.endswith("工作方案的通知")


NUMBERED = {
    1: "冀政发〔2019〕6号 邢政发〔2020〕4号",
    3: "冀政办字〔2020〕14号",
    5: "冀政办字〔2020〕11号",
    8: "冀水资〔2017〕4号",
    9: "邢政办发〔2020〕1号",
    13: "冀三创四建〔2020〕1号",
    14: "冀政办发〔2020〕7号 邢政办发〔2020〕5号 冀政办字〔2020〕154号 公治〔2017〕529号",
}


@pytest.mark.parametrize("number", NUMBERED)
def test_every_numbered_document_is_cited(of_spec: Any, number: int) -> None:
    """The one of 08 stands in a footnote, the last one of 14 in a table."""
    cited = {cite["number"] for cite in of_spec(number)["cites"]}
    assert set(NUMBERED[number].split()) <= cited


def test_a_nested_title_stays_whole(of_spec: Any) -> None:
    """A title within a title, once in 〈〉 and once in <>."""
    titles = [cite["title"] for cite in of_spec(1)["cites"] if cite["number"] == "冀政发〔2019〕6号"]
    assert len(titles) == 2
    assert all(title.startswith("河北省") and title.endswith("通知") for title in titles)


@pytest.mark.parametrize("number", ALL)
def test_every_number_of_the_text_in_brackets_is_cited(of_spec: Any, source: Any, number: int) -> None:
    document = of_spec(number)
    text = source.text[slice(*document["span"])]
    printed = set(re.findall(r"[\u4e00-\u9fff]+〔\d{4}〕(?:第)?\d+号", text))
    endings = {re.search(r"〔.*", found)[0] for found in printed} - {
        document["number"][document["number"].index("〔") :]
    }
    cited = {cite["number"] for cite in document["cites"]}
    assert {ending for ending in endings if not any(c.endswith(ending) for c in cited)} == set()


@pytest.mark.parametrize("number", ALL)
def test_every_title_of_the_text_is_cited(of_spec: Any, source: Any, number: int) -> None:
    """Each 《…》 outside another one; a document's own plan may be left out."""
    document = of_spec(number)
    text = source.text[slice(*document["span"])]
    titles = {oracle.bare(title) for title in re.findall(r"《([^《》]+)》", text)}
    own = {title for title in titles if title in oracle.bare(document["title"])}
    cited = {oracle.bare(cite["title"]) for cite in document["cites"]}
    headers = {"巨鹿县人民政府公报"}
    assert {title for title in titles - own - headers if not any(title in c for c in cited)} == set()


@pytest.mark.parametrize("number", ALL)
def test_a_cited_number_is_well_formed(of_spec: Any, number: int) -> None:
    for cite in of_spec(number)["cites"]:
        assert cite["number"] or cite["title"]
        assert "《" not in cite["title"][:1]
        if cite["number"]:
            assert CITED_NUMBER.fullmatch(cite["number"]), cite
            assert not re.match(r"[（(]|根据|按照|依据|印发", cite["number"]), cite


@pytest.mark.parametrize(("number", "least"), [(6, 200), (14, 6), (8, 1)])
def test_citations_inside_tables_are_read(of_spec: Any, number: int, least: int) -> None:
    document = of_spec(number)
    in_rows = [cite for cite in document["cites"] if "表" in cite["at"] and "行" in cite["at"]]
    assert len(in_rows) >= least


def test_a_title_in_brackets_is_not_the_documents_own_number(of_spec: Any) -> None:
    """The epidemic plan it repeals is cited by number alone."""
    assert "巨政字〔2017〕9号" in {cite["number"] for cite in of_spec(4)["cites"]}


def test_the_title_of_an_issued_plan_is_a_node_of_its_own(of_spec: Any) -> None:
    for number in (1, 2, 4, 5, 8, 9, 10, 11, 12):
        title = oracle.bare(nodes.section(of_spec(number), "正文标题")["text"])
        assert title in oracle.bare(of_spec(number)["title"])
