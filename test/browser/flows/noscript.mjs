// Without scripts: search, choose a language, sign in, make a record with a fault
// and without, take a step, look at a figure and its proof, sign out.
import { signIn } from '../visit.mjs';
import { workbook } from '../workbook.mjs';

export default async function noscript({ signIns, page, assert }) {
  const p = await page({ javaScriptEnabled: false, reducedMotion: 'reduce' });
  await p.goto('/');
  await p.fill('#q', '磁体');
  await p.click('.hero-search button');
  assert.match(p.url(), /\/search\?q=/);
  assert.ok(await p.locator('.card').count() > 0, 'nothing was found');
  await p.click('button[name=lang]');
  assert.equal(await p.getAttribute('html', 'lang'), 'en');
  assert.match(p.url(), /\/search\?q=/);
  await signIn(p, signIns.broker);
  await p.goto('/records/need/new');
  await p.fill('[name="title.zh"]', '无脚本新建的需求');
  await p.fill('[name="problem.zh"]', '不用脚本。');
  await p.fill('[name=budget]', 'many');
  await p.click('main form.filling button[type=submit]');
  assert.equal(await p.inputValue('[name="title.zh"]'), '无脚本新建的需求');
  assert.ok(await p.locator('.summary a[href="#f-budget"]').count() === 1);
  await p.fill('[name=budget]', '1200');
  await p.locator('[name=firm]').selectOption({ index: 1 });
  await p.click('main form.filling button[type=submit]');
  assert.match(p.url(), /\/records\/need\/[0-9a-f-]{36}$/);
  const step = p.locator('.step', { has: p.locator('form[action$="/open"]') });
  await step.locator('summary').click();
  await step.locator('[name=basis]').selectOption('sample');
  await step.locator('button').click();
  assert.ok(await p.locator('.record-head .badge.go').count() === 1, 'the step was not taken');
  await importing(p, assert);
  await p.goto('/figures');
  await p.locator('.sum a').first().click();
  await p.locator('#proof .command').nth(2).waitFor();
  await p.click('.tools form[action="/signout"] button');
  assert.ok(await p.locator('.tools a[href^="/signin"]').count() === 1);
  p.faults = p.faults.filter(f => !/422/.test(f));
}

// importing brings a workbook in and takes it back; progress is seen by loading anew.
async function importing(p, assert) {
  const rows = [['需求名称', '需求单位', '待解决的问题'], ['不用脚本导入', '包头示例永磁材料有限公司', '甲'], ['', '包头示例永磁材料有限公司', '乙']];
  await p.goto('/imports?kind=need');
  await p.setInputFiles('form.filling input[type=file]', { name: 'needs.xlsx', mimeType: 'application/octet-stream', buffer: workbook('Needs', rows) });
  await p.click('form.filling button[type=submit]');
  await p.waitForSelector('.counts, form.mapping', { timeout: 60_000 });
  if (await p.locator('.counts').count() === 0) {
    await p.click('form.mapping button[type=submit]');
    await p.waitForSelector('.counts', { timeout: 60_000 });
  }
  assert.deepEqual(await p.locator('.count-tab b').allTextContents(), ['1', '1', '0', '0']);
  await p.click('form[action$="/start"] button');
  await p.waitForSelector('.done', { timeout: 60_000 });
  await p.locator('.undo > summary').click();
  await p.click('.undo button');
  await p.waitForSelector('.done [role=status]', { timeout: 60_000 });
}
