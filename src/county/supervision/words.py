"""What the audit calls the desk's acts and things."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "supervision.matter": _("立项"), "supervision.progress": _("报落实情况"),
    "supervision.quarter": _("开季度预评"), "supervision.places": _("登记名次"), "supervision.freeze": _("定名次"),
    "supervision.finding": _("登记低效能认定"), "supervision.oblige": _("列出约谈和曝光"),
    "supervision.plot": _("登记地块"), "supervision.plot_request": _("登记地块的申请"),
    "supervision.farmland": _("填报耕地面积"), "supervision.figure": _("填报数字"),
    "supervision.listed.put_on": _("列入名录"), "supervision.listed.correct": _("改名录"),
    "supervision.listed.take_off": _("移出名录"),
    "supervision.sheet": _("导入表格"), "supervision.self_check": _("填自查评估表"),
    "supervision.decision": _("登记奖惩决定"), "supervision.revoke": _("撤销奖惩决定"),
}
THINGS = {"quarter": _("季度预评"), "decision": _("奖惩决定"), "figure": _("填报的数"), "listed": _("名录"),
          "self_check": _("自查评估表"), "sheet": _("表格"), "township": _("乡镇")}
