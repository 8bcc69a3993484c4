"""A made-up county with two systems on disk, so that each test changes the one entry it is about."""

from __future__ import annotations

from pathlib import Path

from tests.packs.conftest import AGENCIES, PACK, Hill

RIVERS = """\
  - number: 山政字〔2031〕5号
    title: 山县河道保洁办法
    issued: 2031-05-07
    issuers: [山县人民政府]
    in_force_from: 2031-05-07
    in_force_until: 2031-12-31
    system: rivers
    topic: 河道谁来保洁
"""
FACTS = """\
document: 山政字〔2031〕4号
rules:
  report:
    kind: time_limit
    title: 险情报告
    inputs:
      found: {type: date, title: 发现日期}
    limit: {value: 3, unit: working_day, start: found}
    source: {at: 第三条, quote: 3个工作日内报告}
  handling:
    kind: procedure
    title: 处置
    states: [{id: found, title: 已发现}, {id: closed, title: 已处置, ends: yes}]
    steps:
      - {id: close, title: 处置, origin: [found], to: closed, who: {agencies: [water]}, starts: [report]}
    source: {at: 第三条（一）, quote: 由县水务局处置}
  stations:
    kind: register
    title: 值守点
    columns:
      no: {title: 序号, form: number}
      name: {title: 地点, key: yes}
      unit: {title: 单位, form: agencies, key: yes}
      duties: {title: 职责, form: parts}
    rows: stations.csv
    part_sheets: {duties: duties.csv}
    table: {at: 附件 表1, columns: {no: 1, name: 2, unit: 3}}
    counts: [{count: 2, source: {at: 第四条, quote: 设2个值守点}}]
    source: {at: 附件, quote: 值守点名单}
    readings: [R-0401]
  crowded:
    kind: checklist
    title: 值守是否过密
    inputs:
      count: {type: integer, title: 值守人数}
      "[most]": {type: integer, title: 最多几人, setting: R-0402}
    items:
      - {id: few, topic: 不过密, holds: [{input: count, comparator: "<=", than: most}], readings: [R-0402]}
    source: {at: 第四条, quote: 人数不超过规定}
"""
STATIONS = "no,name,unit\n1,东闸,water\n2,西闸,water|finance\n"
DUTIES = "row,topic,at,quote\n1,巡查,附件 段2,每日巡查一次\n2,值班,附件 段3,昼夜值班值守\n"
READINGS = """\
readings:
  - id: R-0401
    question: 值守点写在正文还是附件？
    sort: note
    why: 以附件为准。
  - id: R-0402
    question: 值守最多几人？
    sort: setting
    chosen: ""
    unit: 人
    why: 文件没有给数。
"""
CASES = """\
cases:
  - {rule: report, given: {found: 2031-09-26}, then: {outcome: decided, value: 2031-09-30, cites: [第三条]}, chip: 节前}
  - {rule: report, given: {found: 2031-02-30}, then: {error: found}}
  - {rule: report, on: 2031-05-05, given: {found: 2031-09-26}, then: {outcome: cannot_say}}
  - {rule: stations, given: {q: 西闸}, then: {rows: 1, value: [{no: 2, name: 西闸}]}}
"""
DIGEST = """\
document: 山政字〔2031〕4号
items:
  - {at: 第一条, says: 为了防汛, stated: 只是目的}
  - {at: 第二条, says: 全县适用}
  - {at: 第三条, says: 险情三天内报告}
  - {at: 第四条, says: 设两个值守点}
  - {at: 第五条, says: 由市里解释, left_out: 不由县里办}
  - {at: 附件, says: 值守点名单}
"""
FINDINGS = """\
findings:
  - id: F-0401
    sort: silent
    says: 没有写值守最多几人。
    places: [{at: 第四条, quote: 值守不宜过密}]
    affects: [县水务局]
    rules: [flood/crowded]
    readings: [R-0402]
"""
CLEANING = """\
document: 山政字〔2031〕5号
rules:
  clean:
    kind: cadence
    title: 河道保洁
    times: 2
    per: week
    source: {at: 第二条, quote: 每周保洁2次}
"""
SHARED = """\
readings:
  - id: R-01
    question: 当天算不算？
    sort: option
    options: {not_counted: 不算, counted: 算}
    chosen: not_counted
    why: 通例。
  - {id: R-02, question: 最后一天算不算？, sort: note, why: 算在内。}
"""
CALENDAR = """\
year: 2031
notices:
  - {number: 山字〔2030〕1号, title: 放假通知, published: 2030-11-20, off: [2031-10-01..2031-10-07], work: [2031-09-28]}
  - {number: 山字〔2031〕2号, title: 再放一天, published: 2031-09-30, off: [2031-10-08]}
"""
FILES = {
    "hill-2031/pack.yaml": PACK + RIVERS,
    "hill-2031/agencies.yaml": AGENCIES,
    "hill-2031/flood/facts.yaml": FACTS,
    "hill-2031/flood/stations.csv": STATIONS,
    "hill-2031/flood/duties.csv": DUTIES,
    "hill-2031/flood/readings.yaml": READINGS,
    "hill-2031/flood/cases.yaml": CASES,
    "hill-2031/flood/digest.yaml": DIGEST,
    "hill-2031/flood/findings.yaml": FINDINGS,
    "hill-2031/rivers/facts.yaml": CLEANING,
    "china/readings.yaml": SHARED,
    "china/calendar/2031.yaml": CALENDAR,
}


class Flood:
    """The folder of packs with this county; `change` rewrites one entry of one file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        """Fails if the entry is not there exactly once."""
        path = self.folder / (name if name in FILES else f"hill-2031/flood/{name}")
        path.write_text(Hill.changed(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
