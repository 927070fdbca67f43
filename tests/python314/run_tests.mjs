// Run tests on CPython 3.14 in WebAssembly, under Node.js: node run_tests.mjs PYODIDE ROOT SITE PYTEST_ARGUMENT...
// PYODIDE is the folder of npm's package, ROOT the repository, SITE a folder with pytest.
import { pathToFileURL } from 'node:url';

const [pyodide, root, site, ...options] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(pyodide + '/pyodide.mjs').href);
const python = await loadPyodide();
for (const [place, folder] of [['/repository', root], ['/site', site]]) {
  python.FS.mkdirTree(place);
  python.FS.mount(python.FS.filesystems.NODEFS, { root: folder }, place);
}
python.globals.set('options', python.toPy(options));
process.exit(python.runPython(`
import os, sys

sys.dont_write_bytecode = True
sys.path[:0] = ['/repository/tests/python314', '/repository', '/site']
os.chdir('/repository')
import pytest
import without_processes

int(pytest.main(list(options), plugins=[without_processes]))
`));
