# -*- coding: utf-8 -*-
"""Run the script that docs/en/templates.md opens with, and the same from the command line."""
from __future__ import absolute_import, division, print_function, unicode_literals

import io
import json
import os
import re
import shutil
import subprocess
import sys

from processes import run_python

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def page():
    with io.open(os.path.join(ROOT, 'docs', 'en', 'templates.md'), encoding='utf-8') as lines:
        return lines.read()


def questions(tmpdir):
    """Copy the sample of questions where the page has it."""
    shutil.copy(os.path.join(ROOT, 'corpora', 'service.txt'), str(tmpdir.join('questions.txt')))


def run_verb(command, tmpdir, line):
    """Run a line of the page that begins with nlp-zero, with its files in a folder."""
    done = command(*[str(tmpdir.join(part)) if re.search(r'\.(txt|jsonl|yml)\Z', part) else part
                     for part in line.split()[1:]])
    assert (done.code, done.err) == (0, '')


def test_ten_lines_turn_questions_into_intents_with_slots(tmpdir):
    questions(tmpdir)
    script = re.search('```python\n(.*?)```', page(), re.DOTALL).group(1)
    assert len([line for line in script.splitlines() if line]) <= 10
    path = tmpdir.join('script.py')
    path.write(('# -*- coding: utf-8 -*-\nfrom __future__ import print_function, unicode_literals\n'
                + script).encode('utf-8'), mode='wb')
    done = run_python('-W', 'error', str(path), cwd=str(tmpdir),
                      env=dict(os.environ, PYTHONIOENCODING='utf-8', PYTHONPATH=ROOT))
    assert (done.code, done.err) == (0, '')
    lines = done.out.splitlines()
    assert [line.partition(' [(')[0].rpartition(' ')[0] for line in lines] == [
        '请问 [X] 怎么 [X]', '我 的 [X] 能 不能 [X]']
    assert len([line for line in lines if "'X1', " in line and "'X2', " in line]) == 2


def rename_class(command, tmpdir):
    """Run the commands of the page that rename a class, after those that make words.txt."""
    lines = re.search('```sh\n([^`]*--save-classes.*?)```', page(), re.DOTALL).group(1).splitlines()
    assert [line.split()[0] for line in lines] == ['nlp-zero', 'awk', 'printf', 'nlp-zero']
    run_verb(command, tmpdir, lines[0])
    edit = '\n'.join(lines[1:3]).encode('utf-8')
    subprocess.check_call(['sh', '-c', edit], cwd=str(tmpdir))
    assert '短号\t短号\t' in tmpdir.join('classes.txt').read_binary().decode('utf-8')
    assert '产品\t短号\t' in tmpdir.join('renamed.txt').read_binary().decode('utf-8')
    run_verb(command, tmpdir, lines[3])
    found = tmpdir.join('nlu.yml').read_binary().decode('utf-8')
    assert '- lookup: "产品"\n' in found
    assert '- [夜猫包](产品)多少钱一个月\n' in found


def test_the_same_from_the_command_line(command, tmpdir):
    questions(tmpdir)
    new = tmpdir.join('unseen.txt')
    new.write('请问副卡怎么取消？我的宽带能不能移机\n'.encode('utf-8'), mode='wb')
    block = re.search('```sh\n([^`]*nlp-zero match.*?)```', page(), re.DOTALL).group(1)
    verbs = [line for line in block.splitlines() if line.startswith('nlp-zero')]
    assert [verb.split()[1] for verb in verbs] == ['adapt', 'templates', 'match']
    for line in verbs:
        run_verb(command, tmpdir, line)
    with io.open(str(tmpdir.join('intents.jsonl')), encoding='utf-8') as lines:
        found = [json.loads(line) for line in lines]
    assert [(match['start'], match['end'], match['template']) for match in found] == [
        (0, 8, '请问 [X] 怎么 [X]'), (9, 18, '我 的 [X] 能 不能 [X]')]
    assert [[slot['text'] for slot in match['slots']] for match in found] == [['副卡', '取消'], ['宽带', '移机']]
    if sys.platform != 'win32':
        rename_class(command, tmpdir)
