# -*- coding: utf-8 -*-
"""Skip, as a plugin of pytest, what asks for a process or a thread: Python in WebAssembly has none."""
from __future__ import absolute_import, division, print_function, unicode_literals

import pytest

#: What that Python's errors say then.
REFUSALS = ('does not support processes', "can't start new thread")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call():
    """Run a test."""
    try:
        return (yield)
    except (OSError, RuntimeError) as error:
        refused = [refusal for refusal in REFUSALS if refusal in str(error)]
        if not refused:
            raise
        pytest.skip(refused[0])
