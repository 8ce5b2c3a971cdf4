#!/bin/sh
# Installs PostgreSQL, of which the integration tests start servers of their own, unless it is there already.
# Debian and Ubuntu, as root; elsewhere install it yourself, with pg_config on the PATH.
set -eu

if ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then exit 0; fi
if command -v pg_config >/dev/null && [ -x "$(pg_config --bindir)/initdb" ]; then exit 0; fi
command -v apt-get >/dev/null || { echo "Install PostgreSQL 13 or newer, with pg_config on the PATH." >&2; exit 1; }

# Without this the package would set up and start a server that nobody needs.
mkdir -p /etc/postgresql-common
echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
apt-get update -q >&2
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends postgresql >&2
