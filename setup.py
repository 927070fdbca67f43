# -*- coding: utf-8 -*-
"""Describe the distribution: pure Python, no dependencies, one wheel for 2.7 and 3."""
from __future__ import absolute_import

import io
import os
import re

from setuptools import find_packages, setup

HERE = os.path.dirname(os.path.abspath(__file__))


def read(*parts):
    """Return the text of a file beside this one."""
    with io.open(os.path.join(HERE, *parts), encoding='utf-8') as source:
        return source.read()


setup(
    name='nlp-zero',
    version=re.search(r"__version__ = '(.+?)'", read('nlp_zero', '__init__.py')).group(1),
    description='Unsupervised Chinese NLP: word discovery, segmentation, phrases and templates',
    long_description=read('README.md'),
    long_description_content_type='text/markdown',
    license='MIT',
    # The sample corpora, which `nlp-zero sample` writes, are installed as data of the package.
    packages=find_packages(include=['nlp_zero', 'nlp_zero.*']) + ['nlp_zero.data.corpora'],
    package_dir={'nlp_zero.data.corpora': 'corpora'},
    package_data={'nlp_zero': ['data/*', 'py.typed', '*.pyi', '*/*.pyi'], 'nlp_zero.data.corpora': ['*']},
    zip_safe=False,
    python_requires='>=2.7, !=3.0.*, !=3.1.*, !=3.2.*, !=3.3.*, !=3.4.*, !=3.5.*',
    entry_points={'console_scripts': ['nlp-zero = nlp_zero.__main__:main']},
    classifiers=[
        'Development Status :: 4 - Beta',
        'Intended Audience :: Developers',
        'License :: OSI Approved :: MIT License',
        'Natural Language :: Chinese (Simplified)',
        'Natural Language :: Chinese (Traditional)',
        'Operating System :: OS Independent',
        'Programming Language :: Python :: 2.7',
        'Programming Language :: Python :: 3',
    ] + ['Programming Language :: Python :: 3.%d' % minor for minor in range(6, 15)] + [
        'Programming Language :: Python :: Implementation :: CPython',
        'Programming Language :: Python :: Implementation :: PyPy',
        'Topic :: Text Processing :: Linguistic',
    ],
)
