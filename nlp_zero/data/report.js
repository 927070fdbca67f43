// The script of the report. The page is whole without it: it sorts, filters and searches the tables that are
// there, shows contexts and explanations from the block of data, switches the language and saves dictionaries.
// All text reaches the page through textContent.
(function () {
'use strict';

const data = JSON.parse(document.getElementById('report-data').textContent);
const STEP = 200;          // rows that are shown at first, and more at each request
let language = data.lang;
const tables = [];

// --- Texts of the interface -------------------------------------------------------------------

function text(key, values) {
  let found = data.labels[language][key];
  for (const name of Object.keys(values || {})) {
    found = found.split('{' + name + '}').join(String(values[name]));
  }
  return found;
}

function number(value) {
  return value.toLocaleString('en-US');
}

function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === 'text') { made.dataset.t = value; } else { made.setAttribute(name, value); }
  }
  made.append(...children);
  if (attributes && attributes.text) { translate(made); }
  return made;
}

function translate(node) {
  node.textContent = text(node.dataset.t, node.dataset.v ? JSON.parse(node.dataset.v) : {});
}

function setLanguage(chosen) {
  language = chosen;
  document.documentElement.lang = data.languages[chosen];
  document.querySelectorAll('[data-t]').forEach(translate);
  document.querySelectorAll('[data-label]').forEach(function (node) {
    node.setAttribute('aria-label', text(node.dataset.label));
  });
  document.querySelectorAll('.languages button').forEach(function (button) {
    button.setAttribute('aria-pressed', String(button.value === chosen));
  });
  tables.forEach(function (table) { table.translate(); });
}

// --- A table that sorts, searches and shows some rows at a time -----------------------------------

class Table {
  constructor(section) {
    this.section = section;
    this.node = section.querySelector('table');
    this.body = this.node.tBodies[0];
    this.heads = Array.from(this.node.tHead.rows[0].cells);
    this.rows = Array.from(this.body.rows).map(function (node, index) {
      return { node: node, index: index, name: node.cells[0].textContent, values: {}, ticked: false };
    });
    this.found = this.rows;
    this.size = STEP;
    this.sorted = null;
    this.controls = element('div', { 'class': 'controls', role: 'search' });
    this.status = element('p', { 'class': 'status', role: 'status' });
    const scroll = this.node.parentNode;
    scroll.before(this.controls, this.status);
    this.more = element('button', { type: 'button' });
    this.all = element('button', { type: 'button', text: 'all' });
    this.foot = element('div', { 'class': 'more' }, this.more, this.all);
    scroll.after(this.foot);
    this.more.addEventListener('click', () => this.show(this.size + STEP));
    this.all.addEventListener('click', () => this.show(Infinity));
    this.addSearch();
    this.heads.forEach((head, column) => this.addSort(head, column));
  }

  addSearch() {
    this.search = element('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
    this.controls.append(element('label', {}, element('span', { text: 'search' }), this.search));
    this.search.addEventListener('input', () => this.filter());
  }

  addSort(head, column) {
    if (!head.dataset.kind) { return; }
    const name = head.firstElementChild;
    const button = element('button', { type: 'button' }, name);
    head.append(button);
    button.addEventListener('click', () => this.sort(head, column));
  }

  value(row, column, isNumber) {
    if (!(column in row.values)) {
      // A row that was shown has one cell more, the one to tick.
      const shown = row.node.cells[column + (row.box ? 1 : 0)].textContent;
      const parsed = isNumber ? parseFloat(shown) : shown;
      row.values[column] = isNumber && isNaN(parsed) ? -Infinity : parsed;
    }
    return row.values[column];
  }

  sort(head, column) {
    const isNumber = head.dataset.kind === 'number';
    const before = head.getAttribute('aria-sort');
    const first = isNumber ? 'descending' : 'ascending';
    const order = before === first ? (isNumber ? 'ascending' : 'descending') : first;
    this.heads.forEach(function (other) { other.removeAttribute('aria-sort'); });
    head.setAttribute('aria-sort', order);
    this.rows.forEach((row) => this.value(row, column, isNumber));
    const sign = order === 'ascending' ? 1 : -1;
    const compare = isNumber ? (a, b) => a - b || 0 : new Intl.Collator('zh-CN').compare;
    this.rows.sort(function (a, b) {
      const x = a.values[column], y = b.values[column];
      return (x === y ? 0 : sign * compare(x, y)) || a.index - b.index;
    });
    this.filter();
  }

  matches(row) {
    return !this.wanted || this.searched(row).includes(this.wanted);
  }

  searched(row) {
    if (row.searched === undefined) { row.searched = row.node.textContent.toLowerCase(); }
    return row.searched;
  }

  filter() {
    this.wanted = this.search.value.trim().toLowerCase();
    this.found = this.rows.filter((row) => this.matches(row));
    this.show(STEP);
  }

  show(size) {
    this.size = size;
    const shown = document.createDocumentFragment();
    for (const row of this.found.slice(0, size)) {
      this.prepare(row);
      shown.append(row.node);
      if (row.detail) { shown.append(row.detail); }
    }
    this.body.replaceChildren(shown);
    this.tell();
  }

  prepare() {}

  tell() {
    const found = this.found.length, shown = Math.min(this.size, found);
    this.status.textContent = text('shown', { shown: number(shown), found: number(found) });
    this.foot.hidden = shown === found;
    this.more.textContent = text('more', { count: number(Math.min(STEP, found - shown)) });
  }

  translate() {
    // Cells may be in the other language now.
    this.rows.forEach(function (row) {
      row.values = {};
      row.searched = undefined;
    });
    this.tell();
  }
}

// --- The table of new words: filters, details, ticks ----------------------------------------------

class WordTable extends Table {
  constructor(section) {
    super(section);
    this.addFilters();
    this.addTray();
    this.node.tHead.rows[0].prepend(element('th', { scope: 'col', 'class': 'tick' },
      element('span', { 'class': 'out-of-sight', text: 'tick' })));
    this.body.addEventListener('click', (event) => {
      const button = event.target.closest('th button');
      if (button) { this.toggle(this.rowOf(button)); }
    });
    this.body.addEventListener('change', (event) => {
      const row = this.rowOf(event.target);
      row.ticked = event.target.checked;
      this.unsaved = true;
      this.tellTicked();
    });
    // What was ticked is nowhere but on the page.
    window.addEventListener('beforeunload', (event) => {
      if (this.unsaved && this.ticked().length) { event.preventDefault(); }
    });
  }

  rowOf(node) {
    return this.byNode.get(node.closest('tr'));
  }

  addFilters() {
    this.byNode = new Map(this.rows.map((row) => [row.node, row]));
    this.rows.forEach((row) => {
      row.length = Array.from(row.name).length;
      row.count = this.value(row, 1, true);
      row.score = this.value(row, 2, true);
      row.isHan = /^\p{Script=Han}+$/u.test(row.name);
    });
    this.inContexts = this.addCheck('search_contexts');
    this.length = this.addChoice('length', [['', 'any'], ['2', null, 2], ['3', null, 3], ['4', null, 4],
      ['5', 'longer', 5]]);
    this.script = this.addChoice('script', [['', 'any'], ['han', 'han'], ['mixed', 'mixed']]);
    this.least = element('input', { type: 'number', min: '1', inputmode: 'numeric' });
    this.controls.append(element('label', {}, element('span', { text: 'least_count' }), this.least));
    this.least.addEventListener('input', () => this.filter());
    this.onlyTicked = this.addCheck('ticked_only');
    const reset = element('button', { type: 'button', text: 'reset', 'class': 'plain' });
    reset.addEventListener('click', () => this.reset());
    this.controls.append(reset);
  }

  addCheck(key) {
    const box = element('input', { type: 'checkbox', name: key });
    this.controls.append(element('label', { 'class': 'check' }, box, element('span', { text: key })));
    box.addEventListener('change', () => this.filter());
    return box;
  }

  addChoice(key, choices) {
    const select = element('select', { name: key });
    for (const [value, label, count] of choices) {
      const option = element('option', { value: value });
      if (label) {
        option.dataset.t = label;
        option.dataset.v = JSON.stringify({ count: count });
        translate(option);
      } else {
        option.textContent = String(count);
      }
      select.append(option);
    }
    this.controls.append(element('label', {}, element('span', { text: key }), select));
    select.addEventListener('change', () => this.filter());
    return select;
  }

  reset() {
    this.search.value = this.least.value = this.length.value = this.script.value = '';
    this.inContexts.checked = this.onlyTicked.checked = false;
    this.filter();
  }

  searched(row) {
    if (!this.inContexts.checked) { return row.name.toLowerCase(); }
    return (data.contexts[row.index] || []).map((context) => context[0] + row.name + context[1])
      .concat(row.name).join('\n').toLowerCase();
  }

  matches(row) {
    const length = this.length.value;
    return (!length || (length === '5' ? row.length >= 5 : row.length === +length))
      && (!this.script.value || row.isHan === (this.script.value === 'han'))
      && !(row.count < +this.least.value)
      && (!this.onlyTicked.checked || row.ticked)
      && super.matches(row);
  }

  // Buttons and boxes are made for the rows that are shown: without the script there are none.
  prepare(row) {
    if (row.box) { return; }
    const head = row.node.cells[0];
    row.button = element('button', { type: 'button', 'aria-expanded': 'false' }, ...head.childNodes);
    head.append(row.button);
    row.box = element('input', { type: 'checkbox' });
    row.box.checked = row.ticked;
    row.box.setAttribute('aria-label', text('tick_word', { word: row.name }));
    row.node.prepend(element('td', { 'class': 'tick' }, element('label', {}, row.box)));
  }

  toggle(row) {
    if (row.detail) {
      row.detail.remove();
      row.detail = null;
    } else {
      row.detail = this.detail(row);
      row.node.after(row.detail);
    }
    row.button.setAttribute('aria-expanded', String(Boolean(row.detail)));
    if (row.detail) { row.button.setAttribute('aria-controls', row.detail.id); }
  }

  detail(row) {
    const cell = element('td', { colspan: String(row.node.cells.length) },
      element('h3', { text: 'why' }), element('p', { 'class': 'why' }, this.explanation(row)),
      element('h3', { text: 'contexts' }), this.contexts(row), this.numbers(row));
    return element('tr', { 'class': 'detail', id: 'detail-' + row.index }, cell);
  }

  contexts(row) {
    const found = data.contexts[row.index] || [];
    if (!found.length) { return element('p', { text: 'no_contexts' }); }
    return element('ul', { 'class': 'contexts' }, ...found.map(function (context) {
      const place = context[2] >= 0 ? data.files[context[2]] + ':' + context[3] : '#' + context[3];
      return element('li', {}, element('bdi', {}, context[0], element('mark', {}, row.name), context[1]),
        element('cite', {}, place));
    }));
  }

  // The figures of the row, for screens on which its cells do not fit.
  numbers(row) {
    const list = element('dl', { 'class': 'numbers' });
    this.heads.forEach(function (head, column) {
      if (head.dataset.kind === 'number') {
        const key = head.querySelector('[data-t]').dataset.t;
        list.append(element('div', {}, element('dt', { text: key }),
          element('dd', {}, row.node.cells[column + 1].textContent)));
      }
    });
    return list;
  }

  explanation(row) {
    const cells = Array.from(row.node.cells).slice(1).map((cell) => parseFloat(cell.textContent));
    const [, count, , documents, surprise, pmi, left, right] = cells;
    const parts = [text('why_count', { count: number(count), documents: number(documents) }),
      text('why_surprise', { times: times(surprise) })];
    if (pmi > 0) { parts.push(text('why_pmi', { times: times(pmi) })); }
    if (left >= 0 && right >= 0) {
      const kinds = { left: rounded(Math.exp(left)), right: rounded(Math.exp(right)) };
      parts.push(text(Math.min(left, right) < Math.log(2) ? 'why_bound' : 'why_free', kinds));
    }
    const also = data.also[row.index];
    if (also) { parts.push(text('why_also', { also: also.join(language === 'zh' ? '、' : ', ') })); }
    return parts.join(language === 'zh' ? '' : ' ');
  }

  addTray() {
    this.count = element('output', {});
    this.tickFound = element('button', { type: 'button', 'class': 'plain' });
    this.untick = element('button', { type: 'button', text: 'untick', 'class': 'plain' });
    this.tickFound.addEventListener('click', () => this.tick(this.found, true));
    this.untick.addEventListener('click', () => this.tick(this.rows, false));
    this.savers = ['txt', 'jieba', 'csv'].map((form) => {
      const button = element('button', { type: 'button', text: 'save_' + form, 'data-form': form });
      button.addEventListener('click', () => this.save(form));
      return button;
    });
    this.tray = element('div', { 'class': 'tray' }, this.count, this.tickFound, this.untick,
      element('div', { 'class': 'savers', role: 'group', 'aria-label': text('save'), 'data-label': 'save' },
        element('span', { text: 'save' }), ...this.savers));
    this.foot.after(this.tray);
  }

  tick(rows, ticked) {
    rows.forEach(function (row) {
      row.ticked = ticked;
      if (row.box) { row.box.checked = ticked; }
    });
    this.unsaved = true;
    if (this.onlyTicked.checked) { this.filter(); }
    this.tellTicked();
  }

  ticked() {
    return this.rows.filter((row) => row.ticked).sort((a, b) => a.index - b.index);
  }

  save(form) {
    const rows = this.ticked(), saved = FORMS[form];
    const link = element('a', { download: saved.file, href: URL.createObjectURL(
      new Blob([saved.write(rows)], { type: saved.type })) });
    document.body.append(link);
    link.click();
    link.remove();
    this.unsaved = false;
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    this.count.textContent = text('saved', { count: number(rows.length), file: saved.file });
  }

  tellTicked() {
    const count = this.ticked().length;
    this.count.textContent = text('ticked', { count: number(count) });
    this.tray.classList.toggle('held', count > 0);
    this.savers.concat(this.untick).forEach(function (button) { button.disabled = !count; });
  }

  tell() {
    super.tell();
    this.tickFound.textContent = text('tick_found', { count: number(this.found.length) });
    this.tickFound.disabled = !this.found.length;
  }

  translate() {
    this.rows.forEach((row) => {
      if (row.box) { row.box.setAttribute('aria-label', text('tick_word', { word: row.name })); }
      if (row.detail) {
        const detail = this.detail(row);
        row.detail.replaceWith(detail);
        row.detail = detail;
      }
    });
    this.tell();
    this.tellTicked();
  }
}

function rounded(value) {
  return value < 10 ? value.toFixed(1) : number(Number(value.toPrecision(2)));
}

// How often as much a logarithm says.
function times(nats) {
  const value = Math.exp(nats);
  return value > 1e6 ? '1,000,000+' : rounded(value);
}

// --- Dictionaries ---------------------------------------------------------------------------------

// A cell that a spreadsheet would run as a formula begins with an apostrophe.
function csvCell(cell) {
  const safe = /^[=+\-@'\t\r]/.test(cell) ? "'" + cell : cell;
  return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}

const FORMS = {
  txt: { file: 'new_words.txt', type: 'text/plain;charset=utf-8',
    write: (rows) => rows.map((row) => row.name + ' ' + row.count + '\n').join('') },
  jieba: { file: 'userdict.txt', type: 'text/plain;charset=utf-8',
    write: (rows) => rows.map((row) => row.name + ' ' + row.count + ' n\n').join('') },
  // The mark by which spreadsheets know UTF-8.
  csv: { file: 'new_words.csv', type: 'text/csv;charset=utf-8',
    write: (rows) => '\ufeff' + 'text,count,score\r\n' + rows.map((row) => csvCell(row.name) + ',' + row.count
      + ',' + row.score.toFixed(2) + '\r\n').join('') }
};

// --- Begin ----------------------------------------------------------------------------------------

document.querySelectorAll('.no-script').forEach((note) => note.remove());
document.querySelectorAll('[data-table]').forEach(function (section) {
  tables.push(section.dataset.table === 'words' ? new WordTable(section) : new Table(section));
});
document.querySelectorAll('.languages button').forEach(function (button) {
  button.addEventListener('click', () => setLanguage(button.value));
});
document.querySelector('.languages').hidden = false;
tables.forEach((table) => table.filter());
setLanguage(language);
}());
