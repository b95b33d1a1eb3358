// Plays every flow against a running node.
//
//   node browser/run.mjs BASE-URL SIGN-INS [FLOW...]
//
// SIGN-INS is a JSON object, or the path of a file that holds one, such as
// {"broker": {"login": "wang", "password": "..."}}. A flow is a module in flows/
// whose default export is a function of one argument:
//
//   base     the address of the node
//   signIns  the object above
//   page     page(options) opens a new page, with cookies of its own
//   axe      axe(page) returns accessibility violations
//   markup   markup(html) returns faults of the HTML
//   shot     shot(page, name) writes a screenshot
//   assert   node:assert/strict
//
// A page whose faults are not empty at the end fails its flow. The last line is a count.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { axe } from './axe.mjs';
import { open, start } from './chromium.mjs';
import { markup } from './markup.mjs';
import { shot } from './shot.mjs';

const [base, given, ...wanted] = process.argv.slice(2);
if (!base || !given) {
  console.error('usage: node browser/run.mjs BASE-URL SIGN-INS [FLOW...]');
  process.exit(2);
}
const signIns = JSON.parse(given.trimStart().startsWith('{') ? given : readFileSync(given, 'utf8'));

const folder = new URL('./flows/', import.meta.url);
const flows = readdirSync(folder).filter(f => f.endsWith('.mjs')).map(f => basename(f, '.mjs')).sort()
  .filter(f => wanted.length === 0 || wanted.includes(f));

// play runs one flow and returns nothing, or throws what went wrong.
async function play(browser, name) {
  const pages = [];
  const page = async options => {
    const p = await open(browser, base, options);
    pages.push(p);
    return p;
  };
  try {
    const { default: flow } = await import(new URL(`${name}.mjs`, folder));
    await flow({ base, signIns, page, axe, markup, shot, assert });
    assert.deepEqual(pages.flatMap(p => p.faults), [], 'faults noted by pages');
  } catch (e) {
    for (const [i, p] of pages.entries()) await shot(p, `failed-${name}-${i}`).catch(() => {});
    throw e;
  } finally {
    for (const p of pages) await p.context().close();
  }
}

let failed = 0;
const browser = await start();
for (const name of flows) {
  const began = Date.now();
  try {
    await play(browser, name);
    console.log(`pass ${name} (${Date.now() - began} ms)`);
  } catch (e) {
    failed++;
    console.log(`FAIL ${name}\n${e.stack ?? e}`);
  }
}
await browser.close();
console.log(`${flows.length - failed} passed, ${failed} failed`);
// Nothing played is not success.
process.exit(failed === 0 && flows.length > 0 ? 0 : 1);
