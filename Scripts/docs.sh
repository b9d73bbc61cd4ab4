#!/usr/bin/env bash
# Makes the reference of the library targets with DocC, from what a release build left behind: a warning is an error.
# usage: docs.sh FOLDER     (writes FOLDER/hitl.doccarchive; BUILD=.build/release says where the modules are)
#
# No package is needed: the compiler writes symbol graphs of its modules, and docc comes with the toolchain. A module has
# a catalogue in Sources/NAME/NAME.docc. Parameters are told where their names do not say it, so that check is off.
set -euo pipefail

folder=${1:?usage: docs.sh FOLDER}
build=${BUILD:-.build/release}
swift=$(command -v swift)
docc=$(command -v docc || true)
[ -n "$docc" ] || docc=$(dirname "$(readlink -f "$swift")")/docc
[ -x "$docc" ] || docc=$(xcrun --find docc)

flags=(-I "$build/Modules" -minimum-access-level public -omit-extension-block-symbols -skip-synthesized-members)
flags+=(-target "$(swiftc -print-target-info | sed -n 's/.*"triple": "\(.*\)",/\1/p' | head -1)")
[ "$(uname)" != Darwin ] || flags+=(-sdk "$(xcrun --show-sdk-path)")
for map in Sources/*/module.modulemap "$build"/../../checkouts/*/Sources/*/include/module.modulemap; do
    [ ! -e "$map" ] || flags+=(-Xcc "-fmodule-map-file=$(readlink -f "$map")")
done

rm -rf "$folder"
mkdir -p "$folder/modules"
archives=()
for catalogue in Sources/*/*.docc; do
    module=$(basename "$catalogue" .docc)
    graphs="$folder/graphs/$module"
    mkdir -p "$graphs"
    swift symbolgraph-extract -module-name "$module" "${flags[@]}" -output-dir "$graphs"
    "$docc" convert "$catalogue" --additional-symbol-graph-dir "$graphs" --output-path "$folder/modules/$module.doccarchive" \
        --fallback-bundle-identifier "hitl.$module" --disable-parameters-and-returns-validation --warnings-as-errors
    archives+=("$folder/modules/$module.doccarchive")
done
"$docc" merge "${archives[@]}" --synthesized-landing-page-name hitl --output-path "$folder/hitl.doccarchive"
rm -rf "$folder/graphs" "$folder/modules"
echo "$folder/hitl.doccarchive: ${#archives[@]} modules"
