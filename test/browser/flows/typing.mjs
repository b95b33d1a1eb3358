// With scripts: results follow the typing, and the policy of the page is not broken.
import { speak } from '../visit.mjs';

export default async function typing({ base, page, assert }) {
  const p = await page();
  await speak(p, base, 'en');
  await p.goto('/search');
  await p.locator('#q').pressSequentially('magnet', { delay: 20 });
  await p.waitForFunction(() => document.querySelectorAll('#results .card').length > 0);
  assert.match(p.url(), /q=magnet/);
  assert.equal(await p.evaluate(() => document.activeElement.id), 'q');
}
