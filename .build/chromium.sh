# Sourced by ./verify: the browser tests need a Chromium. Installs Debian's where there is none and we may, else says what to do.
# Written for bash 3.2 too (macOS).

chromium_there() {
  local place
  for place in /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome; do
    if [ -x "$place" ]; then return 0; fi
  done
  return 1
}

if ! chromium_there && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing Chromium for the browser tests ..." >&2
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 || true
fi
if ! chromium_there; then
  cat >&2 <<'TEXT'
The browser tests need Chromium, and there is none in /usr/bin.

  Debian, Ubuntu   sudo apt install chromium
TEXT
  exit 1
fi
