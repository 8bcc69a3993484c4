"""How long reading takes: `python benchmarks/read.py [FILE] [--times N]`.

Prints milliseconds for the file, for ten of it joined (with the ratio), and for a floor measured in the same run: the
least that any reader of this format does, which is to decode, split into lines and try one pattern on each line.
"""

from __future__ import annotations

import argparse
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from gongbao.packs import find_packs, lexicon_for
from gongbao.text import read
from gongbao.text.source import from_bytes

ROOT = Path(__file__).resolve().parent.parent
GAZETTE = ROOT.parent / "shared" / "gazette" / "julu-2020.txt"
DIGIT = "[一二三四五六七八九十百]"
NUMBERED = re.compile(rf"\s*(?:{DIGIT}+、|（{DIGIT}+）|\d+[.．、]|第{DIGIT}+[章条])")
JOINED = 10


def main() -> None:
    arguments = _arguments()
    data = _data(arguments.file)
    lexicons = lexicon_for(find_packs())
    many = data * JOINED
    timings = measure(
        {
            "floor": lambda: floor(data),
            "read": lambda: read(from_bytes(data, "file.txt"), lexicons),
            f"read x{JOINED}": lambda: read(from_bytes(many, "files.txt"), lexicons),
        },
        arguments.times,
    )
    reading = read(from_bytes(data, "file.txt"), lexicons)
    report(timings, len(data), len(reading.documents))


def floor(data: bytes) -> int:
    """Decode, split, try one pattern on each line."""
    return sum(NUMBERED.match(line) is not None for line in data.decode("utf-8").splitlines())


def measure(jobs: dict[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    """Milliseconds of each job, taken in turn so that a busy machine slows all alike; a first round is left out."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(times + 1):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            taken[name].append((time.perf_counter() - start) * 1000)
    return {name: rounds[1:] for name, rounds in taken.items()}


def report(timings: dict[str, list[float]], size: int, documents: int) -> None:
    print(f"{size / 1000:.0f} kB, {documents} documents, {len(next(iter(timings.values())))} times")
    for name, taken in timings.items():
        print(f"{name:10} median {statistics.median(taken):9.1f} ms   minimum {min(taken):9.1f} ms")
    least = {name: min(taken) for name, taken in timings.items()}
    print(f"read / floor {least['read'] / least['floor']:.1f}   "
          f"x{JOINED} / read {least[f'read x{JOINED}'] / least['read']:.2f}   {size / 1e3 / least['read']:.2f} MB/s")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, nargs="?", help="a text in UTF-8; else the gazette, else the sample county")
    parser.add_argument("--times", type=int, default=9)
    return parser.parse_args()


def _data(file: Path | None) -> bytes:
    if file is not None:
        return file.read_bytes()
    if GAZETTE.is_file():
        return GAZETTE.read_bytes()
    sample = sorted((ROOT / "packs" / "sample-county").rglob("*.txt"))
    return b"\n".join(path.read_bytes() for path in sample)


if __name__ == "__main__":
    main()
