// Screens of a running node, found by following its links, and the ways to reach them.

// signIn signs somebody in by the form.
export async function signIn(page, person) {
  await page.goto('/signin');
  await page.fill('[name=login]', person.login);
  await page.fill('[name=password]', person.password);
  await page.click('main button[type=submit]');
  await page.waitForURL(url => url.pathname !== '/signin');
}

// speak chooses a language.
export async function speak(page, base, lang) {
  await page.context().addCookies([{ name: 'lang', value: lang, url: base }]);
}

// first returns the address of the first record of a list, or undefined.
export async function first(page, list) {
  await page.goto(list);
  return page.locator('table.records tbody th a').first().getAttribute('href', { timeout: 3000 }).catch(() => undefined);
}

// screens lists the addresses worth looking at for a visitor (no person) or a role, by name.
export async function screens(page, role) {
  const found = { home: '/', search: '/search?q=%E7%A8%80%E5%9C%9F+magnet', nothing: '/search?q=zzzzqqqq', needs: '/records/need', figures: '/figures', reference: '/reference', missing: '/records/need/none' };
  const record = async (name, list) => {
    const href = await first(page, list);
    if (href) found[name] = href;
    return href;
  };
  const need = await record('need', '/records/need');
  await record('achievement', '/records/achievement');
  await record('contract', '/records/contract?state=registered');
  await record('organisation', '/records/organisation');
  if (need) found.proof = `${need}/proof`;
  await page.goto('/figures');
  const figure = await page.locator('.sum a').first().getAttribute('href', { timeout: 3000 }).catch(() => undefined);
  if (figure) found.figure = figure;
  if (!role) return { ...found, signin: '/signin', start: '/start/none', post: '/post-a-need', thanks: '/post-a-need?sent=yes' };
  if (['broker', 'registrar', 'officer'].includes(role)) {
    await record('match', '/records/match?state=proposed');
    await record('draft', '/records/contract?state=draft');
    Object.assign(found, { desk: '/desk', work: '/work', channels: '/work/channels', funnel: '/funnel' });
    await page.goto('/desk');
    const pair = await page.locator('.waiting h2 a').first().getAttribute('href', { timeout: 3000 }).catch(() => undefined);
    if (pair) found.pair = pair;
    found.form = '/records/need/new';
    found.imports = '/imports?kind=need';
    found.deeds = '/deeds';
    found.duplicates = '/duplicates/organisation';
    found.batch = '/records/need/batch?scope=all&list=&act=edit.region';
    found.columns = '/records/need?columns=problem,firm,budget,closes&sort=-opens';
    found.person = '/records/person';
    if (need) found.edit = `${need}/edit`;
  }
  if (role === 'security') {
    const account = await record('account', '/records/account');
    found.accounts = '/records/account';
    found['account-form'] = '/records/account/new';
    if (account) found.erase = `${account}/erase`;
  }
  return found;
}

// drop lets a file fall on an element, as a mouse would.
export async function drop(page, selector, data, name) {
  const files = await page.evaluateHandle(([bytes, name]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name));
    return carried;
  }, [data.toString('base64'), name]);
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent(selector, type, { dataTransfer: files });
}

// until waits for an element, through pages that load themselves anew.
export async function until(page, selector) {
  await page.waitForSelector(selector, { timeout: 60_000 });
  await page.waitForLoadState();
}

// clean returns what is wrong with a page as it stands: for a reader with aids, in its
// markup, and at 320 pixels.
export async function clean(page, axe, markup) {
  await page.waitForLoadState(); // a page without its styles yet is no page to judge
  const found = await axe(page);
  const answer = await page.request.get(page.url());
  if (answer.ok()) found.push(...await markup(await answer.text()));
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 700 });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) found.push(`${wide} px too wide at 320 px`);
  await page.setViewportSize(before);
  return found;
}
