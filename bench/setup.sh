# Sourced by the benchmarks. Sets $root, $dir (where corpora and outputs go) and $work (a folder of this run's own in it,
# removed at its end), and builds $dateline and $floor with their release profiles.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")

shm=${TMPDIR:-/tmp}
if [[ -d /dev/shm && -w /dev/shm ]]; then shm=/dev/shm; fi
dir=${BENCH_DIR:-$shm/dateline-bench}
target=$(realpath -m "${CARGO_TARGET_DIR:-$root/target}")
mkdir -p "$dir"
work=$(mktemp -d "$dir/run.XXXXXX")
trap 'rm -rf "$work"' EXIT

dateline=${DATELINE:-}
if [[ ! $dateline ]]; then
    cargo build --quiet --release --locked --manifest-path "$root/Cargo.toml" --target-dir "$target"
    dateline=$target/release/dateline
fi
cargo build --quiet --release --locked --manifest-path "$here/floor/Cargo.toml" --target-dir "$target/floor"
floor=$target/floor/release/floor
