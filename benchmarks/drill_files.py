# -*- coding: utf-8 -*-
"""Damage files, for `drill.py`: flipped bits in all that the package saves, mutated archives, bombs.

Each drill is a generator of pairs: what was tried; what was wrong with the answer, or None.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import bz2
import io
import os
import re
import shutil
import struct
import tempfile
import zipfile
import zlib
from binascii import b2a_base64

import common  # noqa: F401  (finds the package)
from generate import Text, generate

from nlp_zero import NgramCounter, Tokenizer, count_ngrams
from nlp_zero.cli import main as command
from nlp_zero.corpus import Corpus
from nlp_zero.entropy import learn, load_model, save_model
from nlp_zero.errors import NlpZeroError
from nlp_zero.ngrams import BackoffModel
from nlp_zero.templates import Template, load_classes, load_templates, save_templates
from nlp_zero.text import DEFAULT_RULES
from nlp_zero.vocabulary import load_vocabulary, pack, save_vocabulary, unpack

try:
    import lzma
except ImportError:
    lzma = None

#: Bytes of the text whose checkpoints are damaged: each is read, and the run goes on, in this process.
FLIP_SIZE = 30000
#: Memory of a process that reads a bomb, in bytes, and what the bombs unpack to.
BOMB_MEMORY, BOMB = 256 << 20, 512 << 20
#: Where a bomb's path goes in the arguments; an empty line; a text without boundaries.
FILE, LINE, HAN = 'FILE', b' ' * 1023 + b'\n', '天地玄黄宇宙洪荒'.encode('utf-8')


def made_text(size, seed):
    """Return lines of made Chinese of at least `size` bytes, as bytes."""
    out = io.BytesIO()
    generate(size, seed, out)
    return out.getvalue()


def read(path):
    """Return a file's bytes."""
    with io.open(path, 'rb') as stream:
        return stream.read()


def store(path, data):
    """Write bytes to a file; return its path."""
    with io.open(path, 'wb') as out:
        out.write(data)
    return path


def fault_of(lab, function, right):
    """Return what is wrong with a function's answer, or None.

    Args:
        function: without arguments; an `NlpZeroError` from it is a right answer.
        right: function that tells whether what it returns is.
    """
    try:
        with lab.limits():
            found = function()
    except NlpZeroError as error:
        return None if str(error) else 'an error without a message'
    except Exception as error:  # whatever else: that is the fault
        return 'bare %s: %.200s' % (type(error).__name__, error)
    return None if right(found) else 'wrong in silence'


# --- flipped bits --------------------------------------------------------------------------------

def flips(lab):
    """Flip one bit of a file, or cut the file short, and read it."""
    words = sorted(set(word for word in Text(lab.seed).history if len(word) > 1))
    counts = dict((word, 1 + number * number % 997) for number, word in enumerate(words))
    for drill in (checkpoint_flips(lab, ['count', '-n', '3'], lab.times(120)),
                  checkpoint_flips(lab, ['discover', '--format', 'tsv'], lab.times(140)),
                  checkpoint_flips(lab, ['discover', '--format', 'tsv', '--method', 'ngram'], lab.times(100)),
                  checkpoint_flips(lab, ['new', '--format', 'tsv'], lab.times(100)),
                  compiled_flips(lab, counts, lab.times(160)), model_flips(lab, lab.times(100)),
                  plain_flips(lab, counts, lab.times(280))):
        for tried in drill:
            yield tried


def flipped(rng, data, may_cut=True):
    """Return (what was done, data with one bit flipped, or cut short now and then)."""
    # Half of the flips go where a format says what it is.
    place = rng.randrange(min(len(data), 100) if rng.random() < 0.5 else len(data))
    if may_cut and rng.random() < 0.1 and place:
        return 'cut to %d bytes' % place, data[:place]
    bit = rng.randrange(8)
    changed = bytearray(data)
    changed[place] ^= 1 << bit
    return 'bit %d of byte %d flipped' % (bit, place), bytes(changed)


def checkpoint_flips(lab, arguments, number):
    """Flip bits of what a killed run left in its checkpoint, and go on from there."""
    source, out = store(lab.path('text.txt'), made_text(FLIP_SIZE, lab.seed)), lab.path('out')
    arguments = arguments + ['-q', source, '-o', out, '--workers', '1', '--memory', '512K', '--checkpoint']
    seconds = lab.finish(lab.start(arguments + [lab.path('kept')])).seconds
    expected = read(out)
    left = []
    for step in range(8):
        # A folder of its own for each: where the run is over before the kill, there is none.
        folder = lab.path('left%d' % step)
        lab.kill(lab.start(arguments + [folder]), seconds * (step + 2) / 10)
        left += [(folder, os.path.relpath(os.path.join(parent, name), folder))
                 for parent, _, names in os.walk(folder) for name in names]
    for _ in range(number if left else 0):
        folder, name = lab.rng.choice(left)
        shutil.rmtree(lab.path('kept'), ignore_errors=True)
        shutil.copytree(folder, lab.path('kept'))
        path = os.path.join(lab.path('kept'), name)
        what, data = flipped(lab.rng, read(path) or b'\0')
        store(path, data)
        lab.remove(out)

        def resumed():
            code = command(arguments + [lab.path('kept'), '--debug'])
            return read(out) if code == 0 else code
        fault = fault_of(lab, resumed, lambda found: found == expected)
        yield '%s: %s: %s' % (' '.join(arguments[:-8]), name, what), fault
    lab.clear()


def compiled_flips(lab, counts, number):
    """Flip bits of a compiled vocabulary."""
    path, text = lab.path('words.bin'), made_text(3000, lab.seed).decode('utf-8')
    save_vocabulary(counts, path, format='compiled')
    good, cut = read(path), Tokenizer(path).lcut(text)
    for turn in range(number):
        what, data = flipped(lab.rng, good)
        store(path, data)
        # Three letters of the name of the format may be a word; a longer part of it is an error.
        words = counts if len(data) > 3 else {data.decode('ascii'): 1}
        right = cut if len(data) > 3 else Tokenizer(words).lcut(text)
        if turn % 2:
            fault = fault_of(lab, lambda: load_vocabulary(path), lambda found: found == words)
        else:
            fault = fault_of(lab, lambda: Tokenizer(path).lcut(text), lambda found: found == right)
        yield 'compiled vocabulary, %s: %s' % ('loaded' if turn % 2 else 'cut by', what), fault
    lab.clear()


def model_flips(lab, number):
    """Flip bits of a model of discovery that was saved."""
    path, lines = lab.path('words.model'), made_text(20000, lab.seed).decode('utf-8').splitlines()
    model = learn(lines, DEFAULT_RULES)
    save_model(model, path)
    good = read(path)
    for _ in range(number):
        what, data = flipped(lab.rng, good)
        store(path, data)
        yield 'saved model: %s' % what, fault_of(lab, lambda: load_model(path), lambda found: found == model)
    lab.clear()


def plain_flips(lab, counts, number):
    """Flip bits of plain lines: the entries of one line may change, or of two, where it is the end of one."""
    templates = dict((Template([word, None, '的' + word[0]]), count) for word, count in counts.items())
    lines = made_text(3000, lab.seed).decode('utf-8').splitlines()
    forms = [
        ('words.txt', lambda path: save_vocabulary(counts, path), load_vocabulary),
        ('words.jieba', lambda path: save_vocabulary(counts, path, format='jieba'), load_vocabulary),
        ('counts.tsv', lambda path: NgramCounter.load('%s\t%d' % pair for pair in counts.items()).save(path),
         lambda path: dict(NgramCounter.load(path))),
        ('templates.tsv', lambda path: save_templates(templates, path), load_templates),
        ('templates.json', lambda path: store(path, json_templates(templates)), load_templates),
        ('classes.tsv', lambda path: store(path, classes_of(words=counts)), flat_classes),
        ('model.arpa', lambda path: BackoffModel.from_counts(count_ngrams(lines, max_n=2)).save(path),
         lambda path: BackoffModel.load(path).entries)]
    for turn in range(number):
        name, save, load = forms[turn % len(forms)]
        path = lab.path(name)
        save(path)
        before = load(path)
        what, data = flipped(lab.rng, read(path), may_cut=False)
        store(path, data)

        def as_the_text_says(found):
            text = data.decode('utf-8')
            lost = [entry for entry in before.items() if found.get(entry[0]) != entry[1]]
            new = [entry for entry in found.items() if before.get(entry[0]) != entry[1]]
            made_up = [key for key, _ in new if text_of(key) not in text]
            return len(lost) <= 2 and len(new) <= 2 and not made_up
        yield '%s: %s' % (name, what), fault_of(lab, lambda: load(path), as_the_text_says)
    lab.clear()


def json_templates(templates):
    """Return lines of templates as JSON, as `nlp-zero templates --slots` writes them."""
    form = '{"template": "%s", "count": %d, "slots": [{"fillers": [["好", %d]], "total": %d}]}\n'
    return ''.join(form % (template.to_text(), count, count, count)
                   for template, count in sorted(templates.items())).encode('utf-8')


def classes_of(words):
    """Return lines of classes of fillers, as `nlp-zero templates --save-classes` writes them."""
    return ''.join('%s\t%s\t%.3f\n' % (word[0], word, 1 / count)
                   for word, count in sorted(words.items())).encode('utf-8')


def flat_classes(path):
    """Return {(class, member): strength} of a file."""
    return dict(('%s\t%s' % (name, text), strength) for name, members in load_classes(path).items()
                for text, strength in members.items())


def text_of(key):
    """Return an entry's key as its line has it."""
    return key.to_text() if isinstance(key, Template) else key


# --- archives ------------------------------------------------------------------------------------

def archives(lab):
    """Change archives of counts at random, and read them as texts, as a vocabulary and as counts."""
    words = sorted(set(word for word in Text(lab.seed).history if '一' <= word[0] and len(word) > 1))[:600]
    data = ''.join('%s\t%d\n' % (word, 1 + number % 97) for number, word in enumerate(words)).encode('utf-8')
    readers = [lambda path: list(Corpus(path)), load_vocabulary, lambda path: dict(NgramCounter.load(path))]
    expected = [[reader(store(lab.path('counts.txt'), data))] for reader in readers]
    # Of an archive with a directory a whole member may be gone, or hidden by its new name.
    expected[0].append(expected[0][0] * 2)
    good = good_archives(lab, data)
    names = sorted(good)
    for turn in range(lab.times(2000)):
        name = names[turn % len(names)]
        which = 0 if name.endswith('.zip') else turn // len(names) % len(readers)
        what, changed = mutated(lab.rng, good[name])
        path = store(lab.path(name), changed)
        yield '%s: %s' % (name, what), fault_of(
            lab, lambda: readers[which](path), lambda found: found in expected[which])
    lab.clear()


def good_archives(lab, data):
    """Return {name: bytes} of archives of all kinds."""
    good = {'a.txt.gz': packed(zlib.compressobj(6, zlib.DEFLATED, 31), data), 'a.txt.bz2': bz2.compress(data)}
    methods = {'stored': zipfile.ZIP_STORED, 'deflate': zipfile.ZIP_DEFLATED}
    if lzma:
        good['a.txt.xz'] = lzma.compress(data)
        methods.update(bzip2=zipfile.ZIP_BZIP2, lzma=zipfile.ZIP_LZMA)
    for name, method in methods.items():
        path = lab.path(name + '.zip')
        with zipfile.ZipFile(path, str('w'), method) as archive:
            for member in ('a.txt', 'b/评论.txt'):
                archive.writestr(member, data)
        good[name + '.zip'] = read(path)
    return good


def packed(packer, data):
    """Return data as a compressor packs it."""
    return packer.compress(data) + packer.flush()


def mutated(rng, data):
    """Return (what was done, data with a byte, a field or a part changed)."""
    data, place = bytearray(data), rng.randrange(len(data))
    how = rng.choice(('flip', 'set', 'cut', 'drop', 'repeat', 'field'))
    if how == 'flip':
        data[place] ^= 1 << rng.randrange(8)
    elif how == 'set':
        data[place] = rng.choice((0, 1, 127, 128, 255))
    elif how == 'cut':
        del data[place:]
    elif how == 'drop':
        del data[place:place + rng.randrange(1, 20)]
    elif how == 'repeat':
        data[place:place] = data[place:place + rng.randrange(1, 20)]
    else:
        # Sizes, offsets, methods, flags and versions are in the first bytes, or in the directory at the end.
        place = rng.randrange(min(60, len(data))) if rng.random() < 0.5 else len(data) - rng.randrange(1, 300)
        place = max(0, place)
        data[place:place + 4] = rng.choice((b'\xff' * 4, b'\0' * 4, b'\x7f\xff\xff\xff', b'\1\0\1\0'))
    return '%s at byte %d' % (how, place), bytes(data)


# --- bombs ---------------------------------------------------------------------------------------

def bombs(lab):
    """Read small files that unpack to much, or ask for much memory, in a process that has little."""
    if not lab.can_limit_memory():
        return
    tries = unpacking_bombs() + line_bombs() + record_bombs() + vocabulary_bombs()
    for name, make, arguments in lab.rng.sample(tries, lab.times(len(tries))):
        path = store(lab.path(name), make())
        options = [path if argument == FILE else argument for argument in arguments]
        done = lab.finish(lab.start(options + ['-q'], memory=BOMB_MEMORY))
        fault = lab.fault_of_program(done, (0, 1))
        if fault is None and 'out of memory' in done.err:
            fault = 'out of memory'
        yield ' '.join(name if argument == FILE else argument for argument in arguments), fault
        lab.clear()


def packers():
    """Return {suffix of a file: function that returns an object that packs}."""
    found = {'.gz': lambda: zlib.compressobj(9, zlib.DEFLATED, 31), '.bz2': bz2.BZ2Compressor}
    if lzma:
        found['.xz'] = lambda: lzma.LZMACompressor(preset=0)
    return found


def repeated(packer, unit, size, begin=b''):
    """Return so many bytes of one unit, packed, after some others."""
    step = unit * ((1 << 20) // len(unit))
    parts = [packer.compress(begin)] + [packer.compress(step) for _ in range(size >> 20)]
    return b''.join(parts + [packer.flush()])


def unpacking_bombs():
    """Return (name, function that makes it, arguments) of short files of empty lines."""
    found = [('lines.txt' + suffix, lambda packer=packer: repeated(packer(), LINE, BOMB), ['count', FILE])
             for suffix, packer in sorted(packers().items())]
    found += [('method%d.zip' % method, lambda method=method: zip_bomb(method), ['count', FILE])
              for method in (8, 12) + ((14,) if lzma else ())]
    if lzma:
        found += [('dictionary.zip', lambda: zip_bomb(14, b'\xff' * 4), ['count', FILE]),
                  ('dictionary.txt.xz', xz_of_large_dictionary, ['count', FILE])]
    return found


def line_bombs():
    """Return the same of files for each kind of argument: of empty lines, and of one line without an end."""
    made = [(name, lambda unit=unit: repeated(packers()['.gz'](), unit, BOMB // 4))
            for name, unit in (('lines.gz', LINE), ('digits.gz', b'7'), ('han.gz', HAN))]
    texts = [['discover', FILE], ['count', '--memory', '64M', FILE], ['cut', FILE], ['merge', FILE]]
    # What is no text must say so with any of them: each has one of its own.
    others = [['evaluate', '--gold', FILE, FILE], ['cut', '--vocab', FILE, os.devnull],
              ['cut', '--userdict', FILE, os.devnull], ['parse', '--templates', FILE, os.devnull],
              ['match', '--templates', FILE, os.devnull], ['new', '--known', FILE, os.devnull],
              ['new', '--background', FILE, os.devnull], ['report', '--stop', FILE, os.devnull],
              ['explain', '一', '--model', FILE, os.devnull], ['evaluate', '--perplexity', FILE, os.devnull],
              ['convert', FILE, os.devnull], ['templates', '--slots', '--classes', FILE, os.devnull],
              ['contrast', '--counts', FILE, '--against', FILE]]
    return ([made_by + (arguments,) for made_by in made for arguments in texts]
            + [made[number % len(made)] + (arguments,) for number, arguments in enumerate(others)])


def record_bombs():
    """Return the same of records without an end: a JSON text, a cell whose quote is never closed."""
    found = []
    for name, begin, options in (('a.jsonl.gz', b'{"a": "', ['--field', 'a']),
                                 ('a.csv.gz', b'"', ['--column', '1'])):
        def make(begin=begin):
            return repeated(packers()['.gz'](), HAN, BOMB // 4, begin)
        found.append((name, make, ['count'] + options + [FILE]))
    return found


def vocabulary_bombs():
    """Return the same of compiled vocabularies whose sections say that they hold more than they do."""
    arguments = ['cut', '--vocab', FILE, os.devnull]
    return [('forged%d' % kind, lambda kind=kind: forged_vocabulary(kind), arguments) for kind in range(3)]


def forged_vocabulary(kind):
    """Return a compiled vocabulary with right checksums of which one section says that it holds very much."""
    with tempfile.NamedTemporaryFile(delete=False) as out:
        save_vocabulary({'天气': 3, '公园': 3, '公园里': 2}, out.name, format='compiled')
    sections = unpack(read(out.name))
    os.remove(out.name)
    much = '9' * 15
    changed = [
        ('words', lambda data: re.sub(br'\*[0-9]+', ('*' + much).encode('ascii'), data, count=1)),
        ('prefixes', lambda data: re.sub(br' [0-9]+', (' ' + much).encode('ascii'), data, count=1)),
        ('pairs', lambda data: data.split(b'\n')[0] + b'\n' + b2a_base64(
            repeated(zlib.compressobj(9), b'\0', BOMB)).rstrip())]
    name, change = changed[kind]
    sections[name] = sections[name]._replace(data=change(sections[name].data))
    return pack([sections[name] for name in ('words', 'prefixes', 'pairs')])


def zip_bomb(method, dictionary=b''):
    """Return an archive with one member, written by hand: 2.7 packs few methods.

    Args:
        dictionary: bytes that say how large the dictionary of LZMA data is, or nothing for what it is.
    """
    if method == 14:
        data = repeated(lzma.LZMACompressor(lzma.FORMAT_ALONE, preset=0), LINE, BOMB)
        data = b'\x09\x04\x05\x00' + data[:1] + (dictionary or data[1:5]) + data[13:]
    else:
        packer = bz2.BZ2Compressor() if method == 12 else zlib.compressobj(9, zlib.DEFLATED, -15)
        data = repeated(packer, LINE, BOMB)
    checksum, step = 0, LINE * 1024
    for _ in range(BOMB >> 20):
        checksum = zlib.crc32(step, checksum) & 0xffffffff
    flags = 2 if method == 14 else 0
    fields = struct.pack(str('<HHHHHIII'), 20, flags, method, 0, 33, checksum, len(data), BOMB)
    member = b'PK\x03\x04' + fields + struct.pack(str('<HH'), 5, 0) + b'a.txt' + data
    directory = b'PK\x01\x02\x14\0' + fields + struct.pack(str('<HHHHHII'), 5, 0, 0, 0, 0, 0, 0) + b'a.txt'
    return member + directory + b'PK\x05\x06' + struct.pack(
        str('<HHHHIIH'), 0, 0, 1, 1, len(directory), len(member), 0)


def xz_of_large_dictionary():
    """Return xz data whose header asks for a dictionary of 4 GB."""
    data = bytearray(lzma.compress(b'\n' * 1000))
    end = 12 + (data[12] + 1) * 4
    data[16] = 40
    data[end - 4:end] = struct.pack(str('<I'), zlib.crc32(bytes(data[12:end - 4])) & 0xffffffff)
    return bytes(data)
