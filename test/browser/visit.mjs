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
  if (!role) return { ...found, signin: '/signin', start: '/start/none' };
  if (['broker', 'registrar', 'officer'].includes(role)) {
    await record('match', '/records/match?state=proposed');
    await record('draft', '/records/contract?state=draft');
    found.form = '/records/need/new';
    found.import = '/import/need';
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
