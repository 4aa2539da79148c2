#!/bin/sh
# The tests of the page drive Chromium or Chrome. As root on Debian its package is installed where there is
# none; that may fail, and then the tests say what to run.
for name in chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && [ -f /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; then
    {
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium
    } >/dev/null 2>&1
fi
exit 0
