#!/bin/sh
# Puts a release where systemd starts it: install.sh [--root FOLDER] RELEASE
# RELEASE is the unpacked folder with manifest.json. --root is for trying it out: everything goes below that folder.
set -eu
prefix=
[ "${1:-}" = --root ] && { prefix=$2; shift 2; }
release=${1:?"install.sh [--root FOLDER] RELEASE"}
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
node=${KOTISILTA_NODE:-node}

major=$("$node" -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
[ "$major" -ge 24 ] || { echo "The gateway needs Node 24 or newer; set KOTISILTA_NODE to it." >&2; exit 1; }
version=$("$node" "$release/kotisilta-gateway.mjs" version)

opt=$prefix/opt/kotisilta
mkdir -p "$opt/releases/$version" "$prefix/etc/kotisilta" "$prefix/var/lib/kotisilta" "$prefix/etc/systemd/system"
chmod 700 "$prefix/var/lib/kotisilta"
cp "$release"/* "$opt/releases/$version/"
cp "$here/launch" "$opt/launch.new" && chmod 755 "$opt/launch.new" && mv "$opt/launch.new" "$opt/launch"
[ -f "$here/release-key.pem" ] && cp "$here/release-key.pem" "$opt/release-key.pem"
ln -sfn "$("$node" -p process.execPath)" "$opt/node"
ln -s "releases/$version" "$opt/current.new" && mv -T "$opt/current.new" "$opt/current"
cp "$here/kotisilta-gateway.service" "$prefix/etc/systemd/system/kotisilta-gateway.service"
[ -f "$prefix/etc/kotisilta/gateway.env" ] || printf '# See docs/gateway-on-a-pi.md\n' > "$prefix/etc/kotisilta/gateway.env"
if [ -z "$prefix" ]; then
  id kotisilta >/dev/null 2>&1 || useradd --system --home-dir /var/lib/kotisilta --shell /usr/sbin/nologin kotisilta
  chown -R kotisilta:kotisilta /opt/kotisilta /var/lib/kotisilta
fi
systemctl daemon-reload
systemctl enable kotisilta-gateway.service
echo "installed $version"
