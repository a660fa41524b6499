#!/usr/bin/env bash
# Unpacks an Asterisk 22 from Debian's forky suite into one folder, beside the system and without touching it: Debian 12
# itself has no asterisk package. The tests run it as it lies there, without chroot and as any user.
#
# Usage: install-asterisk.sh [FOLDER]     default: /opt/asterisk-root where that can be written, else ~/.cache/yihaoda/asterisk
# Needs apt-get, dpkg-deb and Debian's keyring, no root. The mirror is the one of this machine's own apt settings, and
# signatures are checked. About 10 s, 75 MB; a second run ends at once.
set -euo pipefail
if [ $# -gt 0 ]; then root=$1
elif [ -x /opt/asterisk-root/usr/sbin/asterisk ] || [ -w /opt ]; then root=/opt/asterisk-root
else root=$HOME/.cache/yihaoda/asterisk; fi
suite=${ASTERISK_SUITE:-forky}
packages=(asterisk asterisk-modules asterisk-core-sounds-en-gsm)

if [ -x "$root/usr/sbin/asterisk" ] && [ -e "$root/.complete" ]; then echo "asterisk: already in $root"; exit 0; fi
if [ -d "$root" ] && [ -n "$(ls -A "$root")" ] && [ ! -e "$root/.partial" ]; then
  echo "asterisk: $root is not empty and not ours" >&2; exit 1
fi
for tool in apt-get dpkg-deb; do
  command -v "$tool" > /dev/null || { echo "asterisk: needs $tool, that is, a Debian or Ubuntu machine" >&2; exit 1; }
done

mirror=$(awk '$1 == "URIs:" && $2 ~ /\/debian\/?$/ { print $2; exit }' /etc/apt/sources.list.d/*.sources 2> /dev/null || true)
[ -n "$mirror" ] || mirror=$(awk '$1 == "deb" { for (i = 2; i < NF; i++) if ($i ~ /\/debian\/?$/) { print $i; exit } }' \
  /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true)
[ -n "$mirror" ] || { echo "asterisk: no Debian mirror in this machine's apt settings" >&2; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work"/{lists/partial,cache/archives/partial,log} "$root"
: > "$work/status"; : > "$root/.partial"
echo "deb [arch=$(dpkg --print-architecture) signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" \
  > "$work/sources.list"
# An apt of its own: empty package database, own lists and cache; nothing of the system's is read or locked.
apt=(apt-get -qq -o Dir::Etc::sourcelist="$work/sources.list" -o Dir::Etc::sourceparts=/dev/null -o Dir::State="$work"
  -o Dir::State::status="$work/status" -o Dir::State::lists="$work/lists" -o Dir::Cache="$work/cache" -o Dir::Log="$work/log"
  -o APT::Sandbox::User="$(id -un)" -o APT::Install-Recommends=false -o Acquire::Languages=none -o Debug::NoLocking=true)
"${apt[@]}" update
"${apt[@]}" -y --download-only install "${packages[@]}"
# shellcheck disable=SC2016  # $0 and $1 belong to the inner shell
printf '%s\0' "$work"/cache/archives/*.deb | xargs -0 -n 1 -P "$(nproc)" bash -c 'dpkg-deb --fsys-tarfile "$1" \
  | tar -x -C "$0" --keep-directory-symlink --no-same-owner --no-same-permissions \
  --exclude=./usr/share/{doc,man,info,locale,lintian,bug,perl,perl5} --exclude=./usr/lib/{systemd,udev} \
  --exclude="./usr/lib/*/perl*" --exclude="./usr/lib/*/gconv" --exclude=./usr/share/asterisk/conf' "$root"

# Keep only the libraries that asterisk and its useful modules load: no calendars, foreign databases, sound cards, fax.
lib=$root/usr/lib/$(uname -m)-linux-gnu
rm -f "$lib"/asterisk/modules/{*_calendar*,codec_codec2,*_odbc,*_pgsql,*_tds,*_radius,*_ldap,*_snmp,*_jack,*_alsa,*_console,*_spandsp,*_lua,*_mysql,*_corosync,*_xmpp,*_motif,*_dahdi*,*_phoneprov,*_unbound,*_minivm,*_voicemail*,res_fax*,res_resolver_unbound}.so
for loader in "$root"/lib64/ld-linux-x86-64.so.2 "$root"/usr/lib64/ld-linux-x86-64.so.2 "$lib"/ld-linux-x86-64.so.2 \
  "$lib"/ld-linux-aarch64.so.1; do [ -e "$loader" ] && break; done
run=("$loader" --library-path "$lib:$root/lib/$(uname -m)-linux-gnu")
{ find "$lib/asterisk/modules" -name '*.so'; echo "$root/usr/sbin/asterisk"; } \
  | xargs -n 1 -P "$(nproc)" "${run[@]}" --list 2> /dev/null \
  | awk -v root="$root/" '$2 == "=>" && index($3, root) == 1 { print $3 }' | sort -u | xargs readlink -f -- | sort -u > "$work/keep"
find "$lib" -maxdepth 1 -name '*.so*' -type f | grep -v '/ld-linux' | sort | comm -23 - "$work/keep" | xargs -r rm -f
find "$lib" -maxdepth 1 -xtype l -delete
find "$lib" -mindepth 1 -maxdepth 1 -type d ! -name asterisk -exec rm -rf {} +
find "$root"/usr/{bin,sbin,libexec} -xdev \( -type f -o -type l \) ! -name asterisk -delete 2> /dev/null || true

version=$("${run[@]}" "$root/usr/sbin/asterisk" -V)
mv "$root/.partial" "$root/.complete"
echo "$version in $root"
