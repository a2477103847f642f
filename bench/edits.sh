#!/usr/bin/env bash
# Measures what an edit costs, each time in a new process: bench/edits.sh [ARTICLES [RUNS]], default 10000 and 5.
#
# After a cold build and two more that only look, each edit is made and built RUNS times: nothing, one body, one headline,
# one new article with two known parties. Beside it stands the least work to tell that nothing has changed: a walk of the
# content on one core with the size and time of each file, and reading the ledger. Environment as for run.sh.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
articles=${1:-10000}
runs=${2:-5}
python3 "$here/corpus.py" --articles "$articles" --out "$work/site" >&2
if [[ ${PROFILE:-} ]]; then cp "$here/$PROFILE.yaml" "$work/site/dateline.yaml"; fi

python3 - "$dateline" "$floor" "$work/site" "$runs" "${PROFILE:-all}" <<'PYTHON'
import glob, os, re, statistics, subprocess, sys, time

dateline, floor, site, runs, profile = *sys.argv[1:4], int(sys.argv[4]), sys.argv[5]
articles = sorted(glob.glob(f"{site}/content/**/*.md", recursive=True))
middle = articles[len(articles) // 2]


def timed(command):
    """Wall seconds, peak memory in MB, what was said last."""
    with open(f"{site}/../log", "w+") as log:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        log.seek(0)
        said = log.read()
        if status:
            sys.exit(f"{' '.join(command)}\nfailed:\n{said[-4000:]}")
    return wall, used.ru_maxrss / 1024, said.splitlines()[-1]


def build():
    return timed([dateline, "build", "--root", site])


def change(path, pattern, to):
    text = open(path).read()
    open(path, "w").write(re.sub(pattern, to, text, count=1, flags=re.M))




def new(number):
    head = open(middle).read().split("---")[1]
    keep = [line for line in head.splitlines() if not re.match(r"^(slug|aliases):", line)]
    head = re.sub(r"^title:.*$", f"title: A new story {number}", "\n".join(keep), flags=re.M)
    newest = max(re.search(r"^date: (\S+)", open(path).read(), re.M).group(1) for path in articles[-1:])
    head = re.sub(r"^date:.*$", f"date: {newest}", head, flags=re.M)
    folder = os.path.dirname(articles[-1])
    open(f"{folder}/a-new-story-{number}.md", "w").write(f"---{head}\n---\n\nThey agreed on number {number}.\n")


def body(number):
    open(middle, "a").write(f"\nOne more line, {number}.\n")


edits = {
    "nothing": lambda number: None,
    "one body": body,
    "one headline": lambda number: change(middle, r"^title:.*$", f"title: Another headline {number}"),
    "one new article": new,
}
cold = build()
for _ in range(2):
    time.sleep(0.1)
    build()
kept = [path for path in glob.glob(f"{site}/.dateline/*") if re.search(r"/(ledger|last-build)-", path)]
print(f"{articles and len(articles):,} articles, profile {profile}, {os.cpu_count()} cores, {runs} runs, a new process each")
print()
print("| | wall s: median | min | max | peak MB | written |")
print("|---|---:|---:|---:|---:|---:|")
print(f"| cold build | {cold[0]:.3f} | | | {cold[1]:,.0f} | |")
look = [timed([floor, "--look", site, *kept])[0] for _ in range(runs)]
print(f"| the least work to look | {statistics.median(look):.3f} | {min(look):.3f} | {max(look):.3f} | | |")
for name, edit in edits.items():
    results = []
    for number in range(runs):
        edit(number)
        time.sleep(0.1)
        results.append(build())
        if name != "nothing":
            time.sleep(0.1)
            build()
    wall, memory, said = zip(*results)
    written = re.search(r"([\d,]+) written", said[-1]).group(1)
    print(f"| {name} | {statistics.median(wall):.3f} | {min(wall):.3f} | {max(wall):.3f} | {max(memory):,.0f} | {written} |")
PYTHON
