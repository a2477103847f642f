#!/usr/bin/env bash
# Counts the instructions of each stage of a cold build of 1,000 articles, on one core: bench/instructions.sh [--keep].
#
# A count hardly depends on the machine or on what else runs there, so a change of some per cent is one of the program.
# Beside each count stands the one kept in bench/instructions.tsv, and their ratio; --keep keeps the new ones.
# Needs valgrind and Python 3. Environment as for run.sh.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
target=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
work=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/instructions.XXXXXX")
trap 'rm -rf "$work"' EXIT

cargo build --quiet --profile counted --locked --manifest-path "$root/Cargo.toml" --target-dir "$target"
python3 "$here/corpus.py" --articles 1000 --out "$work/site" >&2
RAYON_NUM_THREADS=1 valgrind --quiet --tool=callgrind --callgrind-out-file="$work/counts" \
    "$target/counted/dateline" build --root "$work/site" --quiet
callgrind_annotate --inclusive=yes --threshold=100 "$work/counts" >"$work/table" 2>/dev/null # It complains of lines without a count.

python3 - "$work/table" "$here/instructions.tsv" "${1:-}" <<'PYTHON'
import pathlib, re, sys

table, kept, keep = pathlib.Path(sys.argv[1]).read_text(), pathlib.Path(sys.argv[2]), sys.argv[3]
stages = {
    "parse": "command::parse_cache::parse_all",
    "link": "compile::link::site::link",
    "plan": "compile::plan::planner::plan",
    "render and write": "command::write::write",
}


def count(function):
    found = re.findall(rf"^\s*([\d,]+).*[: ](?:dateline::)?{function}(?:'2)?(?: \[|$)", table, re.M)
    return max(int(number.replace(",", "")) for number in found)


counts = {stage: count(function) for stage, function in stages.items()}
counts["all"] = int(re.search(r"^\s*([\d,]+).*PROGRAM TOTALS", table, re.M).group(1).replace(",", ""))
last = dict(line.split("\t") for line in kept.read_text().splitlines()) if kept.exists() else {}
print("| stage | million instructions | kept | ratio |")
print("|---|---:|---:|---:|")
for stage, number in counts.items():
    before = int(last.get(stage, 0))
    ratio = f"{number / before:.3f}" if before else ""
    print(f"| {stage} | {number / 1e6:,.1f} | {before / 1e6:,.1f} | {ratio} |")
if keep == "--keep":
    kept.write_text("".join(f"{stage}\t{number}\n" for stage, number in counts.items()))
PYTHON
