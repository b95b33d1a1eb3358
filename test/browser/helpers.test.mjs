// The helpers, tried on a small page of our own: a helper that finds nothing
// wrong anywhere would make every flow pass.
import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { axe } from './axe.mjs';
import { open, start } from './chromium.mjs';
import { markup } from './markup.mjs';
import { shot } from './shot.mjs';

const good = '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"><title>黑土</title></head>'
  + '<body><main><h1>技术需求</h1><p>盐碱地改良。</p></main></body></html>';
const bad = good.replace('<p>', '<img src="/x.png"><img src="http://elsewhere.example/y.png"><p>').replace(' lang="zh"', '');

let server, browser, base;

before(async () => {
  server = createServer((req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.setHeader('Content-Security-Policy', "default-src 'self'; img-src *");
    res.end(req.url === '/bad' ? bad : good);
  });
  await new Promise(done => server.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${server.address().port}`;
  browser = await start();
});

after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

test('a good page has no faults', async () => {
  const page = await open(browser, base);
  await page.goto('/');
  assert.deepEqual(await axe(page), []);
  assert.deepEqual(page.faults, []);
  assert.deepEqual(await markup(good), []);
});

test('a bad page is found out', async () => {
  const page = await open(browser, base);
  await page.goto('/bad');
  const found = (await axe(page)).join('\n');
  assert.match(found, /image-alt/);
  assert.match(found, /html-has-lang/);
  assert.match(page.faults.join('\n'), /elsewhere\.example/);
  assert.notDeepEqual(await markup('<p><div></p></div>'), []);
});

test('a screenshot is written', async () => {
  const page = await open(browser, base);
  await page.goto('/');
  assert.ok(statSync(await shot(page, 'helpers')).size > 1000);
});
