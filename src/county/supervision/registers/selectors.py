"""What other rooms of the desk ask of the registers."""

from county.supervision.registers.figures.selectors import targets_of

__all__ = ["targets_of"]
