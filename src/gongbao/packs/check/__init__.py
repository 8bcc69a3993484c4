"""What a pack states, held against the text of the gazette."""

from gongbao.packs.check.facts import check
from gongbao.packs.check.lint import lint_quotes
from gongbao.packs.check.report import Failure, Report

__all__ = ["Failure", "Report", "check", "lint_quotes"]
