"""The kinds of rule by their names. A new kind wants two documents that need it."""

from __future__ import annotations

from gongbao.rules.benefit import Benefit
from gongbao.rules.body import Body
from gongbao.rules.cadence import Cadence
from gongbao.rules.checklist import Checklist
from gongbao.rules.grading import Grading
from gongbao.rules.indicator import Indicator
from gongbao.rules.ladder import Ladder
from gongbao.rules.procedure import Procedure
from gongbao.rules.rate import Rate
from gongbao.rules.register import Register
from gongbao.rules.report_chain import ReportChain
from gongbao.rules.response import Response
from gongbao.rules.rule import Rule
from gongbao.rules.scorecard import Scorecard
from gongbao.rules.task import Task
from gongbao.rules.time_limit import TimeLimit

KINDS: dict[str, type[Rule]] = {
    "time_limit": TimeLimit,
    "cadence": Cadence,
    "procedure": Procedure,
    "report_chain": ReportChain,
    "task": Task,
    "indicator": Indicator,
    "rate": Rate,
    "scorecard": Scorecard,
    "grading": Grading,
    "response": Response,
    "benefit": Benefit,
    "ladder": Ladder,
    "register": Register,
    "checklist": Checklist,
    "body": Body,
}
TITLES = {
    "time_limit": "时限",
    "cadence": "频次",
    "procedure": "程序",
    "report_chain": "报告链",
    "task": "任务",
    "indicator": "指标",
    "rate": "比率",
    "scorecard": "评分表",
    "grading": "分级",
    "response": "响应",
    "benefit": "惠企措施",
    "ladder": "递进问责",
    "register": "清单",
    "checklist": "清单项",
    "body": "机构",
}
