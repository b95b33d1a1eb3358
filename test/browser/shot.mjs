// Screenshots, for people to look at.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.HEITU_SHOTS || 'shots';

// shot writes the whole page to <folder>/<name>.png and returns the path.
export async function shot(page, name) {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name}.png`);
  await page.screenshot({ path, fullPage: true, animations: 'disabled' });
  return path;
}
