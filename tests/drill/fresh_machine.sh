#!/usr/bin/env bash
# A newcomer's first hour on a Debian that has nothing yet (script/drill fresh-machine).
# Goes on where it was left: a directory that holds the system, and what was built in it, are used again.
set -euo pipefail
cd "$(dirname "$0")/../.."
source=$PWD
suite=${1:-trixie}
shift || true
suites="$*"
[[ $suites == all ]] && suites=' '
[[ $(id -u) == 0 ]] || { echo "drill: run as root" >&2; exit 2; }
command -v mmdebstrap >/dev/null || apt-get install -qq -y --no-install-recommends mmdebstrap >/dev/null

root=${DRILL_DIR:-build/drill/$suite}
mkdir -p "$(dirname "$root")"
mirror=$(sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null | head -1)
[[ -e $root/etc/debian_version ]] ||
  mmdebstrap --quiet --variant=minbase --include=ca-certificates "$suite" "$root" ${mirror:+"$mirror"}
root=$(realpath "$root")

# The way to the network is this machine's: its names, the certificates it trusts and npm's settings.
cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
for file in ~/.npmrc /usr/local/etc/npmrc "${NODE_EXTRA_CA_CERTS:-}" "${SSL_CERT_FILE:-}" "${CURL_CA_BUNDLE:-}" "${GIT_SSL_CAINFO:-}"; do
  if [[ -f $file ]]; then install -D -m 644 "$file" "$root$file"; fi
done

# Everything below sees only the new system, and the sources to be cloned at /source.
mkdir -p "$root/source"
unshare --mount --pid --fork sh -eu -c '
  root=$1
  mount --make-rprivate /
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  for name in sys dev dev/pts; do mount --bind "/$name" "$root/$name"; done
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount --bind "$2" "$root/source"
  mount -o remount,bind,ro "$root/source"
  exec chroot "$root" bash /source/tests/drill/first_hour.sh "$3"
' sh "$root" "$source" "$suites"
