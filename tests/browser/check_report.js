// Drive the report: sort, filter, search, open, tick, save, switch the language; hostile text; many words; no script.
'use strict';

const fs = require('fs');
const { drive, holds, same, shoot } = require('./driver.js');

const address = (name) => 'file://' + process.env.PAGES + '/' + name + '.html';
const WIDTHS = [1280, 768, 390];

// The texts of a column of the new words that are shown, details aside.
const column = (page, number) => page.$$eval('#new-words tbody tr:not(.detail)',
  (rows, at) => rows.map((row) => row.cells[at].textContent), number);
const status = (page) => page.$eval('#new-words .status', (node) => node.textContent);
const press = (page, selector) => page.$eval(selector, (node) => node.click());

async function clearFilters(page) {
  await press(page, '#new-words .controls .plain');
}

async function checkSizes(open) {
  for (const width of WIDTHS) {
    for (const dark of [false, true]) {
      const page = await open(address('sample'), { width, dark });
      same('no line is wider than a screen of ' + width, await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
      await shoot(page, 'top-' + width + (dark ? '-dark' : ''));
      await press(page, '#new-words tbody tr:nth-child(2) th button');
      await page.$eval('#new-words', (node) => node.scrollIntoView());
      await shoot(page, 'words-' + width + (dark ? '-dark' : ''));
      await page.$eval('#templates', (node) => node.scrollIntoView());
      await shoot(page, 'templates-' + width + (dark ? '-dark' : ''));
      await page.close();
    }
  }
}

async function checkSorting(page) {
  const before = await column(page, 1);
  const head = '#new-words thead th:nth-child(3)';
  await press(page, head + ' button');
  const counts = (await column(page, 2)).map(Number);
  same('counts descend', counts, counts.slice().sort((a, b) => b - a));
  same('the order is told', await page.$eval(head, (node) => node.getAttribute('aria-sort')), 'descending');
  await press(page, head + ' button');
  const rising = (await column(page, 2)).map(Number);
  same('counts ascend', rising, rising.slice().sort((a, b) => a - b));
  same('one column is sorted', await page.$$eval('#new-words [aria-sort]', (nodes) => nodes.length), 1);
  for (const place of [5, 6, 7, 8, 9]) {
    await press(page, '#new-words thead th:nth-child(' + place + ') button');
    const values = (await column(page, place - 1)).map(Number);
    same('column ' + place + ' descends', values, values.slice().sort((a, b) => b - a));
  }
  await press(page, '#new-words thead th:nth-child(4) button');
  same('by score it is as at first', await column(page, 1), before);
  for (const section of ['phrases', 'templates', 'contrasts']) {
    await press(page, '#' + section + ' thead th:nth-child(2) button');
    holds(section + ' are sorted', await page.$('#' + section + ' [aria-sort]'));
  }
}

async function checkFilters(page) {
  await page.select('#new-words [name=length]', '3');
  holds('words of three characters', (await column(page, 1)).every((word) => Array.from(word).length === 3));
  await clearFilters(page);
  await page.select('#new-words [name=script]', 'mixed');
  holds('words with letters', (await column(page, 1)).every((word) => /[^\p{Script=Han}]/u.test(word)));
  await clearFilters(page);
  await page.type('#new-words [type=number]', '20');
  const counts = (await column(page, 2)).map(Number);
  holds('words of a count', counts.length && counts.every((count) => count >= 20));
  await clearFilters(page);
  await page.type('#new-words [type=search]', '舟');
  const found = await column(page, 1);
  holds('words that are searched', found.length && found.every((word) => word.includes('舟')));
  await press(page, '#new-words [name=search_contexts]');
  holds('contexts are searched', (await column(page, 1)).length > found.length);
  await clearFilters(page);
  await page.type('#new-words [type=search]', '没有这样的词');
  same('nothing is found', [await column(page, 1), await status(page)], [[], '显示 0 / 0 行']);
  await clearFilters(page);
  const all = await status(page);
  await press(page, '#new-words .more button:last-child');
  const shown = (await column(page, 1)).length;
  same('all are shown', await status(page), '显示 ' + shown + ' / ' + shown + ' 行');
  holds('not all were shown before', all !== await status(page) && shown > 200);
}

async function checkDetails(page) {
  const button = '#new-words tbody tr:nth-child(1) th button';
  await page.focus(button);
  await page.keyboard.press('Enter');
  const word = (await column(page, 1))[0];
  same('it is told to be open', await page.$eval(button, (node) => node.getAttribute('aria-expanded')), 'true');
  const marked = await page.$$eval('tr.detail mark', (nodes) => nodes.map((node) => node.textContent));
  holds('contexts with the word marked', marked.length >= 2 && marked.every((text) => text === word));
  holds('places', (await page.$eval('tr.detail cite', (node) => node.textContent)).match(/^.+\.txt:\d+$/));
  holds('an explanation', (await page.$eval('tr.detail .why', (node) => node.textContent)).match(
    /^出现 \d+ 次，分布在 \d+ 条文本中。.*。$/));
  await page.keyboard.press('Enter');
  same('it closes', await page.$('tr.detail'), null);
}

async function checkDictionaries(page, saved) {
  same('nothing to save yet', await page.$$eval('.savers button:disabled', (nodes) => nodes.length), 3);
  await press(page, '#new-words tbody tr:nth-child(3) input');
  await page.focus('#new-words tbody tr:nth-child(1) input');
  await page.keyboard.press('Space');
  const [words, counts] = [await column(page, 1), await column(page, 2)];
  const [first, third] = [[words[0], counts[0]], [words[2], counts[2]]];
  same('two are ticked', await page.$eval('.tray output', (node) => node.textContent), '已选 2 个词');
  await press(page, '[data-form=txt]');
  same('TXT', await saved('new_words.txt'), first.join(' ') + '\n' + third.join(' ') + '\n');
  await press(page, '[data-form=jieba]');
  same('jieba', await saved('userdict.txt'), first.join(' ') + ' n\n' + third.join(' ') + ' n\n');
  await press(page, '[data-form=csv]');
  const lines = (await saved('new_words.csv')).split('\r\n');
  same('CSV', [lines[0], lines[1].split(',').slice(0, 2), lines.length], ['\ufefftext,count,score', first, 4]);
  await press(page, '#new-words [name=ticked_only]');
  same('ticked words alone', await column(page, 1), [words[0], words[2]]);
  await clearFilters(page);
  await page.select('#new-words [name=length]', '4');
  await press(page, '.tray .plain');
  await clearFilters(page);
  const told = await page.$eval('.tray output', (node) => node.textContent);
  holds('all that is found is ticked', +told.match(/\d+/)[0] > 2);
}

async function checkLanguages(page) {
  const title = await page.$eval('h1', (node) => node.textContent);
  await press(page, '#new-words tbody tr:nth-child(1) th button');
  await press(page, '.languages [value=en]');
  const shown = await page.$$eval('h2, thead, .controls, .status, .tray, footer, tr.detail h3, tr.detail .why',
    (nodes) => nodes.map((node) => node.innerText).join('\n'));
  const names = await page.$$eval('tbody', (nodes) => nodes.map((node) => node.innerText).join('\n'));
  same('it is English', await page.$eval('html', (node) => node.lang), 'en');
  const chinese = (shown.match(/\p{Script=Han}+/gu) || []).filter((part) => !names.includes(part));
  same('no Chinese is left', chinese, []);
  holds('the explanation', shown.includes('It occurs '));
  await press(page, '.languages [value=zh]');
  same('and back', [await page.$eval('#new-words h2', (node) => node.textContent),
    await page.$eval('h1', (node) => node.textContent)], ['新词', title]);
}

async function checkHostile(open, saved) {
  const page = await open(address('hostile'), { expected: /violates the following Content Security Policy/ });
  for (const button of await page.$$('#new-words tbody th button')) {
    await button.evaluate((node) => node.click());
  }
  const shown = await page.$$eval('#new-words tbody tr:not(.detail) th',
    (cells) => cells.map((cell) => cell.textContent));
  same('the first text is shown', shown[0], '<script>window.hostile = 1</script>');
  same('a long one too', shown.filter((text) => text.length === 10000).length, 2);
  same('nothing ran', await page.evaluate(() => typeof window.hostile), 'undefined');
  same('no element of theirs', await page.$$eval('img, iframe, object, svg:not([role=img]), main a:not([href^="#"])',
    (nodes) => nodes.length), 0);
  same('two scripts', await page.$$eval('script', (nodes) => nodes.length), 2);
  for (const width of WIDTHS) {
    await page.setViewport({ width, height: 1000 });
    same('no line is wider than a screen of ' + width, await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
  }
  await press(page, '.languages [value=en]');
  await press(page, '.tray .plain');
  await press(page, '[data-form=csv]');
  holds('no formula', (await saved('new_words.csv')).includes("\r\n'=cmd|1,3,2.50\r\n"));
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.hostile = 2';
    document.body.append(script);
    document.body.setAttribute('onclick', 'window.hostile = 3');
    document.body.click();
  });
  same('the policy holds', await page.evaluate(() => typeof window.hostile), 'undefined');
  await page.close();
}

async function checkLarge(open) {
  const size = fs.statSync(process.env.PAGES + '/large.html').size;
  holds('5,000 words with 15,000 contexts in 5 MB', size < 5e6);
  const begin = Date.now();
  const page = await open(address('large'));
  const loaded = Date.now() - begin;
  const [sorted, searched] = await page.evaluate(() => {
    const frame = (work) => {
      const start = performance.now();
      work();
      document.body.getBoundingClientRect();     // has the page laid out
      return performance.now() - start;
    };
    const search = document.querySelector('#new-words [type=search]');
    return [frame(() => document.querySelector('#new-words thead th:nth-child(2) button').click()),
      frame(() => {
        document.querySelector('[name=search_contexts]').checked = true;
        search.value = '词49';
        search.dispatchEvent(new Event('input'));
      })];
  });
  same('what is searched', await status(page), '显示 100 / 100 行');
  console.log('browser: 5,000 words, ' + (size / 1e6).toFixed(1) + ' MB: open in ' + loaded + ' ms, sort '
    + sorted.toFixed(0) + ' ms, search ' + searched.toFixed(0) + ' ms');
  holds('it is fluent', loaded < 10000 && sorted < 1000 && searched < 1000);
  await page.close();
}

async function checkWithoutScript(open) {
  const page = await open(address('sample'), { script: false, width: 390 });
  await shoot(page, 'no-script-390');
  const session = await page.createCDPSession();
  const { root } = await session.send('DOM.getDocument', { depth: 1 });
  const { nodeIds } = await session.send('DOM.querySelectorAll',
    { nodeId: root.nodeId, selector: '#new-words tbody tr' });
  holds('all rows are there', nodeIds.length > 300);
  const { outerHTML } = await session.send('DOM.getOuterHTML', { nodeId: nodeIds[0] });
  holds('with a context', /^<tr><th scope="row"><bdi>.+<mark>.+<\/mark>/.test(outerHTML));
  await page.close();
}

drive('report', async function (open, saved) {
  await checkSizes(open);
  const page = await open(address('sample'));
  await checkSorting(page);
  await checkFilters(page);
  await checkDetails(page);
  await checkDictionaries(page, saved);
  await checkLanguages(page);
  await page.close();
  await checkLarge(open);
  await checkWithoutScript(open);
  await checkHostile(open, saved);
});
