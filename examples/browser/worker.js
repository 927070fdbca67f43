// Run Python beside the page, so that the page stays alive. Gets {id, task, ...}, answers with {id, kind, ...}: 'done'
// with a value, 'error' with a text, 'fatal' with a text where the runtime may be of no use any more.
import { loadPyodide } from './pyodide/pyodide.mjs';

const FOLDER = '/input';

async function start() {
  const python = await loadPyodide({ indexURL: new URL('./pyodide/', import.meta.url).href });
  const wheel = (await (await fetch('./wheel.txt')).text()).trim();
  python.unpackArchive(await (await fetch('./' + wheel)).arrayBuffer(), 'wheel');
  python.FS.writeFile('analysis.py', await (await fetch('./analysis.py')).text());
  python.FS.mkdirTree(FOLDER);
  const analysis = python.pyimport('analysis');
  // Names of files are shown as they are; no file of the user is ever imported.
  python.runPython(`import os, sys; sys.path[:] = [path for path in sys.path if path]; os.chdir('${FOLDER}')`);
  return { python, analysis };
}

// Write files into the folder of input, which is emptied first; return their names, no two of them the same.
function keep(python, files) {
  for (const name of python.FS.readdir(FOLDER)) {
    if (name !== '.' && name !== '..') { python.FS.unlink(FOLDER + '/' + name); }
  }
  return files.map(({ name, bytes }, number) => {
    let kept = name.replace(/[/\\\0]/g, '_').replace(/^[-.]/, '_');
    if (python.FS.analyzePath(FOLDER + '/' + kept).exists) { kept = number + '-' + kept; }
    python.FS.writeFile(FOLDER + '/' + kept, new Uint8Array(bytes));
    return kept;
  });
}

// What is wrong with the input, as the package says it.
class InputError extends Error {}

// Return what a task gives, by its name.
function run({ python, analysis }, message) {
  const call = (name, ...given) => {
    const values = given.map((value) => (typeof value === 'object' ? python.toPy(value) : value));
    const answer = JSON.parse(analysis.answer(analysis[name], ...values));
    if ('error' in answer) { throw new InputError(answer.error); }
    return answer.value;
  };
  switch (message.task) {
    case 'load': return python.version;
    case 'analyse': return call('analyse', keep(python, message.files), (stage, done, total) =>
      self.postMessage({ id: message.id, kind: 'progress', stage, done, total: total === undefined ? null : total }));
    case 'dictionary': return call('dictionary', message.words, message.form);
    case 'segmentation': return call('segmentation');
    case 'report': return call('report', message.lang);
    default: throw new Error('no task ' + message.task);
  }
}

const started = start();
self.onmessage = async ({ data }) => {
  try {
    self.postMessage({ id: data.id, kind: 'done', value: run(await started, data) });
  } catch (error) {
    const lines = String(error.message || error).trim().split('\n');
    const kind = error instanceof InputError ? 'error' : 'fatal';
    self.postMessage({ id: data.id, kind, text: lines[lines.length - 1] });
  }
};
