// What the checks of pages share: a browser, pages that record what goes wrong, checks that are counted.
'use strict';

const fs = require('fs');
const os = require('os');
const path = require('path');
const puppeteer = require('puppeteer-core');

let checked = 0;

function same(name, found, expected) {
  checked += 1;
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(name + ': ' + JSON.stringify(found) + ', not ' + JSON.stringify(expected));
  }
}

function holds(name, value) {
  same(name, Boolean(value), true);
}

// Run `checks(open, downloads)`. `open(address, settings)` gives a page; `settings` are `width`, `dark`, `script`
// (false turns scripts off), `allowed` (a function of an address that may be loaded beside the page itself),
// `expected` (a pattern of messages of the console that are no fault).
async function drive(name, checks) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'browser-'));
  const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM, headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
  const wrong = [];
  async function open(address, settings = {}) {
    const page = await browser.newPage();
    page.on('pageerror', (error) => wrong.push('error: ' + error.message));
    page.on('console', (message) => {
      if (settings.expected && settings.expected.test(message.text())) { return; }
      if (['error', 'warn', 'warning'].includes(message.type())) { wrong.push('console: ' + message.text()); }
    });
    page.on('dialog', async (dialog) => {
      wrong.push('dialog: ' + dialog.message());
      await dialog.dismiss();
    });
    page.on('request', (request) => {
      const url = request.url().split('#')[0];
      if (url !== address && !url.startsWith('blob:') && !(settings.allowed && settings.allowed(url))) {
        wrong.push('request: ' + url);
      }
    });
    await page.setViewport({ width: settings.width || 1280, height: 1000 });
    await page.setJavaScriptEnabled(settings.script !== false);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: settings.dark ? 'dark' : 'light' }]);
    const session = await browser.target().createCDPSession();
    await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await page.goto(address);
    return page;
  }
  // Return the text of a file that the page has saved, when it is there.
  async function saved(file) {
    const target = path.join(folder, file);
    for (let tries = 0; tries < 100 && !fs.existsSync(target); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const text = fs.readFileSync(target, 'utf-8');
    fs.unlinkSync(target);
    return text;
  }
  try {
    await checks(open, saved);
    same('nothing went wrong', wrong, []);
    console.log('browser: ' + name + ': ' + checked + ' checks hold in ' + await browser.version());
  } catch (error) {
    console.log('browser: ' + name + ': ' + error.message + (wrong.length ? '\n' + wrong.join('\n') : ''));
    process.exitCode = 1;
  } finally {
    await browser.close();
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function shoot(page, name) {
  if (process.env.SHOTS) {
    fs.mkdirSync(process.env.SHOTS, { recursive: true });
    await page.screenshot({ path: path.join(process.env.SHOTS, name + '.png') });
  }
}

module.exports = { drive, holds, same, shoot };
