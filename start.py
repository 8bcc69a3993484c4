"""Start 令行 gongbao on this machine, with or without make.

python3 start.py            the same as `python3 start.py run`
python3 start.py run        fills .venv/ with what is pinned, serves on 127.0.0.1 (more words go to gongbao serve)
python3 start.py test       the whole suite: PostgreSQL, then SQLite (more words go to pytest)
python3 start.py check      ruff, mypy, import contracts
python3 start.py bench      the benchmarks
python3 start.py soak       kill -9, a year of virtual time: what takes long (more words go to pytest: --rounds 10)
python3 start.py pins       writes the requirements files anew from pyproject.toml

This file must be readable by an old Python, so that it can say what is wrong; the work is in starting/.
"""

import sys

OLDEST = (3, 11)
TOO_NEW = (3, 14)


def unfit(version: "tuple[int, ...]") -> str:
    """One sentence in two languages when this Python cannot run the project, else nothing."""
    if OLDEST <= tuple(version[:2]) < TOO_NEW:
        return ""
    here = f"{version[0]}.{version[1]}"
    return (
        f"运行 start.py 的是 Python {here}，需要 3.11 至 3.13：请安装其中一版，再用它运行，例如 python3.12 start.py。\n"
        f"start.py is run by Python {here} and needs 3.11 to 3.13: install one of these and run it with that, "
        "for example python3.12 start.py."
    )


if __name__ == "__main__":
    if unfit(sys.version_info[:2]):
        sys.exit(unfit(sys.version_info[:2]))
    from starting.commands import main

    sys.exit(main(sys.argv[1:]))
