#!/usr/bin/env bash
# Measures a cold build of Dateline against the floor: bench/run.sh [ARTICLES [RUNS]], default 10000 and 5.
#
# The two take turns, each writes into a new folder on tmpfs (/dev/shm, else the temporary folder), and each run of
# Dateline starts without cache and ledger. The floor writes as many files as Dateline does. README.md says more.
#
#   PROFILE=equal        only what other generators do as well: bench/equal.yaml is the site's configuration
#   DATELINE=path        a dateline to measure instead of building this one
#   BENCH_DIR=folder     where corpora and outputs go; a corpus that is there is used again
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
articles=${1:-10000}
runs=${2:-5}

site=$dir/neutral-$articles
if [[ ! -f $site.complete || $here/corpus.py -nt $site.complete ]]; then
    rm -rf "$site"
    python3 "$here/corpus.py" --articles "$articles" --out "$site"
    touch "$site.complete"
fi

rm -f "$site/dateline.yaml"
if [[ ${PROFILE:-} ]]; then cp "$here/$PROFILE.yaml" "$site/dateline.yaml"; fi
trap 'rm -rf "$work" "$site/dateline.yaml"' EXIT

python3 - "$dateline" "$floor" "$site" "$work" "$runs" "${PROFILE:-all}" <<'PYTHON'
import os, shutil, statistics, subprocess, sys, time

dateline, floor, site, out, runs, profile = *sys.argv[1:5], int(sys.argv[5]), sys.argv[6]
folders = (f"{out}/{number}" for number in range(10**6))
files = 0


def run(name):
    """One build: wall seconds, cpu seconds, peak memory in MB."""
    folder = next(folders)
    if name == "dateline":
        shutil.rmtree(f"{site}/.dateline", ignore_errors=True)
        command = [dateline, "build", "--root", site, "--out", folder]
    else:
        command = [floor, site, folder, str(files)]
    with open(f"{out}/log", "w+") as log:
        start = time.monotonic()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        log.seek(0)
        if status:
            sys.exit(f"{' '.join(command)}\nfailed:\n{log.read()[-4000:]}")
    return folder, (wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def weigh(folder):
    """Files and bytes below the folder."""
    sizes = [os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names]
    return len(sizes), sum(sizes)


# Once each unmeasured: warms the page cache, and tells how many files there are to write.
written = {}
for name in ("dateline", "floor"):
    folder, _ = run(name)
    written[name] = weigh(folder)
    files = files or written[name][0]
    shutil.rmtree(folder)

measured = {"floor": [], "dateline": []}
for _ in range(runs):
    for name, results in measured.items():
        folder, result = run(name)
        results.append(result)
        shutil.rmtree(folder)
shutil.rmtree(f"{site}/.dateline", ignore_errors=True)

print(f"{os.path.basename(site)}, profile {profile}, {os.cpu_count()} cores, {runs} runs, cold, output in {os.path.dirname(out)}")
print()
print("| | files | MB | wall s: median | min | max | cpu s | peak MB |")
print("|---|---:|---:|---:|---:|---:|---:|---:|")
for name, results in measured.items():
    wall, cpu, memory = zip(*results)
    count, size = written[name]
    print(f"| {name} | {count:,} | {size / 1e6:,.1f} | {statistics.median(wall):.3f} | {min(wall):.3f} | {max(wall):.3f} "
          f"| {statistics.median(cpu):.2f} | {max(memory):,.0f} |")
ratio = statistics.median(r[0] for r in measured["dateline"]) / statistics.median(r[0] for r in measured["floor"])
print()
print(f"dateline takes {ratio:.2f} times as long as the floor")
PYTHON
