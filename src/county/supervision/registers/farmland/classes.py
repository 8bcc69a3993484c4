"""The classes of farmland of the county's register, and who writes down the areas."""

from __future__ import annotations

from county.accounts.actor import Actor
from county.supervision.registers.rules import Held, of_slot
from county.supervision.registers.units import main_lead_of, supervises
from gongbao.rules.register import Register

KEY = "no"


def classes() -> dict[str, str]:
    """Number → name, in the register's order."""
    found = of_slot("farmland")
    if found is None or not isinstance(found.rule, Register):
        return {}
    name = next(code for code, column in found.rule.columns.items() if column.key)
    return {str(row.get(KEY, number)): str(row[name]) for number, row in enumerate(found.rule.rows, 1)}


def writer() -> str:
    """The unit that writes for every township."""
    found: Held | None = of_slot("farmland")
    return main_lead_of(found.system.id, found.rule) if found else ""


def writes_all(actor: Actor) -> bool:
    return supervises(actor) or actor.acts_for([writer()])


def may_write(actor: Actor, township: str) -> bool:
    return writes_all(actor) or actor.acts_for([township])
