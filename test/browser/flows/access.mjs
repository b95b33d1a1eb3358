// Every screen, in both languages: no accessibility violation in either theme, valid
// HTML, the right language, and at 320 pixels (which is 1280 at 400 %) nothing to scroll sideways.
import { screens, signIn, speak } from '../visit.mjs';

// contrast looks again at colours alone; axe has been put into the page before.
function contrast(p) {
  return p.evaluate(async () => {
    const { violations } = await globalThis.axe.run(document, { runOnly: { type: 'rule', values: ['color-contrast'] } });
    return violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.target.join(' ')}`));
  });
}

// Screens that look the same to everybody are looked at as a visitor only.
const common = ['search', 'nothing', 'figures', 'figure', 'reference', 'missing', 'organisation', 'proof', 'achievement'];

export default async function access({ base, signIns, page, axe, markup, assert }) {
  const found = [];
  let seen = 0;
  for (const role of [undefined, 'broker', 'security']) {
    if (role && !signIns[role]) continue;
    for (const lang of ['zh', 'en']) {
      const p = await page();
      await speak(p, base, lang);
      if (role) await signIn(p, signIns[role]);
      for (const [name, address] of Object.entries(await screens(p, role))) {
        if (role && common.includes(name)) continue;
        const note = (what, list) => found.push(...list.map(f => `${role ?? 'visitor'} ${name} (${address}) ${lang} ${what}: ${f}`));
        await p.setViewportSize({ width: 1280, height: 900 });
        await p.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
        const answer = await p.goto(address);
        seen++;
        note('markup', await markup(await answer.text()));
        note('language', (await p.getAttribute('html', 'lang')).startsWith(lang) ? [] : ['another']);
        await p.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
        note('light', await axe(p));
        await p.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
        note('dark', await contrast(p)); // only the colours differ
        await p.setViewportSize({ width: 320, height: 700 });
        const wide = await p.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
        note('320 px', wide > 0 ? [`${wide} px too wide`] : []);
      }
      p.faults = p.faults.filter(f => !/40[34]/.test(f)); // pages that are meant to refuse
    }
  }
  assert.ok(seen >= 20, `only ${seen} screens were seen`);
  assert.deepEqual(found, []);
}
