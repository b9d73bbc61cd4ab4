#!/usr/bin/env bash
# Makes sure that GSL and libcrypto are here with their headers; asks the package manager only where they are not.
set -euo pipefail

packages="libgsl-dev libssl-dev pkg-config python3-venv"

command -v swift >/dev/null || {
    echo "Swift 6.1 or later is needed: https://www.swift.org/install" >&2
    exit 1
}

# A header counts where the compiler looks by itself or where pkg-config points.
present() { # pkg-config name, header
    [ -e "/usr/include/$2" ] || [ -e "/usr/local/include/$2" ] ||
        { command -v pkg-config >/dev/null && pkg-config --exists "$1"; }
}
complete() { present gsl gsl/gsl_cdf.h && present libcrypto openssl/evp.h; }

complete && exit 0

if [ "$(uname)" = Darwin ]; then
    command -v brew >/dev/null || {
        echo "GSL or OpenSSL is missing; install Homebrew, then type: brew install gsl openssl pkg-config" >&2
        exit 1
    }
    echo "installing gsl, openssl and pkg-config with Homebrew"
    brew install --quiet gsl openssl pkg-config
    exit 0
fi

as_root=""
if [ "$(id -u)" -ne 0 ]; then
    as_root=sudo
    if ! command -v sudo >/dev/null; then
        echo "GSL or libcrypto is missing; type as root: apt-get update && apt-get install -y $packages" >&2
        exit 1
    fi
fi
if ! command -v apt-get >/dev/null; then
    echo "GSL or libcrypto is missing; install the development packages of GSL, OpenSSL and pkg-config" >&2
    exit 1
fi

echo "installing $packages (GSL: statistical functions; libcrypto: SHA-256; Python: fetches the charts once)"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { $as_root apt-get update -qq && $as_root apt-get install -y -qq --no-install-recommends $packages; } \
    >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "that did not work; type: $as_root apt-get update && $as_root apt-get install -y $packages" >&2
    exit 1
fi
complete || {
    echo "the packages are installed, but gsl/gsl_cdf.h or openssl/evp.h is still not found" >&2
    exit 1
}
