#!/bin/sh
# Reviews a pull request: annotations in the log, and a comment that every later run replaces. Where there is no comment to
# write, the review is in the job summary. Ends with the exit code of the review.
#
# Needs git, curl and jq, which GitHub's machines have. action.yml sets the variables SPECDATE_*, GitHub the others.
set -eu

log() {
  printf '%s\n' "$*"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# What specdate compares is in the history, and a checkout usually has none.
if [ "$(git rev-parse --is-shallow-repository)" = true ]; then
  git fetch --quiet --unshallow origin '+refs/heads/*:refs/remotes/origin/*'
fi

base=${SPECDATE_BASE:-}
target=${GITHUB_BASE_REF:-}
if [ -z "$base" ] && [ -n "$target" ]; then
  if ! git rev-parse --verify --quiet "refs/remotes/origin/$target" >"$scratch/commit"; then
    git fetch --quiet origin "+refs/heads/$target:refs/remotes/origin/$target"
  fi
  base=$(git merge-base HEAD "refs/remotes/origin/$target")
  # The name of a branch says more than a hash.
  if [ "$base" = "$(git rev-parse "refs/remotes/origin/$target")" ]; then
    base=origin/$target
  fi
fi

# Words are split below, and nothing in them is a pattern.
set -f

# What the job asks for stands on a line each, since a file may have a space in its name.
set -- --format github --report "markdown=$scratch/report.md"
IFS='
'
for report in ${SPECDATE_REPORTS:-}; do
  set -- "$@" --report "$report"
done
unset IFS

# The command is words, such as `cargo xtask`. One run makes all reports.
code=0
# shellcheck disable=SC2086
$SPECDATE_COMMAND review ${base:+"--base=$base"} ${SPECDATE_FAIL_ON:+"--fail-on=$SPECDATE_FAIL_ON"} "$@" \
  >"$scratch/annotations" || code=$?
# specdate names files from the root of the workspace, and GitHub wants them from the root of the repository.
folder=$(git rev-parse --show-prefix | sed 's/[\\&#]/\\&/g')
sed -E "s#^::(error|warning|notice) file=#&$folder#" "$scratch/annotations"
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  log "exit-code=$code" >>"$GITHUB_OUTPUT"
fi

# Where there is no review, specdate has said why.
if [ ! -s "$scratch/report.md" ]; then
  exit "$code"
fi

summarize() {
  if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
    cat "$scratch/report.md" >>"$GITHUB_STEP_SUMMARY"
    log "The review is in the job summary: $1"
  else
    log "The review is nowhere but in this log: $1"
  fi
  exit "$code"
}

number=${SPECDATE_PULL_REQUEST:-}
[ "${SPECDATE_COMMENT:-true}" = true ] || summarize 'no comment is asked for'
[ -n "$number" ] || summarize 'this is no pull request'
[ -n "${SPECDATE_TOKEN:-}" ] || summarize 'there is no token'

# The token stands in a file, because everybody on the machine sees the arguments of a program.
(umask 077 && printf 'Authorization: Bearer %s\n' "$SPECDATE_TOKEN" >"$scratch/token")
unset SPECDATE_TOKEN
repository=${GITHUB_API_URL:-https://api.github.com}/repos/$GITHUB_REPOSITORY

# request METHOD ADDRESS [BODY]: the answer is in answer.json. Fails with the reason in $why.
request() {
  why="$1 of the comment failed"
  status=$(curl --silent --show-error --max-time 30 --output "$scratch/answer.json" --write-out '%{http_code}' \
    --request "$1" --header "@$scratch/token" --header 'Accept: application/vnd.github+json' \
    --header 'Content-Type: application/json' ${3:+--data-binary "@$3"} "$2") || return 1
  case $status in
    2??) ;;
    401 | 403 | 404)
      why="the token cannot write comments (HTTP $status); that is usual for pull requests from forks"
      return 1
      ;;
    *)
      why="GitHub answered HTTP $status"
      return 1
      ;;
  esac
}

# The comment of an earlier run begins with this line, which nobody sees.
marker="<!-- specdate review of $(printf '%s' "${SPECDATE_FOLDER:-.}" | tr -c 'A-Za-z0-9._/\n' '_') -->"
comment=
page=1
while [ -z "$comment" ]; do
  request GET "$repository/issues/$number/comments?per_page=100&page=$page" || summarize "$why"
  comment=$(jq --raw-output --arg marker "$marker" \
    'map(select((.body // "") | startswith($marker)))[0].id // empty' "$scratch/answer.json")
  [ "$(jq length "$scratch/answer.json")" -eq 100 ] || break
  page=$((page + 1))
done

# Where nothing changed there is nothing to say, unless an earlier run has said more.
if [ -z "$comment" ] && head -n 1 "$scratch/report.md" | grep -q ': no document, client or entry of the registry changed$'; then
  log 'There is nothing to review, so there is no comment.'
  exit "$code"
fi

{ log "$marker" && cat "$scratch/report.md"; } | jq --raw-input --slurp '{body: .}' >"$scratch/body.json"
if [ -n "$comment" ]; then
  request PATCH "$repository/issues/comments/$comment" "$scratch/body.json" || summarize "$why"
  log 'The comment of the pull request is up to date.'
else
  request POST "$repository/issues/$number/comments" "$scratch/body.json" || summarize "$why"
  log 'The review is a comment on the pull request.'
fi
exit "$code"
