#!/bin/sh
# Writes the table of CRC-32 (ISO 3309, reflected polynomial 0xEDB88320) as a C header: make_crc_table.sh FILE
set -eu
out=$1
mkdir -p "$(dirname "$out")"
{
    echo "/* Written by tools/make_crc_table.sh. */"
    echo "static const unsigned int crc_table[256] = {"
    n=0
    while [ "$n" -lt 256 ]; do
        c=$n
        for _ in 1 2 3 4 5 6 7 8; do
            if [ $((c & 1)) -eq 1 ]; then c=$(((c >> 1) ^ 0xEDB88320)); else c=$((c >> 1)); fi
        done
        printf '    0x%08Xu,\n' "$c"
        n=$((n + 1))
    done
    echo "};"
} > "$out.tmp"
mv "$out.tmp" "$out"
