// Screenshots of every screen for people to look at. Few by default; with
// HEITU_GALLERY=all, both languages, both themes and both widths of each.
// It judges nothing but that each screen answers.
import { screens, signIn, speak } from '../visit.mjs';

const few = [['zh', 'light', 1280], ['en', 'dark', 390]];
const all = [...few, ['en', 'light', 1280], ['zh', 'dark', 1280], ['zh', 'light', 390]];

export default async function gallery({ base, signIns, page, shot, assert }) {
  for (const role of [undefined, 'broker', 'security']) {
    if (role && !signIns[role]) continue;
    for (const [lang, colorScheme, width] of process.env.HEITU_GALLERY === 'all' ? all : few) {
      const p = await page({ colorScheme, viewport: { width, height: 900 } });
      await speak(p, base, lang);
      if (role) await signIn(p, signIns[role]);
      for (const [name, address] of Object.entries(await screens(p, role))) {
        const answer = await p.goto(address);
        assert.ok(answer.status() < 500, `${address}: ${answer.status()}`);
        await shot(p, `${role ?? 'visitor'}-${name}-${lang}-${colorScheme}-${width}`);
      }
      p.faults = p.faults.filter(f => !/40[34]/.test(f)); // pages that are meant to refuse
    }
  }
}
