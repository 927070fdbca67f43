// Drive examples/browser: load, paste, discover, sort, click, download, drop a file, cancel, errors, hostile text.
'use strict';

const fs = require('fs');
const http = require('http');
const path = require('path');
const { drive, holds, same, shoot } = require('./driver.js');

const CORPORA = path.join(__dirname, '..', '..', 'corpora');
const REVIEWS = fs.readFileSync(path.join(CORPORA, 'reviews.txt'), 'utf-8');
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript',
  '.wasm': 'application/wasm' };

// Serve a folder at a free port of this machine.
function serve(folder) {
  const server = http.createServer((request, response) => {
    const name = path.normalize(decodeURIComponent(request.url.split('?')[0])).replace(/^\/$/, '/index.html');
    fs.readFile(path.join(folder, name), (error, data) => {
      const type = TYPES[path.extname(name)] || 'application/octet-stream';
      response.writeHead(error ? 404 : 200, { 'Content-Type': type });
      response.end(error ? '' : data);
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

const press = (page, selector) => page.$eval(selector, (node) => node.click());
const text = (page, selector) => page.$eval(selector, (node) => node.textContent);
const column = (page, number) => page.$$eval('#words tbody tr:not(.detail)',
  (rows, place) => rows.map((row) => row.cells[place].textContent), number);

async function until(page, pattern, seconds = 120) {
  await page.waitForFunction((source) => new RegExp(source).test(document.querySelector('#status').textContent),
    { timeout: seconds * 1000, polling: 100 }, pattern);
}

async function paste(page, value) {
  await page.$eval('#text', (node, given) => { node.value = given; }, value);
}

async function inChinese(page) {
  if (await page.$eval('html', (node) => node.lang) !== 'zh') { await press(page, '#language'); }
}

async function checkDiscovery(page) {
  await paste(page, REVIEWS);
  await press(page, '#run');
  holds('it can be canceled', await page.$eval('#cancel', (node) => !node.hidden));
  await until(page, '^完成');
  const words = await column(page, 1);
  holds('new words', words.length >= 50 && words.includes('键帽'));
  await press(page, '#words thead th:nth-child(3) button');
  const counts = (await column(page, 2)).map(Number);
  same('counts descend', counts, counts.slice().sort((a, b) => b - a));
  await press(page, '#words tbody tr:nth-child(1) td:nth-child(2) button');
  const word = (await column(page, 1))[0];
  const marked = await page.$$eval('tr.detail mark', (nodes) => nodes.map((node) => node.textContent));
  holds('contexts', marked.length >= 2 && marked.every((found) => found === word));
  holds('places', /^text\.txt:\d+$/.test(await text(page, 'tr.detail cite')));
  await shoot(page, 'page-words');
  await press(page, '#words tbody tr:nth-child(1) td:nth-child(2) button');
  holds('it closes', await page.$('tr.detail') === null);
  holds('a segmentation', (await text(page, '#lines')).startsWith(REVIEWS.slice(0, 20)));
  for (const section of ['phrases', 'templates']) {
    holds(section, (await page.$$('#' + section + ' tbody tr')).length > 2);
    await press(page, '#' + section + ' thead th:nth-child(2) button');
    holds(section + ' are sorted', await page.$('#' + section + ' [aria-sort]'));
  }
  await page.$eval('#segmentation', (node) => node.scrollIntoView());
  await shoot(page, 'page-segmentation');
  await press(page, '#words thead th:nth-child(4) button');
}

async function checkDownloads(page, saved) {
  const [word, count] = [(await column(page, 1))[0], (await column(page, 2))[0]];
  const scores = (await column(page, 3)).map(Number);
  await press(page, '#dictionary');
  const plain = (await saved('words.txt')).split('\n');
  holds('the dictionary has the word', plain.includes(word + ' ' + count));
  holds('words with a low score are left out at first', plain.filter(Boolean).length < 200 && scores[0] > 1);
  await press(page, '#words tbody tr:nth-child(1) input');
  await page.select('#form', 'jieba');
  await press(page, '#dictionary');
  const rows = (await saved('words.txt')).trim().split('\n');
  same('a word without a tick stays out', rows.filter((row) => row.split(' ')[0] === word), []);
  same('and nothing else', rows.length, plain.filter(Boolean).length - 1);
  await press(page, '#save-lines');
  const bare = (value) => value.replace(/\s/g, '');
  same('the segmentation is the text', bare(await saved('segmentation.txt')), bare(REVIEWS));
  await press(page, '#report');
  holds('the report is a page', (await saved('report.html')).startsWith('<!DOCTYPE html>'));
}

async function checkFiles(page) {
  await paste(page, '');
  await (await page.$('#file')).uploadFile(path.join(CORPORA, 'story.txt'), path.join(CORPORA, 'news.txt'));
  holds('files are named', (await text(page, '#files')).includes('story.txt, news.txt'));
  await press(page, '#run');
  await until(page, '^完成');
  await press(page, '#words tbody tr:nth-child(1) td:nth-child(2) button');
  holds('places in files', /^(story|news)\.txt:\d+$/.test(await text(page, 'tr.detail cite')));
  await press(page, '#clear');
}

async function checkCancel(page) {
  await paste(page, Array(40).fill(REVIEWS).join('\n'));
  await press(page, '#run');
  await page.waitForFunction(() => document.querySelector('#status').textContent.match(/…|%/), { polling: 50 });
  same('the page is alive', await page.evaluate(() => 1 + 1), 2);
  await shoot(page, 'page-progress');
  await press(page, '#cancel');
  same('it says so', await text(page, '#status'), '已取消');
  await paste(page, REVIEWS);
  await press(page, '#run');
  await until(page, '^完成');
  holds('it works again', (await column(page, 1)).includes('键帽'));
}

async function checkErrors(page) {
  await paste(page, ' \n');
  await press(page, '#run');
  holds('no text', (await text(page, '#error')).startsWith('出错：没有文本'));
  await paste(page, '');
  const broken = path.join(process.env.PAGES, 'broken.gz');
  fs.writeFileSync(broken, Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3]));
  await (await page.$('#file')).uploadFile(broken);
  await press(page, '#run');
  await page.waitForFunction(() => !document.querySelector('#error').hidden, { timeout: 60000 });
  const shown = await text(page, '#error');
  holds('the file and the kind of error are named: ' + shown, /^出错：\w+Error: .*broken\.gz/.test(shown));
  await shoot(page, 'page-error');
  await press(page, '#clear');
}

// A line of JSON that is nested deeper than the runtime's stack holds ends Python, not the page.
async function checkOverflow(page) {
  const nested = path.join(process.env.PAGES, 'nested.jsonl');
  fs.writeFileSync(nested, '['.repeat(100000) + '\n');
  await paste(page, '');
  await (await page.$('#file')).uploadFile(nested);
  await press(page, '#run');
  await page.waitForFunction(() => !document.querySelector('#error').hidden, { timeout: 60000 });
  const shown = await text(page, '#error');
  holds('it is an error: ' + shown, /^出错：(Python 意外结束|\w+Error: .*nested\.jsonl)/.test(shown));
  await press(page, '#clear');
  await paste(page, REVIEWS);
  await press(page, '#run');
  await until(page, '^完成');
  holds('it works again', (await column(page, 1)).includes('键帽'));
}

async function checkHostile(page) {
  const word = '<img src=x onerror=alert(1)>';
  await paste(page, Array(30).fill('看到了' + word + '键帽手感').join('。\n') + '\n' + REVIEWS);
  await press(page, '#run');
  await until(page, '^完成');
  same('no element of the text', await page.$$eval('main img, main a, main script', (nodes) => nodes.length), 0);
  holds('it is shown as text', (await text(page, '#lines')).includes('onerror'));
}

async function checkLanguage(page) {
  await press(page, '#language');
  const shown = await page.$$eval('h1, h2, thead, button:not(.plain):not(#language), label, footer, #status',
    (nodes) => nodes.map((node) => node.innerText).join('\n'));
  same('no Chinese is left', shown.match(/\p{Script=Han}+/gu), null);
  await shoot(page, 'page-en');
}

drive('page', async function (open, saved) {
  const server = await serve(process.env.PAGE_FOLDER);
  try {
    const address = 'http://127.0.0.1:' + server.address().port + '/';
    const begin = Date.now();
    const page = await open(address, { allowed: (url) => url.startsWith(address),
      expected: /fatal error|Maximum call stack|^The cause of/ });
    await inChinese(page);
    await until(page, '^就绪');
    const loaded = Date.now();
    holds('no word on how to serve it', await page.$eval('#served', (node) => node.hidden));
    await checkDiscovery(page);
    console.log('browser: the page is ready in ' + (loaded - begin) + ' ms, ' + await text(page, '#status'));
    await checkDownloads(page, saved);
    await checkFiles(page);
    await checkCancel(page);
    await checkErrors(page);
    await checkOverflow(page);
    await checkHostile(page);
    await checkLanguage(page);
    await page.setViewport({ width: 390, height: 1000 });
    same('no line is wider than a small screen', await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    await shoot(page, 'page-390');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
