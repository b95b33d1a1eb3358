// With the keyboard alone: skip link, sign in, search, open a record, take a step.
import { speak, until } from '../visit.mjs';

// reach presses Tab until the element that is wanted has the focus.
async function reach(p, wanted, limit = 250) {
  for (let i = 0; i < limit; i++) {
    await p.keyboard.press('Tab');
    if (await p.evaluate(w => document.activeElement?.matches(w) ?? false, wanted)) {
      const seen = await p.evaluate(() => {
        const s = getComputedStyle(document.activeElement);
        return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2;
      });
      if (!seen) throw new Error(`${wanted}: the focus cannot be seen`);
      return;
    }
  }
  throw new Error(`${wanted} cannot be reached with Tab`);
}

export default async function keyboard({ base, signIns, page, assert }) {
  const p = await page();
  await speak(p, base, 'zh');
  await p.goto('/');
  await p.keyboard.press('Tab');
  assert.equal(await p.evaluate(() => document.activeElement.getAttribute('href')), '#main');
  await p.keyboard.press('Enter');
  await p.goto('/signin');
  await reach(p, '[name=login]');
  await p.keyboard.type(signIns.broker.login);
  await reach(p, '[name=password]');
  await p.keyboard.type(signIns.broker.password);
  await p.keyboard.press('Enter');
  await p.waitForURL(base + '/');
  await reach(p, '#q');
  await p.keyboard.type('稀土');
  await p.keyboard.press('Enter');
  await p.waitForURL(/\/search\?/);
  await reach(p, '.card h3 a[href^="/records/"]');
  await p.keyboard.press('Enter');
  await p.waitForURL(/\/records\//);
  // A need of its own to act on, made with the keyboard as well.
  await p.goto('/records/need/new');
  await reach(p, '[name="title.zh"]');
  await p.keyboard.type('键盘新建的需求');
  await reach(p, '[name="problem.zh"]');
  await p.keyboard.type('只用键盘。');
  await reach(p, '[name=firm]');
  await p.keyboard.press('ArrowDown');
  await p.keyboard.press('Enter');
  if (/\/new$/.test(p.url())) await reach(p, 'main button[type=submit]'), await p.keyboard.press('Enter');
  await p.waitForURL(/\/records\/need\/[0-9a-f-]{36}$/);
  await reach(p, '.step:has(form[action$="/open"]) > summary');
  await p.keyboard.press('Enter');
  await reach(p, '.step form[action$="/open"] [name=basis]');
  await p.keyboard.press('End');
  await reach(p, '.step form[action$="/open"] button');
  await p.keyboard.press('Enter');
  await p.waitForFunction(() => document.querySelector('.record-head .badge.go') !== null);
  await importing(p);
}

// importing brings a pasted table in and takes it back.
async function importing(p) {
  await p.goto('/imports?kind=need');
  await reach(p, '.paste > summary');
  await p.keyboard.press('Enter');
  await reach(p, '[name=pasted]');
  await p.keyboard.insertText('需求名称\t需求单位\t待解决的问题\n键盘导入的需求\t包头示例永磁材料有限公司\t甲\n');
  await reach(p, 'form.filling button[type=submit]');
  await p.keyboard.press('Enter');
  await until(p, '.counts, form.mapping');
  if (await p.locator('.counts').count() === 0) {
    await reach(p, 'form.mapping button[type=submit]');
    await p.keyboard.press('Enter');
    await until(p, '.counts');
  }
  await reach(p, 'form[action$="/start"] button');
  await p.keyboard.press('Enter');
  await until(p, '.done');
  await reach(p, '.undo > summary');
  await p.keyboard.press('Enter');
  await reach(p, '.undo button');
  await p.keyboard.press('Enter');
  await until(p, '.done [role=status]');
}
