#!/usr/bin/env bash
# Kills real runs (SIGKILL) at random moments and looks whether the archive noticed: `make crash-check`.
# Usage: crash-check.sh DARKROOM [ROUNDS [SEED]]
set -euo pipefail
darkroom=$(realpath "${1:-.build/release/darkroom}")
rounds=${2:-40}
RANDOM=${3:-20260131}
scenario=$(dirname "$(realpath "$0")")/../scenarios/first-light.yaml
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

tiny=(--slice 1/100 --set "run.duration=0.2 s" --set "run.warmUp=0 s" --set "population.users=10 M")
start() { "$darkroom" run "$scenario" "${tiny[@]}" --seed "$1" 2>"$1.log" >"$1.txt" & child=$!; }
ask() { "$darkroom" runs query "$1" --csv | tail -n +2; }
now() { date +%s%N; }
fail() { echo "crash-check: FAILED: $*" >&2; exit 1; }

# How long a whole run takes, so that moments reach from its first instruction to beyond its end.
begin=$(now)
start 1
wait "$child" || true
whole=$(( ($(now) - begin) / 1000 ))
[ "$(ask 'SELECT count(*) FROM runs')" = 1 ] || fail "a run that was left alone is not recorded"
extent="(SELECT count(*) FROM variants WHERE run_id = id) || ' ' || (SELECT count(*) FROM metrics WHERE run_id = id) > 0
  || ' ' || (SELECT count(*) FROM budgets WHERE run_id = id) || ' ' || (SELECT count(*) FROM documents WHERE run_id = id)"
expected=$(ask "SELECT $extent FROM runs")

killed=0; finished=1
for ((round = 2; round <= rounds + 1; round++)); do
  start "$round"
  # Half of the moments in the last fifth of the run and just behind it, where it writes.
  if ((round % 2)); then from=0; span=$whole; else from=$((whole * 4 / 5)); span=$((whole / 2)); fi
  moment=$((from + (RANDOM * 32768 + RANDOM) % span))
  sleep "$(printf '%d.%06d' $((moment / 1000000)) $((moment % 1000000)))"
  kill -KILL "$child" 2>/dev/null || true
  code=0; wait "$child" 2>/dev/null || code=$?
  present=$(ask "SELECT count(*) FROM runs WHERE seed = $round")
  if [ "$code" = 137 ]; then killed=$((killed + 1)); else finished=$((finished + 1)); fi
  # The line `wrote DIRECTORY` is printed after the recording.
  if grep -q '^wrote ' "$round.log" && [ "$present" != 1 ]; then fail "run $round finished and is not in the archive"; fi
  [ "$present" -le 1 ] || fail "run $round is in the archive $present times"
done

[ "$(ask 'PRAGMA integrity_check')" = ok ] || fail "integrity_check complains"
[ -z "$(ask 'PRAGMA foreign_key_check')" ] || fail "foreign_key_check complains"
[ "$(ask "SELECT DISTINCT $extent FROM runs")" = "$expected" ] || fail "a run is there in part"
for seed in $(ask 'SELECT seed FROM runs'); do
  "$darkroom" runs export "$(ask "SELECT id FROM runs WHERE seed = $seed")" >exported.json
  cmp -s exported.json runs/first-light-*-s"$seed"/summary.json || fail "run $seed has other bytes than its summary.json"
done
[ "$killed" -ge $((rounds / 4)) ] || fail "only $killed runs were killed: choose other moments"
echo "crash-check: $killed runs killed, $finished finished, $(ask 'SELECT count(*) FROM runs') whole ones in a sound archive"
