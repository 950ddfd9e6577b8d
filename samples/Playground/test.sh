#!/usr/bin/env sh
# Builds and tests the playground. The tests need a browser: Chromium is installed where it is missing and can be; without one they say that they skip.
set -u
cd "$(dirname "$0")"

has_browser() {
    [ -n "${LSTMGEN_CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null
}

install() {
    as=
    [ "$(id -u)" = 0 ] || as="sudo -n"
    $as apt-get install -y --no-install-recommends chromium || { $as apt-get update && $as apt-get install -y --no-install-recommends chromium; }
}

if ! has_browser && command -v apt-get >/dev/null; then
    install >/dev/null 2>&1 || echo "Off: Chromium could not be installed: the tests of the playground's pages skip."
fi
dotnet test Playground.slnx -c Release "$@"
