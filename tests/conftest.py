# -*- coding: utf-8 -*-
"""Share what several test modules need: the corpora, small blocks, golden files, the command line."""
from __future__ import absolute_import, division, print_function, unicode_literals

import difflib
import importlib
import io
import os
import signal

import pytest

from nlp_zero.cli import main
from processes import POSIX, run_program, run_python, with_source

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLDEN = os.path.join(ROOT, 'tests', 'golden')

#: Sizes of blocks, buffers and batches at which a few lines of text already reach every limit. Each constant
#: is a module's own, smaller here than there; tests shrink them through the fixture `small_steps` alone.
SMALL_STEPS = {
    'nlp_zero._storage._decode': {'BLOCK': 16},
    'nlp_zero._storage._input': {'LONGEST_ENTRY': 5000},
    'nlp_zero.cli._verb_evaluate': {'LONGEST_LINE': 5000},
    'nlp_zero.corpus._line_splitter': {'LONGEST_SEARCH': 3000},
    'nlp_zero.corpus._reader': {'BLOCK': 16, 'LONGEST_RECORD': 1000},
    'nlp_zero.corpus._records': {'LONGEST_FIELD': 1000},
    'nlp_zero.entropy._fit': {'_SHARED': 0},
    'nlp_zero.entropy._lattice': {'_BLOCK': 150, '_COLUMN': 3, '_GROUP': 2},
    'nlp_zero.entropy._recount': {'_BLOCK': 700, '_KEEP': 3, '_MIN_PAIRS': 80},
    'nlp_zero.entropy._runs': {'_KEEP': 2000},
    'nlp_zero.ngrams._accumulator': {
        '_BLOCK': 300, '_LEAST_BLOCK': 64, '_OPENING': 2, '_RANGE_KEYS': 4, '_LEAST_KEY_LIMIT': 16,
        '_CHECKPOINT_BYTES': 8000},
    'nlp_zero.ngrams._coder': {'_STEP': 5, '_COUNTED': 3},
    'nlp_zero.ngrams._counter': {'_SMALL': 0},
    'nlp_zero.ngrams._keys': {'_STEP': 7},
    'nlp_zero.parser._derivations': {'EXACT_UP_TO': 3},
    'nlp_zero.tokenizer._bulk': {'_BLOCK': 20},
    'nlp_zero.tokenizer._tables': {'_BLOCK': 1 << 16},
    'nlp_zero.tokenizer._lexicon': {'_AT_ONCE': 2},
    'nlp_zero.vocabulary._entries': {'_LINES': 3},
    'nlp_zero.vocabulary._line_blocks': {'LONGEST_ENTRY': 5000, '_BLOCK': 20, '_LINES': 3},
    'nlp_zero.words._evidence': {'_KEEP': 3},
    'nlp_zero.words._ngram_cut': {'_KEEP': 3},
    'nlp_zero.words._places': {'_BLOCK': 700, '_WORTH': 2},
    'nlp_zero.words._symbol_blocks': {'_BLOCK': 700},
}

#: `slow`: single tests of a quarter of a second or more, whose outcome no interpreter changes. `.ci/run` runs
#: them on the oldest and the newest interpreters alone.
SLOW_FILES = set([
    'test_checkpoint_discovery.py', 'test_drill.py', 'test_examples.py', 'test_keywords.py',
    'test_new_words.py', 'test_progress.py', 'test_templates_page.py', 'test_tokenizer_classes.py'])
SLOW_TESTS = set([
    'test_architecture.py::test_code_and_pages_speak_in_the_terms_of_the_field',
    'test_architecture.py::test_imports_point_down',
    'test_archives.py::test_an_entry_has_a_longest_line',
    'test_archives.py::test_whatever_is_changed_gives_the_text_or_an_error',
    'test_bad_input.py::test_a_command_asks_for_the_column_or_field_of_records',
    'test_cli_count.py::test_map_sort_and_reduce_are_count',
    'test_contexts.py::test_new_words_have_contexts',
    'test_contexts.py::test_tables_of_words_show_a_place',
    'test_contrast.py::test_phrases_are_compared_too',
    'test_contrast.py::test_rows_and_counts_of_ngrams_are_counts',
    'test_contrast.py::test_texts_are_cut_by_the_vocabulary_and_by_what_is_new',
    'test_corpus.py::test_a_line_without_boundaries_is_cut_after_a_bounded_search',
    'test_corpus.py::test_cuts_without_boundaries_do_not_depend_on_blocks',
    'test_corpus.py::test_encodings_over_many_blocks',
    'test_corpus.py::test_no_cut_parts_what_belongs_together',
    'test_corpus.py::test_offsets_count_unpacked_bytes_over_many_blocks',
    'test_entropy.py::test_a_fit_ends_when_the_information_falls_too_little',
    'test_entropy.py::test_all_of_a_large_text_is_counted',
    'test_entropy.py::test_counts_add_up_to_the_text',
    'test_entropy.py::test_discovery_gives_the_words_of_the_model',
    'test_entropy.py::test_many_words_are_counted_as_one_by_one',
    'test_entropy.py::test_no_word_is_longer_than_allowed',
    'test_entropy.py::test_order_of_lines_does_not_matter',
    'test_entropy.py::test_there_are_no_more_passes_than_allowed',
    'test_entropy.py::test_words_are_found',
    'test_fold.py::test_a_text_is_cut_as_its_folded_form_in_its_own_characters',
    'test_fold.py::test_lines_files_and_workers_give_the_same',
    'test_match.py::TestChoice::test_equals_a_matcher_that_tries_everything',
    'test_mutants.py::test_each_listed_mutant_applies',
    'test_ngrams.py::test_a_counter_can_be_asked_as_a_mapping',
    'test_ngrams.py::test_blocks_runs_and_workers_change_nothing',
    'test_ngrams.py::test_clauses_longer_than_those_at_first_are_counted_the_same',
    'test_ngrams.py::test_counters_of_parts_sum_up_to_the_counter_of_the_whole',
    'test_ngrams.py::test_counts_follow_the_rules',
    'test_ngrams.py::test_damaged_runs_are_noticed',
    'test_ngrams.py::test_entropies_are_those_by_hand',
    'test_ngrams.py::test_every_query_after_merging_loading_and_adding',
    'test_ngrams.py::test_every_query_of_a_text_of_five_letters',
    'test_ngrams.py::test_every_query_of_divided_ranges',
    'test_ngrams.py::test_symbols_met_late_have_no_code_and_are_counted_all_the_same',
    'test_ngrams.py::test_what_is_saved_is_loaded',
    'test_numbers.py::test_numbers_across_blocks_are_joined',
    'test_numbers.py::test_time_is_linear',
    'test_pages.py::test_the_blocks_of_a_page_do_what_they_show',
    'test_parser.py::TestParse::test_equals_a_parser_that_tries_everything',
    'test_parser.py::TestParse::test_many_templates_over_few_words_equal_k_best',
    'test_phrases.py::test_a_budget_changes_nothing',
    'test_phrases.py::test_significance_alone_makes_no_phrase_unless_asked_for',
    'test_report.py::test_contrasts_are_those_of_the_texts',
    'test_report.py::test_known_words_are_not_offered',
    'test_report.py::test_many_words_stay_within_the_size',
    'test_report.py::test_the_figures_by_hand',
    'test_report.py::test_the_new_words_are_those_of_discovery',
    'test_report.py::test_the_verb_writes_the_page_of_the_function',
    'test_row_formats.py::test_a_notebook_shows_contexts_and_no_markup_of_the_text',
    'test_row_formats.py::test_a_notebook_shows_rows_as_tables',
    'test_row_formats.py::test_a_score_ranks_words_of_both_methods',
    'test_row_formats.py::test_csv_and_tsv_hold_the_same_cells',
    'test_row_formats.py::test_dictionaries',
    'test_row_formats.py::test_discovery_shows_what_it_did',
    'test_row_formats.py::test_sort',
    'test_row_formats.py::test_what_goes_to_a_file_is_for_programs',
    'test_saved_models.py::test_explanations_and_new_words_by_a_model_are_those_of_a_fit',
    'test_saved_models.py::test_the_verbs_keep_take_up_and_update_a_model',
    'test_spark_example.py::test_the_words_are_those_of_the_local_run',
    'test_spill_counter.py::test_dropping_rare_keys_is_the_same_in_files',
    'test_templates_mining.py::TestMining::test_no_budget_is_too_small',
    'test_templates_mining.py::TestPaths::test_equals_full_enumeration_up_to_twelve_words',
    'test_templates_search.py::TestSearch::test_equals_a_matcher_that_tries_everything',
    'test_templates_slots.py::TestSlots::test_a_budget_changes_nothing',
    'test_text.py::test_what_joins_latin_words_is_said_once',
    'test_text_clusters.py::test_a_cluster_is_one_symbol_and_one_word',
    'test_tokenizer.py::test_certain_words_stay_certain_only_while_they_are',
    'test_tokenizer.py::test_quick_and_plain_cutting_agree',
    'test_tokenizer.py::test_quick_and_plain_cutting_agree_on_protected_text',
    'test_tokenizer.py::test_texts_at_the_limits_are_cut_as_a_whole',
    'test_tokenizer.py::test_texts_beyond_a_block_are_cut_as_a_whole',
    'test_tokenizer.py::test_the_cache_is_bounded',
    'test_trie.py::test_search_is_linear',
    'test_upstream_api.py::test_hash_seed_changes_nothing',
    'test_upstream_api.py::test_long_line_is_linear',
    'test_vocabulary.py::test_each_kind_of_damage_to_the_compiled_form_is_found',
    'test_vocabulary.py::test_sections_that_make_no_sense_are_damaged',
    'test_vocabulary.py::test_the_tables_of_the_bundled_vocabulary_are_those_of_its_words',
    'test_word_sources.py::test_every_taker_of_counts_takes_every_shape',
    'test_word_sources.py::test_every_taker_of_words_takes_every_shape',
    'test_words.py::test_a_large_budget_changes_no_word',
    'test_words.py::test_a_long_word_that_would_pay_is_told_what_keeps_it_apart',
    'test_words.py::test_a_small_budget_makes_the_sample_smaller',
    'test_words.py::test_evidence_of_the_sample_corpora',
    'test_words.py::test_small_blocks_give_the_same_rows',
    'test_words.py::test_words_of_the_sample_corpora'])
#: Neither `slow` nor `fast`: tests of processes, signals, pipes, archives and patterns, which every
#: interpreter has its own way with. Tests that start a process, themselves or by a helper of their module,
#: need not be listed.
SYSTEM_FILES = set([
    'test_checkpoint.py', 'test_entropy_workers.py', 'test_faults.py', 'test_parallel.py',
    'test_processes.py', 'test_readme.py', 'test_signals.py', 'test_spawn.py', 'test_tokenizer_stream.py'])
SYSTEM_TESTS = set([
    'test_archives.py::test_a_bomb_is_read_in_little_memory',
    'test_archives.py::test_blocks_of_bzip2_of_all_sizes_come_back',
    'test_archives.py::test_every_method_is_read',
    'test_cli_arguments.py::test_every_limit',
    'test_cli_faults.py::test_a_standard_error_that_takes_nothing',
    'test_cli_faults.py::test_a_standard_output_that_takes_nothing',
    'test_cli_help.py::test_examples_are_commands_that_are_accepted',
    'test_files.py::test_a_truncated_file_is_an_error',
    'test_ngrams.py::test_a_counter_that_is_dropped_takes_its_files_along',
    'test_ngrams.py::test_a_forked_child_leaves_the_files_of_its_parent',
    'test_ngrams.py::test_a_killed_worker_is_an_error_and_leaves_nothing',
    'test_ngrams.py::test_a_signal_leaves_no_temporary_files',
    'test_ngrams.py::test_workers_that_are_spawned_count_the_same',
    'test_pages.py::test_the_blocks_of_one_page_do_what_they_show_everywhere',
    'test_shared_tokenizer.py::test_it_is_copied_and_pickled_like_any_other',
    'test_slow_input.py::test_quick_generators_are_cut_in_blocks_with_the_same_words',
    'test_text.py::test_no_pattern_runs_away',
    'test_text_clusters.py::test_no_pattern_of_any_rules_runs_away'])
STARTERS = frozenset(['fork', 'run_code', 'run_program', 'run_python', 'start_python'])


#: No test takes a tenth of this.
SECONDS_OF_A_TEST = 600


def pytest_addoption(parser):
    parser.addoption('--update-golden', action='store_true', help='rewrite the files of tests/golden')


def pytest_collection_modifyitems(items):
    """Mark each test `slow` or `fast`, or as neither, by the tables above."""
    for item in items:
        name = item.nodeid.partition('[')[0].rpartition('/')[2]
        file_name = name.partition('::')[0]
        if name in SLOW_TESTS or file_name in SLOW_FILES:
            item.add_marker('slow')
        elif name not in SYSTEM_TESTS and file_name not in SYSTEM_FILES and not starts_process(item):
            item.add_marker('fast')


def starts_process(item):
    """Tell whether a test takes the fixture `command`, or calls, or has called, what starts one."""
    return 'command' in item.fixturenames or _calls_starter(item.function, set())


def _calls_starter(function, seen):
    """Tell whether a function, or one of its module that it names, calls what starts a process."""
    code = getattr(function, '__code__', None)
    if code is None or code in seen:
        return False
    seen.add(code)
    names = function.__globals__
    return not STARTERS.isdisjoint(code.co_names) or any(
        _calls_starter(names[name], seen) for name in code.co_names
        if getattr(names.get(name), '__module__', None) == function.__module__)


@pytest.fixture(autouse=True)
def time_limit():
    """End a test that hangs; its children have an end of their own, see tests/processes.py."""
    def expired(number, frame):
        pytest.fail('the test took more than %d seconds' % SECONDS_OF_A_TEST)

    if not hasattr(signal, 'alarm'):
        yield
        return
    old = signal.signal(signal.SIGALRM, expired)
    signal.alarm(SECONDS_OF_A_TEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, old)


@pytest.fixture
def root():
    """Path of the repository."""
    return ROOT


@pytest.fixture
def corpora():
    """Path of the bundled sample corpora."""
    return os.path.join(ROOT, 'corpora')


@pytest.fixture
def shared_data():
    """Path of the measuring data beside the repository; the test is skipped without it."""
    path = os.path.join(os.path.dirname(ROOT), 'shared', 'data')
    if not os.path.isdir(path):
        pytest.skip('no measuring data beside the repository')
    return path


@pytest.fixture
def small_steps(monkeypatch):
    """Return a function that makes blocks, buffers and batches as small as `SMALL_STEPS` says.

    `small_steps()` does so everywhere, `small_steps('ngrams', 'entropy')` in these packages, and
    `small_steps('corpus', BLOCK=5)` gives the constants of that name there another size.
    """
    def shrink(*packages, **sizes):
        unknown = set(sizes)
        prefixes = tuple('nlp_zero.%s.' % package for package in packages) or ('nlp_zero.',)
        modules = [name for name in sorted(SMALL_STEPS) if (name + '.').startswith(prefixes)]
        assert modules, 'no small steps for %s' % (packages,)
        for name in modules:
            module = importlib.import_module(str(name))
            for constant, size in SMALL_STEPS[name].items():
                monkeypatch.setattr(module, constant, sizes.get(constant, size))
                unknown.discard(constant)
        assert not unknown, 'no small steps named %s' % sorted(unknown)
    return shrink


@pytest.fixture
def golden(request):
    """Return a function that compares lines of text with tests/golden/NAME.txt, and shows the difference.

    With `--update-golden` the file is written anew: look at the difference before you commit it.
    """
    def compare(name, lines):
        compare_with_file(os.path.join(GOLDEN, name + '.txt'), list(lines),
                          request.config.getoption('--update-golden'))
    return compare


def compare_with_file(path, lines, update=False):
    """Fail with a unified difference unless the file holds these lines; with `update` write them first."""
    assert not [line for line in lines if '\n' in line]
    if update:
        with io.open(path, 'w', encoding='utf-8', newline='\n') as out:
            out.write(''.join(line + '\n' for line in lines))
    if not os.path.exists(path):
        pytest.fail('no %s: pytest --update-golden writes it' % path)
    with io.open(path, encoding='utf-8', newline='\n') as source:
        expected = source.read().split('\n')[:-1]
    if lines != expected:
        difference = list(difflib.unified_diff(expected, lines, 'golden', 'now', n=1, lineterm=''))
        pytest.fail('%s differs:\n%s' % (path, '\n'.join(difference[:60])), pytrace=False)


@pytest.fixture
def command(tmpdir):
    """Return a function that runs `nlp-zero ARGUMENTS` in an empty folder.

    With `env`, variables that it needs before it starts, it is `python -m nlp_zero` in a new process.
    """
    def run(*arguments, **settings):
        settings.setdefault('cwd', str(tmpdir))
        if POSIX and 'env' not in settings:
            return run_program(main, arguments, **settings)
        settings['env'] = with_source(**settings.get('env', {}))
        return run_python('-m', 'nlp_zero', *arguments, **settings)
    return run


@pytest.fixture
def write(tmpdir):
    """Return a function that writes a UTF-8 file in the test's folder and returns its path."""
    def make(name, content):
        path = os.path.join(str(tmpdir), name)
        data = content if isinstance(content, bytes) else content.encode('utf-8')
        with io.open(path, 'wb') as out:
            out.write(data)
        return path
    return make
