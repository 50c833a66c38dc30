#!/usr/bin/env bash
# Run by fresh_machine.sh within the new system: both of the README's commands, and its first session.
set -euo pipefail
suites=$1
HOME=$(getent passwd 0 | cut -d: -f6)
export HOME LANG=C.UTF-8
grep PRETTY_NAME /etc/os-release
# To clone is what a newcomer does first; all else comes with script/bootstrap.
command -v git >/dev/null || { apt-get update -qq && apt-get install -qq -y --no-install-recommends git >/dev/null 2>&1; }
git config --global --replace-all safe.directory '*'
cd
[[ -d baton ]] || git clone --quiet /source baton
cd baton
git fetch --quiet /source HEAD
git checkout --quiet --force --detach FETCH_HEAD
git log -1 --format='%h %s'

log=$HOME/server.log started=$SECONDS
rm -f "$log"
API_KEYS=shop:4f1c9b2e7d6a8035 BASE_URL=http://127.0.0.1:8080 LISTEN=127.0.0.1 DEV=false script/server >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
until grep -qs '"message":"ready"' "$log"; do
  kill -0 "$server" 2>/dev/null || { tail -30 "$log"; echo "drill: script/server ended"; exit 1; }
  sleep 1
done
echo "script/server: answers after $((SECONDS - started)) s"
build/release/baton actions

B=http://127.0.0.1:8080 K='X-API-Key: 4f1c9b2e7d6a8035' trip=$(mktemp -d)
# try PHOTO FORMAT: a session with it, from its creation to the file.
try() {
  local id download
  id=$(curl -sSf -H "$K" -d "{\"action_type\":\"photo\",\"output_format\":\"$2\"}" "$B/api/v1/sessions" | sed 's/.*"id":"\([^"]*\)".*/\1/')
  curl -sSf -H "$K" "$B/api/v1/sessions/$id/qr.png?size=512" -o "$trip/qr.png"
  curl -sSf "$B/s/$id" -o "$trip/page.html"
  printf '{"items":[{"filename":"%s","data":"%s"}]}' "$(basename "$1")" "$(base64 -w0 "$1")" >"$trip/items.json"
  curl -sSf -d "@$trip/items.json" "$B/s/$id/result" -o /dev/null
  download=$(curl -sSf -H "$K" "$B/api/v1/sessions/$id/result" | sed 's/.*"download_id":"\([^"]*\)".*/\1/')
  curl -sSf -H "$K" "$B/api/v1/downloads/$download" -o "$trip/file"
  echo "$(basename "$1") as $2: $(wc -c <"$trip/file") bytes"
}
# Of a colour profile whose own size is not that of the profile, libpng's opinion has changed (from 1.6.48 on an error).
python3 - tests/data/photos/icc.jpg "$trip/broken-profile.jpg" <<'EOF'
import sys
data = bytearray(open(sys.argv[1], 'rb').read())
size = data.index(b'ICC_PROFILE\0') + 14
data[size:size + 4] = b'\x7f\xff\xff\xff'
open(sys.argv[2], 'wb').write(data)
EOF
for photo in tests/data/photos/{upright_6.jpg,exif6.heic,irot.heic} "$trip/broken-profile.jpg"; do
  for format in jpg png pdf; do try "$photo" "$format"; done
done
kill "$server"
wait "$server" || true
trap - EXIT
echo "script/server: stopped"
# shellcheck disable=SC2086 -- the suites are words
[[ -z $suites ]] || script/test $suites
