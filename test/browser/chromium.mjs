// Starts Debian's Chromium and opens pages in it.
//
// A page must not speak to anybody but the node under test: requests to other
// origins are refused and noted in page.faults, as are script errors and
// violations of the content security policy.
import { chromium } from 'playwright-core';

const executablePath = process.env.HEITU_CHROMIUM || '/usr/bin/chromium';

const args = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

// start launches a browser with a new temporary profile, removed on close.
export function start() {
  return chromium.launch({ executablePath, args, headless: true });
}

// open returns a new page in a context of its own, so that every person who
// signs in has his own cookies. Options are those of browser.newContext.
export async function open(browser, base, options = {}) {
  const context = await browser.newContext({ baseURL: base, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.faults = [];
  const home = new URL(base).origin;
  await context.route(url => /^https?:$/.test(url.protocol) && url.origin !== home, route => {
    page.faults.push(`request to ${route.request().url()}`);
    return route.abort();
  });
  page.on('pageerror', e => page.faults.push(`script error: ${e.message}`));
  page.on('console', m => {
    if (m.type() === 'error') page.faults.push(`console: ${m.text()} ${m.location().url}`);
  });
  return page;
}
