"""Measures what peers.sh has set up: cold builds in turns, what they wrote, then edits. Not to be called by hand."""

import glob, math, os, re, shutil, signal, statistics, subprocess, sys, threading, time
from concurrent.futures import ProcessPoolExecutor

from corpus import Corpus

dateline, floor, peers, work = sys.argv[1:5]
articles, runs, profile, limit, record = int(sys.argv[5]), int(sys.argv[6]), sys.argv[7], float(sys.argv[8]), sys.argv[9]
cmd = f"{peers}/eleventy/node_modules/@11ty/eleventy/cmd.cjs"
# Name: version, the program's file, its command for an output folder, its caches within its site.
PROGRAMS = {
    "floor": ("", floor, lambda out: [floor, f"{work}/sites/dateline", out, str(files["dateline"])], []),
    "dateline": ("", dateline, lambda out: [dateline, "build", "--root", ".", "--out", out], [".dateline"]),
    "blades": ("0.6.0", f"{peers}/blades/bin/blades", lambda out: [f"{peers}/blades/bin/blades"], [".blades"]),
    "hugo": ("0.168.0", f"{peers}/hugo/program",
             lambda out: [f"{peers}/hugo/program", "--quiet", "-d", out, "--cacheDir", f"{work}/hugo-cache"],
             ["resources", ".hugo_build.lock", "../../hugo-cache"]),
    "eleventy": ("3.1.8", cmd, lambda out: ["node", "--max-old-space-size=12000", cmd, "--quiet"], [".cache"]),
}
files = {}


class Failed(Exception):
    pass


def apart(function, *arguments):
    """Calls it in a process of its own: the peak memory of this one is where that of its children begins."""
    with ProcessPoolExecutor(1) as pool:
        return pool.submit(function, *arguments).result()


def stop(*_):
    """Takes the program that is being measured along, which has a session of its own."""
    for process in running:
        os.killpg(process.pid, signal.SIGKILL)
    sys.exit(143)


running = []
signal.signal(signal.SIGTERM, stop)


def site_of(name):
    return f"{work}/sites/{'dateline' if name == 'floor' else name}"


def remove(path):
    if os.path.islink(path) or os.path.isfile(path):
        os.unlink(path)
    else:
        shutil.rmtree(path, ignore_errors=True)


def build(name, out, cold=True):
    """One build in a new process: wall seconds, cpu seconds, peak memory in MB of its largest process."""
    site = site_of(name)
    if cold:
        for path in PROGRAMS[name][3]:
            remove(f"{site}/{path}")
    if name == "blades":  # has no option for the output folder
        remove(f"{site}/public")
        os.makedirs(out, exist_ok=True)
        os.symlink(out, f"{site}/public")
    environment = dict(os.environ, ELEVENTY_OUT=os.path.relpath(out, site))
    with open(f"{work}/log", "w+") as log:
        start = time.monotonic()
        process = subprocess.Popen(PROGRAMS[name][2](out), cwd=site, env=environment, stdin=subprocess.DEVNULL, stdout=log,
                                   stderr=log, start_new_session=True)
        running.append(process)
        late = threading.Timer(limit, lambda: os.killpg(process.pid, signal.SIGKILL))
        late.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        late.cancel()
        running.clear()
        log.seek(0)
        if wall >= limit:
            raise Failed(f"took longer than {limit:.0f} s")
        if status:
            raise Failed(f"failed: {log.read()[-2000:]}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def pages(counts):
    return sum(math.ceil(count / 50) for count in counts.values())


def expected():
    """Pages that the corpus asks for: of articles, of lists by 50 (home and terms), and entries of the feed."""
    corpus, terms = Corpus(articles, 1), {}
    for number in range(articles):
        article = corpus.article(number)
        for kind in ("vendors", "customers", "tags"):
            for name in article[kind]:
                terms[kind, name] = terms.get((kind, name), 0) + 1
    return {"articles": articles, "lists": math.ceil(articles / 50) + pages(terms), "term indexes": 3, "feed entries": min(50, articles)}


def look(name, out):
    """What was written: files, HTML files, and counts as in expected(), told apart by what all peers' templates write."""
    found = {"files": 0, "html": 0, "articles": 0, "lists": 0, "term indexes": 0, "feed entries": 0}
    for at, _, names in os.walk(out):
        found["files"] += len(names)
        for file in names:
            html = file.endswith(".html")
            found["html"] += html
            if not html and file not in ("atom.xml", "feed.xml"):
                continue
            path = os.path.join(at, file)
            if not html:
                if at == out:
                    with open(path, "rb") as lines:
                        found["feed entries"] += sum(line.count(b"<entry>") for line in lines)
                continue
            with open(path, "rb") as text:
                text = text.read()
            if name == "dateline":
                found["articles"] += re.search(r"/briefings/\d{4}/\d\d/(?!page$)[^/]+$", at) is not None
            elif b"<article>" in text:
                found["articles"] += 1
            elif b'class="briefings"' in text:
                found["lists"] += 1
            elif b'<ul class="terms">' in text:
                found["term indexes"] += 1
    return found


def deviations(name, found, want):
    """In words. Dateline's lists are others than its peers', and the floor has no pages of its own."""
    judged = {"floor": [], "dateline": ["articles"]}.get(name, want)
    return [f"{name}: {found[kind]:,} {kind}, expected {want[kind]:,}" for kind in judged if found[kind] != want[kind]]


def change(name, kind, number):
    """Edits the site; the file is written anew, for its bytes are shared with other sites by hard link."""
    paths = sorted(glob.glob(f"{site_of(name)}/content/briefings/**/*.md", recursive=True))
    paths = [path for path in paths if "a-new-story" not in path]
    path = paths[len(paths) // 2]
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if kind == "one body":
        text += f"\nOne more line, {number}.\n"
    else:
        text = re.sub(r'^(title(?:: | = )).*$', rf'\1"A new story {number}"', text, count=1, flags=re.M)
        path = f"{os.path.dirname(path)}/a-new-story-{number}.md"
    with open(f"{work}/new", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(f"{work}/new", path)


def leave_out(name, why):
    print(f"{name} is left out: {why}", file=sys.stderr)
    measured.pop(name, None)


want, notes, measured, html = apart(expected), [], {}, {}
for name in ("dateline", "floor", "blades", "hugo", "eleventy"):  # once unmeasured; the floor has to know Dateline's files
    measured[name] = []
    if not os.path.exists(PROGRAMS[name][1]):
        leave_out(name, "not installed")
        continue
    try:
        build(name, f"{work}/out")
        found = apart(look, name, f"{work}/out")
        files[name], html[name] = found["files"], found["html"]
        notes += deviations(name, found, want)
    except Failed as why:
        leave_out(name, why)
    remove(f"{work}/out")
for turn in range(runs):
    for name in list(measured):
        try:
            measured[name].append(build(name, f"{work}/out-{turn}"))
        except Failed as why:
            leave_out(name, why)
        remove(f"{work}/out-{turn}")

print(f"{articles:,} articles, Dateline's profile {profile}, {os.cpu_count()} cores, {runs} runs in turns, output in {work}")
print("\n| program | wall s: median | min–max | cpu s | peak MB | HTML files | × floor | × Dateline |")
print("|---|---:|---:|---:|---:|---:|---:|---:|")
median = {name: statistics.median(wall for wall, _, _ in results) for name, results in measured.items()}
rows = []
for name in sorted(median, key=median.get):
    wall, cpu, memory = zip(*measured[name])
    ratios = [f"{median[name] / median[other]:.2f}" if other in median else "" for other in ("floor", "dateline")]
    title = f"{name} {PROGRAMS[name][0]}".strip()
    print(f"| {title} | {median[name]:.3f} | {min(wall):.3f}–{max(wall):.3f} | {statistics.median(cpu):.2f} | {max(memory):,.0f} "
          f"| {html[name]:,} | {' | '.join(ratios)} |")
    kind = profile if name == "dateline" else "equal"
    rows.append(f"{articles}\t{name}\t{kind}\t{median[name]:.4f}\t{min(wall):.4f}\t{max(wall):.4f}"
                f"\t{statistics.median(cpu):.3f}\t{max(memory):.1f}\t{files[name]}\n")
if record:
    with open(record, "a") as data:
        data.writelines(rows)
print("\n" + "\n".join(notes or ["Counted: every peer wrote the pages and feed entries that the articles ask for."]))

print("\n| after a cold build | one body s: median (min–max) | share of Hugo's build | one new article s | share of Hugo's build |")
print("|---|---:|---:|---:|---:|", flush=True)
for name in list(measured):
    if name == "floor":
        continue
    cells, out = [], f"{work}/kept"
    try:
        build(name, out)
        for kind in ("one body", "one new article"):
            walls = []
            for number in range(runs):
                if name == "dateline":  # lets its stamps settle: a file just written is not believed by its time
                    time.sleep(0.1)
                    build(name, out, cold=False)
                change(name, kind, number)
                time.sleep(0.1)
                walls.append(build(name, out, cold=False)[0])
            middle = statistics.median(walls)
            cells.append(f"{middle:.3f} ({min(walls):.3f}–{max(walls):.3f})")
            cells.append(f"1/{median['hugo'] / middle:,.1f}" if "hugo" in median else "")
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    except Failed as why:
        leave_out(name, why)
    remove(out)
