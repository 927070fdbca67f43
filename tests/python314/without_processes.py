# -*- coding: utf-8 -*-
"""Leave out, as a plugin of pytest, the tests that start a process: WebAssembly has none."""
from __future__ import absolute_import, division, print_function, unicode_literals

import sys

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Deselect them."""
    starts_process = sys.modules['conftest'].starts_process
    left_out = [item for item in items if starts_process(item)]
    items[:] = [item for item in items if not starts_process(item)]
    config.hook.pytest_deselected(items=left_out)
