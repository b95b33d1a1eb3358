// Working in lists: columns and order kept as a view; a field and a step for many at once,
// undone as a whole; two records made one, and two again.
import { clean, signIn, speak, until } from '../visit.mjs';

const titles = p => p.locator('table.records tbody th a').allTextContents();

export default async function lists({ base, signIns, page, axe, markup, assert }) {
  const p = await page();
  await speak(p, base, 'zh');
  await signIn(p, signIns.broker);
  const look = async what => assert.deepEqual(await clean(p, axe, markup), [], what);
  const open = () => p.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));

  await p.goto('/records/need?state=open');
  await open();
  await look('list');
  for (const name of ['field', 'firm', 'region']) await p.uncheck(`.ticks [value=${name}]`);
  await p.check('.ticks [value=closes]');
  await p.selectOption('#sort', '-opens');
  await p.locator('form:has(#sort) button').click();
  const days = await p.locator('td[data-label="发布日期"]').allTextContents();
  assert.deepEqual(days.map(d => d.trim()), days.map(d => d.trim()).sort().reverse());
  assert.equal(await p.locator('th[aria-sort=descending]').count(), 1);
  await open();
  await p.fill('#view-name', '最近征集');
  await p.check('[name=shared]');
  await p.locator('form[action$="/views"] button:not([name])').click();
  assert.equal(await p.locator('.views [aria-current]').textContent(), '最近征集（共享）');
  const q = await page();
  await speak(q, base, 'zh');
  await signIn(q, signIns.registrar);
  await q.goto('/records/need');
  await q.click('.views a:has-text("最近征集")');
  assert.deepEqual(await titles(q), await titles(p), 'a shared view shows the same to others');
  assert.equal(await q.locator('button[value=forget]').count(), 0, 'only its owner changes a view');
  const files = await p.locator('.form-of').evaluateAll(list => list.map(a => a.href));
  assert.equal(files.length, 3);
  for (const file of files) assert.equal((await p.request.get(file)).status(), 200, file);

  await p.goto('/records/need?state=open');
  const before = await titles(p);
  await p.check('[data-tick]');
  await p.selectOption('#batch-act', 'edit.region');
  await p.click('.batch button');
  await look('a field for many');
  await p.selectOption('[name=region]', '210200');
  await p.click('form.filling button');
  await look('what would happen');
  await p.click('button[name=confirm]');
  await p.waitForURL(/\/deeds\//);
  await open();
  await look('what was done');
  await p.goto('/records/need?state=open&region=210200');
  assert.ok((await titles(p)).length >= before.length);
  await p.goBack();
  await open();
  await p.click('.undo button');
  assert.equal(await p.locator('p.notice[role=status]').count(), 1);

  await p.goto('/imports?kind=need'); // two drafts, pasted
  await p.click('.paste > summary');
  await p.fill('[name=pasted]', '需求名称\t需求单位\t待解决的问题\n粘贴的需求一\t包头示例永磁材料有限公司\t甲\n粘贴的需求二\t包头示例永磁材料有限公司\t乙\n');
  await p.click('form.filling button[type=submit]');
  await until(p, '.counts, form.mapping');
  if (await p.locator('.counts').count() === 0) {
    await p.click('form.mapping button[type=submit]');
    await until(p, '.counts');
  }
  await p.click('form[action$="/start"] button');
  await until(p, '.done');
  await p.goto('/records/need?state=draft');
  const drafts = await titles(p);
  for (const box of await p.locator('tr:has-text("粘贴的需求") input[name=pick]').all()) await box.check();
  await p.selectOption('#batch-act', 'step.open');
  await p.click('.batch button');
  await p.selectOption('[name=basis]', 'sample');
  await look('a step for many');
  await p.click('form.filling button');
  await p.click('button[name=confirm]');
  await p.waitForURL(/\/deeds\//);
  const deed = p.url();
  assert.deepEqual((await titles(p)).sort(), ['粘贴的需求一', '粘贴的需求二']);
  await p.goto('/records/need?state=open');
  assert.equal((await titles(p)).filter(t => /粘贴的需求/.test(t)).length, 2);
  await p.goto(deed);
  await open();
  await p.click('.undo button');
  await p.goto('/records/need?state=draft');
  assert.deepEqual((await titles(p)).sort(), drafts.sort(), 'all is as it was');
  await p.goto('/deeds');
  await look('deeds');

  await p.goto('/records/organisation/new');
  await p.fill('[name=name]', '沈阳示例数控机床股份有限公司');
  await p.click('form.filling button');
  const twin = p.url().split('/').pop();
  await p.goto('/duplicates/organisation');
  await look('duplicates');
  const pair = p.locator('form.twin', { has: p.locator(`input[value="${twin}"]`) });
  const [a, b] = [await pair.locator('[name=a]').inputValue(), await pair.locator('[name=b]').inputValue()];
  const other = a === twin ? b : a;
  await pair.locator(`[name=keep][value=${a === twin ? 'b' : 'a'}]`).check();
  await pair.locator('button[value=merge]').click();
  await p.waitForURL(new RegExp(`${other}\\?merged=`));
  await look('merged');
  const merged = await p.locator('.notice a').getAttribute('href');
  await p.goto(`/records/organisation/${twin}`);
  assert.equal(await p.locator('.notice.void a').getAttribute('href'), `/records/organisation/${other}`);
  await look('void');
  await p.goto(merged);
  await open();
  await p.click('.undo button');
  await p.goto(`/records/organisation/${twin}`);
  assert.equal(await p.locator('.notice.void').count(), 0);
  await p.goto('/duplicates/organisation');
  const again = p.locator('form.twin', { has: p.locator(`input[value="${twin}"]`) });
  await again.locator('button[value=apart]').click();
  assert.equal(await p.locator(`form.twin input[value="${twin}"]`).count(), 0, 'apart is remembered');

  await p.goto('/records/need');
  await p.click('.views a:has-text("最近征集")');
  await open();
  await p.click('button[value=forget]');
  assert.equal(await p.locator('.views a:has-text("最近征集")').count(), 0);
}
