#!/usr/bin/env bash
# Installs what building and testing the installers asks of Debian or Ubuntu. PyInstaller copies
# Qt's xcb libraries from the computer it runs on, so all of them have to be here.
set -euo pipefail

sudo=()
if ((EUID)); then sudo=(sudo); fi
"${sudo[@]}" apt-get update --quiet
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --quiet --yes \
    --no-install-recommends \
    appstream binutils cmake desktop-file-utils g++ gcc libc6-dev lintian makeself nasm ninja-build \
    nsis xvfb xz-utils \
    libdbus-1-3 libegl1 libfontconfig1 libfreetype6 libgl1 libglib2.0-0 libxcb-cursor0 \
    libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0 \
    libxcb-util1 libxcb-xkb1 libxkbcommon-x11-0
