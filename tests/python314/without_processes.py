# -*- coding: utf-8 -*-
"""Skip, as a plugin of pytest, what asks for a process or a thread: Python in WebAssembly has none.

Only errors with which that runtime itself refuses one are skips, and only there: `run_tests.mjs` alone loads
this plugin. Each of these tests runs on all other interpreters.
"""
from __future__ import absolute_import, division, print_function, unicode_literals

import pytest

#: What that Python's errors say then.
REFUSALS = ('does not support processes', "can't start new thread")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call():
    """Run a test."""
    # As an old-style wrapper, whose outcome is an object: a generator of 2.7 returns nothing.
    outcome = yield
    error = outcome.excinfo[1] if outcome.excinfo else None
    refused = [refusal for refusal in REFUSALS if refusal in str(error)]
    if refused and isinstance(error, (OSError, RuntimeError)):
        outcome.force_exception(pytest.skip.Exception(refused[0]))
