# -*- coding: utf-8 -*-
"""Measure how often `encoding='auto'` finds the encoding of a passage, by its length.

    python benchmarks/encodings.py [FILE...]

Each FILE is text in UTF-8, plain or compressed; by default the project's own corpora. Passages of
each length are taken at even distances, at most 3,000 of a file and length, encoded in each encoding
that can spell them, and given to the detector. Printed are the shares found right, taken for another
encoding, and refused as an error. Passages of ASCII alone are left out: there is nothing to find.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import argparse
import os
import sys

from common import CORPORA, PYTHON, checksum, read_bytes

ENCODINGS = ('utf-8', 'gb18030', 'big5')
LENGTHS = (1, 2, 4, 8, 16, 32, 64, 256, 1000)
PASSAGES = 3000
# Supersets of Big5 that the detector tries when plain Big5 does not hold.
FAMILY = {'cp950': 'big5', 'big5hkscs': 'big5'}


def passages(text, length):
    """Yield passages of one length at even distances."""
    step = max(length, len(text) // PASSAGES)
    for start in range(0, len(text) - length + 1, step):
        yield text[start:start + length]


def encoded(text, encoding):
    """Return the bytes, or None if they cannot be spelled or tell nothing."""
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return None
    return data if max(bytearray(data)) > 127 else None


def measure(text, encoding, length):
    """Return (passages, found right, taken for another, refused)."""
    from nlp_zero._storage._decode import choose_encoding
    count = right = refused = 0
    for passage in passages(text, length):
        data = encoded(passage, encoding)
        if data is None:
            continue
        found, problem = choose_encoding(data, True)
        count += 1
        refused += problem is not None
        right += problem is None and FAMILY.get(found, found) == encoding
    return count, right, count - right - refused, refused


def main():
    """Print one line for each file, encoding and length; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('files', nargs='*', help="text in UTF-8 (default: the project's own corpora)")
    print(PYTHON)
    for name in parser.parse_args().files or CORPORA:
        data = read_bytes(name)
        text = data.decode('utf-8')
        print('%s  sha256 %s  %d characters' % (
            os.path.basename(name), checksum(data), len(text)))
        for encoding in ENCODINGS:
            for length in LENGTHS:
                count, right, other, refused = measure(text, encoding, length)
                if count:
                    print('  %-8s %4d characters: %4d passages, %6.2f %% right, %6.2f %% other, '
                          '%6.2f %% refused' % (encoding, length, count, 100 * right / count,
                                                100 * other / count, 100 * refused / count))
    return 0


if __name__ == '__main__':
    sys.exit(main())
