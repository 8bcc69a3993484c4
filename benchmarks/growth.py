"""Whether the time of reading grows with the text and no faster, whatever it repeats: `python benchmarks/growth.py`.

Prints for each pattern the milliseconds of a small text, of one `TIMES` times as large, and the ratio: about `TIMES`
when it grows as it should. The last line names the worst.
"""

from __future__ import annotations

from pathlib import Path
from time import process_time

import yaml

from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import Source, from_bytes

PATTERNS = Path(__file__).resolve().parent.parent / "tests" / "text" / "elsewhere" / "repeated.yaml"
SIZE, TIMES = 5_000, 8  # characters of the small text; how much larger the large one is


def main() -> None:
    worst = (0.0, "")
    for name, part in yaml.safe_load(PATTERNS.read_text(encoding="utf-8")).items():
        small, large = (milliseconds(part * (size // len(part))) for size in (SIZE, SIZE * TIMES))
        worst = max(worst, (large / small, name))
        print(f"{name:40} {small:8.1f} ms {large:9.1f} ms  x{large / small:5.1f}")
    print(f"worst: {worst[1]}, {TIMES} times the text takes {worst[0]:.1f} times as long")


def milliseconds(text: str) -> float:
    """The least processor time of three rounds."""
    source = from_bytes(text.encode(), "text.txt")
    return min(_once(source) for _ in range(3)) * 1000


def _once(source: Source) -> float:
    start = process_time()
    reading_as_json(source, read(source))
    return process_time() - start


if __name__ == "__main__":
    main()
