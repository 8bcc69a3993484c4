"""Words by which the audit names what happens to surveys."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _


def wire() -> None:
    """Called once, when the app is ready."""
    from county.audit.words import name_things, name_verbs

    name_verbs({"review.survey": _("开始调查"), "review.survey_links": _("生成调查链接"),
                "review.survey_answer": _("交问卷"), "review.survey_brought": _("导入问卷"),
                "review.survey_closed": _("结束调查")})
    name_things({"review_survey": _("政务服务调查")})
