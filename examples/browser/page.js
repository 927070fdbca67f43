// Show what the worker finds. Text of the user is put into the page by textContent alone.
const SAY = {
  zh: {
    title: '新词发现、分词、短语与模板', other: 'English',
    about: '粘贴一段中文文本，几秒后即可得到词典没有收录的新词及其上下文、分词结果、短语和模板，不需要词典。',
    paste: '在此粘贴文本，或拖入文件（.txt、.csv、.jsonl、.gz 等，自动识别编码）：',
    choose: '选择文件…', clear: '清除文件', run: '开始发现', cancel: '取消',
    words: '新词', segmentation: '分词（前 200 行）', phrases: '短语', templates: '模板',
    form: '格式：', dictionary: '下载词典', report: '下载报告', saveLines: '下载全部分词结果', more: '显示全部',
    click: '点击词可查看上下文，点击表头可排序；没有勾选的词不会写入词典（得分低于 1 的默认不勾选）。',
    private: '全部计算都在本机浏览器中完成，文本不会上传。',
    loading: '正在加载 Python…', ready: '就绪', working: '正在处理', canceled: '已取消', done: '完成，用时 {0} 秒',
    summary: '{0} 条文本，{1} 字；新词 {2} 个。', wrong: '出错：', nothing: '没有文本：请先粘贴文本或选择文件。',
    fatal: 'Python 意外退出，已重新加载。（{0}）', none: '没有结果。', files: '{0} 个文件，{1} KB：{2}', alsoAs: '合并的候选词：',
    columns: { take: '写入词典', text: '词', count: '次数', score: '得分（nat）', documents: '文档数', pmi: 'PMI',
      left_entropy: '左熵', right_entropy: '右熵', phrase: '短语', npmi: 'NPMI', template: '模板', saved: '节省（比特）',
      gaps: '槽位的填充词' },
  },
  en: {
    title: 'New words, segmentation, phrases and templates', other: '中文',
    about: 'Paste Chinese text. In a few seconds you get new words with their contexts, the segmentation, phrases '
      + 'and templates. No dictionary is needed.',
    paste: 'Paste text here, or drop files (.txt, .csv, .jsonl, .gz ...; the encoding is detected):',
    choose: 'Choose files…', clear: 'Clear files', run: 'Discover', cancel: 'Cancel',
    words: 'New words', segmentation: 'Segmentation (first 200 lines)', phrases: 'Phrases', templates: 'Templates',
    form: 'Format:', dictionary: 'Download dictionary', report: 'Download report',
    saveLines: 'Download full segmentation', more: 'Show all',
    click: 'Click a word to see its contexts, or a heading to sort. Only checked words go into the dictionary; words '
      + 'with a score below 1 are unchecked by default.',
    private: 'Everything runs in your browser. Your text is never uploaded.',
    loading: 'Loading Python…', ready: 'Ready', working: 'Working', canceled: 'Canceled', done: 'Done in {0} s',
    summary: '{0} texts, {1} characters; {2} new words.', wrong: 'Error: ',
    nothing: 'No text: paste some text or choose a file.',
    fatal: 'Python stopped unexpectedly and was reloaded. ({0})', none: 'Nothing found.', files: '{0} files, {1} KB: {2}', alsoAs: 'Also: ',
    columns: { take: 'Include', text: 'Word', count: 'Count', score: 'Score (nats)', documents: 'Texts', pmi: 'PMI',
      left_entropy: 'Left entropy', right_entropy: 'Right entropy', phrase: 'Phrase', npmi: 'NPMI',
      template: 'Template', saved: 'Saved (bits)', gaps: 'Fillers' },
  },
};
// Beginnings of the names of stages, in Chinese; English has them as they are.
const STAGES = [['reading', '读取文本'], ['counting n-grams', '统计 n-gram'], ['counting words', '统计词频'],
  ['fitting', '拟合模型'],
  ['measuring how', '确定阈值'], ['measuring', '计算凝固度与左右熵'], ['ranking', '新词排序'], ['choosing contexts', '挑选上下文'],
  ['cutting', '分词'], ['looking for phrases', '挖掘短语与模板'], ['looking', '发现词'], ['preparing', '准备拟合'],
  ['joining', '合并片段'], ['comparing', '对比'], ['', '处理中']];
const FIRST_ROWS = 100;

let lang = (navigator.language || 'zh').toLowerCase().startsWith('zh') ? 'zh' : 'en';
let files = [], found = null, worker = null, tasks = new Map(), lastId = 0, begun = 0;
let state = { name: 'loading', given: [] };
const left = new Set();      // words that stay out of the dictionary

const at = (selector) => document.querySelector(selector);
const fill = (text, given) => text.replace(/\{(\d)\}/g, (_, number) => given[number]);
const say = (name, ...given) => fill(SAY[lang][name], given);

function make(tag, text, ...children) {
  const node = document.createElement(tag);
  if (text !== null) { node.textContent = text; }
  node.append(...children);
  return node;
}

// --- the worker ---

function startWorker() {
  worker = new Worker('./worker.js', { type: 'module' });
  worker.onmessage = ({ data }) => {
    const task = tasks.get(data.id);
    if (!task) { return; }
    if (data.kind === 'progress') { showProgress(data); return; }
    tasks.delete(data.id);
    if (data.kind === 'done') {
      task.resolve(data.value);
      return;
    }
    if (data.kind === 'fatal') {      // such as a stack that overflowed: that Python has ended
      stopWorker();
      startWorker();
    }
    task.reject(new Error(data.kind === 'fatal' ? say('fatal', data.text) : data.text));
  };
  worker.onerror = (event) => {
    event.preventDefault();
    const waiting = [...tasks.values()];
    tasks = new Map();
    if (!waiting.length) { showError(event.message || 'worker.js'); }
    waiting.forEach((task) => task.reject(new Error(event.message || 'worker.js cannot be loaded')));
  };
}

function ask(task, more = {}) {
  const id = lastId += 1;
  return new Promise((resolve, reject) => {
    tasks.set(id, { resolve, reject });
    worker.postMessage({ id, task, ...more });
  });
}

function stopWorker() {
  worker.terminate();
  tasks = new Map();
}

// --- states ---

function setState(name, ...given) {
  state = { name, given };
  at('#status').textContent = name === 'working' ? stageText(given) : say(name, ...given);
  const busy = name === 'working';
  at('#run').disabled = busy;
  at('#cancel').hidden = at('#progress').hidden = !busy;
}

function stageText([stage, done, total]) {
  const name = !stage ? say('working') : lang === 'zh'
    ? STAGES.find(([beginning]) => stage.startsWith(beginning))[1] : stage;
  return name + (total ? ' ' + Math.min(100, Math.round(100 * done / total)) + '%' : '…');
}

function showProgress({ stage, done, total }) {
  const bar = at('#progress');
  if (total) { bar.max = total; bar.value = done; } else { bar.removeAttribute('value'); }
  setState('working', stage, done, total);
}

function showError(text) {
  at('#error').hidden = text === null;
  at('#error').textContent = text === null ? '' : SAY[lang].wrong + text;
}

async function discover() {
  showError(null);
  const pasted = at('#text').value;
  if (!pasted.trim() && !files.length) { showError(SAY[lang].nothing); return; }
  const given = await Promise.all(files.map(async (file) => ({ name: file.name, bytes: await file.arrayBuffer() })));
  if (pasted.trim()) { given.unshift({ name: 'text.txt', bytes: new TextEncoder().encode(pasted).buffer }); }
  begun = performance.now();
  showProgress({ stage: '', done: 0, total: null });
  found = null;
  at('#results').hidden = true;
  try {
    found = await ask('analyse', { files: given });
  } catch (error) {
    setState('ready');
    showError(error.message);
    return;
  }
  left.clear();
  found.words.filter((row) => !row.taken).forEach((row) => left.add(row.text));
  tables.forEach((table) => table.reset());
  setState('done', ((performance.now() - begun) / 1000).toFixed(1));
  showResults();
}

function cancel() {
  stopWorker();
  startWorker();
  setState('canceled');
}

// --- tables ---

class Table {
  // `columns` is [[name, number?, cell]], `cell(row)` gives a value or a node; `values` are what is sorted by.
  constructor(section, rows, columns, detail) {
    Object.assign(this, { node: at(section), rows, columns, detail });
    this.reset();
    this.node.querySelector('.more').onclick = () => { this.all = true; this.show(); };
  }

  reset() { Object.assign(this, { sorted: null, down: true, all: false }); }

  order() {
    const rows = this.rows().slice();
    const column = this.columns.find(([name]) => name === this.sorted);
    if (!column) { return rows; }
    const [name, number] = column;
    const compare = number ? (a, b) => a[name] - b[name]
      : (a, b) => String(this.textOf(a)).localeCompare(this.textOf(b), 'zh');
    return rows.sort((a, b) => (this.down ? -1 : 1) * compare(a, b));
  }

  textOf(row) { return row.text !== undefined ? row.text : row.words.join(' '); }

  head() {
    return make('tr', null, ...this.columns.map(([name, number]) => {
      const button = make('button', SAY[lang].columns[name]);
      button.type = 'button';
      button.className = 'plain';
      button.onclick = () => {
        this.down = this.sorted === name ? !this.down : Boolean(number);
        this.sorted = name;
        this.show();
      };
      const cell = name === 'take' || name === 'gaps' ? make('th', SAY[lang].columns[name]) : make('th', null, button);
      cell.scope = 'col';
      if (number) { cell.className = 'number'; }
      if (this.sorted === name) { cell.setAttribute('aria-sort', this.down ? 'descending' : 'ascending'); }
      return cell;
    }));
  }

  row(values) {
    const line = make('tr', null, ...this.columns.map(([name, number, cell]) => {
      const value = cell ? cell(values) : number ? (Number.isInteger(values[name]) ? values[name]
        : values[name].toFixed(2)) : values[name];
      const node = make('td', null, value);
      if (number) { node.className = 'number'; }
      return node;
    }));
    if (this.detail) {
      const button = line.querySelector('button');
      button.onclick = () => {
        const open = button.getAttribute('aria-expanded') === 'true';
        if (open) { line.nextSibling.remove(); } else { line.after(this.detail(values, this.columns.length)); }
        button.setAttribute('aria-expanded', String(!open));
      };
    }
    return line;
  }

  show() {
    const rows = this.order();
    this.node.querySelector('thead').replaceChildren(this.head());
    const shown = this.all ? rows : rows.slice(0, FIRST_ROWS);
    const lines = shown.map((values) => this.row(values));
    if (!lines.length) {
      const cell = make('td', SAY[lang].none);
      cell.colSpan = this.columns.length;
      lines.push(make('tr', null, cell));
    }
    this.node.querySelector('tbody').replaceChildren(...lines);
    this.node.querySelector('.more').hidden = shown.length === rows.length;
  }
}

function takeBox(row) {
  const box = make('input', null);
  box.type = 'checkbox';
  box.checked = !left.has(row.text);
  box.setAttribute('aria-label', row.text);
  box.onchange = () => { if (box.checked) { left.delete(row.text); } else { left.add(row.text); } };
  return box;
}

function wordButton(row) {
  const button = make('button', row.text);
  button.type = 'button';
  button.className = 'plain';
  button.setAttribute('aria-expanded', 'false');
  return button;
}

function contextsOf(row, columns) {
  const cell = make('td', null, ...row.contexts.map(({ left: before, word, right, file, line }) =>
    make('p', null, before, make('mark', word), right, ' ', make('cite', file + ':' + line))));
  if (row.also.length) { cell.append(make('p', SAY[lang].alsoAs + row.also.join(' '))); }
  cell.colSpan = columns;
  const line = make('tr', null, cell);
  line.className = 'detail';
  return line;
}

const gapsOf = (row) => row.gaps.map(({ name, distinct, fillers }) => name + ' (' + distinct + '): '
  + fillers.map(([text, count]) => text + ' ' + count).join(', ')).join('; ');

const tables = [
  new Table('#words', () => found.words, [['take', false, takeBox], ['text', false, wordButton], ['count', true],
    ['score', true], ['documents', true], ['pmi', true], ['left_entropy', true], ['right_entropy', true]], contextsOf),
  new Table('#phrases', () => found.phrases, [['phrase', false, (row) => row.words.join(' ')], ['count', true],
    ['npmi', true]]),
  new Table('#templates', () => found.templates, [['template', false, (row) => row.words.join(' ')], ['count', true],
    ['saved', true, (row) => row.saved.toFixed(0)], ['gaps', false, gapsOf]]),
];

function showResults() {
  at('#results').hidden = !found;
  if (!found) { return; }
  at('#summary').textContent = say('summary', found.texts, found.characters, found.words.length);
  at('#dictionary').disabled = !found.words.length;
  tables.forEach((table) => table.show());
  at('#lines').replaceChildren(...found.lines.map((words) =>
    make('div', null, ...words.map((word) => make('span', word)))));
}

// --- downloads ---

function download(name, text) {
  const link = make('a', null);
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/octet-stream' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function save(name, task, more) {
  showError(null);
  try {
    download(name, await ask(task, more));
  } catch (error) {
    showError(error.message);
  }
}

// --- the page ---

function showLanguage() {
  document.documentElement.lang = lang;
  document.querySelectorAll('[data-say]').forEach((node) => { node.textContent = SAY[lang][node.dataset.say]; });
  at('#language').textContent = SAY[lang].other;
  document.title = 'nlp_zero · ' + SAY[lang].title;
  setState(state.name, ...state.given);
  showFiles();
  showResults();
}

function showFiles() {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  at('#files').textContent = files.length
    ? say('files', files.length, Math.ceil(size / 1024), files.map((file) => file.name).join(', ')) : '';
  at('#clear').hidden = !files.length;
}

function addFiles(list) {
  files = files.concat([...list]);
  showFiles();
}

function listen() {
  at('#run').onclick = discover;
  at('#cancel').onclick = cancel;
  at('#choose').onclick = () => at('#file').click();
  at('#file').onchange = () => { addFiles(at('#file').files); at('#file').value = ''; };
  at('#clear').onclick = () => { files = []; showFiles(); };
  at('#language').onclick = () => { lang = lang === 'zh' ? 'en' : 'zh'; showError(null); showLanguage(); };
  at('#dictionary').onclick = () => {
    const form = at('#form').value;
    save(form === 'rime' ? 'words.dict.yaml' : 'words.txt', 'dictionary',
      { form, words: found.words.filter((row) => !left.has(row.text)).map((row) => [row.text, row.count]) });
  };
  at('#report').onclick = () => save('report.html', 'report', { lang });
  at('#save-lines').onclick = () => save('segmentation.txt', 'segmentation');
  const over = (event) => { event.preventDefault(); at('#drop').classList.add('over'); };
  document.addEventListener('dragover', over);
  document.addEventListener('dragleave', () => at('#drop').classList.remove('over'));
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    at('#drop').classList.remove('over');
    if (event.dataTransfer.files.length) {
      addFiles(event.dataTransfer.files);
    } else {
      at('#text').value += event.dataTransfer.getData('text/plain');
    }
  });
}

at('#served').hidden = true;
listen();
showLanguage();
startWorker();
ask('load').then(() => { if (state.name === 'loading') { setState('ready'); } }, (error) => {
  setState('ready');
  showError(error.message);
});
