// The tour of the demonstration: found by keyboard, put away and brought back, accessible in both languages.
import { speak } from '../visit.mjs';

export default async function ({ base, page, axe, markup, assert }) {
  const p = await page({ javaScriptEnabled: false });
  for (const lang of ['zh', 'en']) {
    await speak(p, base, lang);
    for (const address of ['/', '/figures/contract-turnover', '/statements']) {
      await p.goto(address);
      assert.equal(await p.locator('aside.tour').count(), 1, `${address} has the tour`);
      assert.deepEqual(await markup(await p.content()), [], `${address} in ${lang}`);
    }
  }
  await p.goto('/');
  assert.equal(await p.locator('.tour li').count(), 5);
  assert.equal(await p.locator('.tour details[open]').count(), 1, 'open on the first page');
  await p.locator('.tour summary').focus();
  await p.keyboard.press('Tab');
  assert.equal(await p.evaluate(() => document.activeElement.getAttribute('href')), '/imports');
  await p.locator('.tour-button button').focus();
  await Promise.all([p.waitForNavigation(), p.keyboard.press('Enter')]);
  assert.equal(await p.locator('aside.tour').count(), 0, 'put away');
  await Promise.all([p.waitForNavigation(), p.locator('.footing .tour-button button').click()]);
  assert.equal(await p.locator('aside.tour').count(), 1, 'brought back');

  const q = await page();
  for (const address of ['/', '/figures/contract-turnover', '/statements']) {
    await q.goto(address);
    await q.locator('.tour details').evaluate(d => { d.open = true; });
    assert.deepEqual(await axe(q), [], `${address}: accessibility`);
  }
}
