"""Rates of jobs beside one another: what each benchmark of ours and its peers is printed by."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping

Job = tuple[int, Callable[[], object]]
"""How many things a call does, and the call."""


def report(title: str, jobs: Mapping[str, Job], times: int, goal: float | None = None) -> None:
    """Things a second of each job, in turn so that a busy machine slows all alike; a first round is left out.

    `goal`: of the first job's median.
    """
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(times + 1):
        for name, (size, job) in jobs.items():
            start = time.perf_counter()
            job()
            taken[name].append(size / (time.perf_counter() - start))
    medians = {name: statistics.median(rates[1:]) for name, rates in taken.items()}
    ours = next(iter(medians.values()))
    print(f"\n{title:52}      best          median   first / this")
    for name, rates in taken.items():
        print(f"  {name:42} {max(rates[1:]):17,.0f} {medians[name]:15,.0f} {ours / medians[name]:14,.2f}")
    if goal is not None:
        print(f"  goal {goal:,.0f}: {'met' if ours >= goal else 'missed'}")
