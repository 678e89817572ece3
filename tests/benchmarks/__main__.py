"""Pages at ten thousand and at two million results, and the import of ten thousand rows: `make benchmark`.

Both worlds are measured in one run, page by page in turn, so that the ratio is fair whatever else the
machine does. `BENCHMARK_SMALL` and `BENCHMARK_LARGE` name databases that are filled already; else two SQLite
files are filled.
"""

import json
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent.parent
SMALL, LARGE = 10_000, 2_000_000
ROUNDS = 5
KINDS = (
    *("event", "athlete", "all-time list", "season list", "list by performance", "list, two a country"),
    *("lists", "records", "country", "competition", "front page"),
)


def main():
    with tempfile.TemporaryDirectory() as folder:
        databases = [
            os.environ.get(f"BENCHMARK_{name}") or filled(folder, name, size)
            for name, size in (("SMALL", SMALL), ("LARGE", LARGE))
        ]
        manage(["collectstatic", "--noinput", "-v0"], databases[0], folder)
        print(f"{platform.python_implementation()} {platform.python_version()}, {os.cpu_count()} cores")
        print(databases[0].partition(":")[0])
        workers = [worker(url, folder) for url in databases]
        print(f"{'page':22} {'queries':>8} {'10 k':>14} {'2 M':>16} {'ratio':>7}")
        for kind in KINDS:
            print(compared(kind, workers), flush=True)
        for each in workers:
            each.stdin.close()
            each.wait()
        for name, url in zip(("10 k", "2 M"), databases, strict=True):
            print(imported(name, url, folder), flush=True)


def filled(folder, name, size):
    url = f"sqlite:///{folder}/{name.lower()}.sqlite3"
    for command in (
        ["migrate", "-v0"],
        ["createcachetable"],
        ["load_reference", "-v0"],
        ["seed_bulk", "--results", str(size), "--stories", "0"],
    ):
        manage(command, url, folder)
    return url


def manage(command, url, folder):
    subprocess.run([sys.executable, "manage.py", *command], env=env(url, folder), cwd=ROOT, check=True)


def env(url, folder):
    key = "benchmark-only-" + "x" * 50
    return os.environ | {"DATABASE_URL": url, "DATA_DIR": folder, "SECRET_KEY": key, "LOG_LEVEL": "ERROR"}


def worker(url, folder):
    command = [sys.executable, "-m", "tests.benchmarks.worker"]
    process = subprocess.Popen(
        command, env=env(url, folder), cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    return process


def compared(kind, workers):
    taken, queries, sizes = [[], []], [None, None], [0, 0]
    for _ in range(ROUNDS):
        for number, process in enumerate(workers):
            process.stdin.write(f"{kind}\n")
            process.stdin.flush()
            milliseconds, queries[number], sizes[number] = json.loads(process.stdout.readline())
            taken[number].append(milliseconds)
    small, large = map(median, taken)
    told = "/".join(sorted({"–".join(map(str, sorted({each[0], each[-1]}))) for each in queries}))
    sides = (f"{small:6.1f} ms {sizes[0]:4.0f} KB", f"{large:6.1f} ms {sizes[1]:4.0f} KB")
    return f"{kind:22} {told:>8} {sides[0]}   {sides[1]} {large / small:7.2f}"


def imported(name, url, folder):
    command = [sys.executable, "-m", "tests.benchmarks.importing"]
    done = subprocess.run(command, env=env(url, folder), cwd=ROOT, check=True, capture_output=True, text=True)
    return f"import into {name}: {done.stdout.strip()}"


if __name__ == "__main__":
    main()
