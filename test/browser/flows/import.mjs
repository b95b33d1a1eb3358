// Yesterday's workbook: dropped, understood, tried; the red cells read and mended where
// they stand; imported; imported again, which makes nothing new; undone as a whole.
import { readFileSync } from 'node:fs';
import { mend, redCells, workbook } from '../workbook.mjs';
import { clean, drop, signIn, speak, until } from '../visit.mjs';

const firm = '包头示例永磁材料有限公司';

// rows are a sheet as people write it: a title and a note above, a total below, three things wrong.
const rows = [
  ['2026年科技成果汇总表'],
  ['填报说明：金额单位为万元'],
  ['序号', '成果名称', '完成单位', '技术领域', '所在地区', '意向价格（万元）', '经办'],
  [1, '导入：磁钢晶界扩散减重稀土', firm, '新材料', '包头市', 50, '甲'],
  [2, '导入：乳品巴氏杀菌节能改造', '呼和浩特示例草原乳品股份有限公司', '农业', '呼和浩特', '1.2亿元', '乙'],
  [3, '导入：煤基费托蜡精制', '鄂尔多斯示例煤基化工有限公司', '新能源', '火星市', '很多', '丙'],
  [4, '导入：无人机授粉', '不存在的公司', '现代交通', '沈阳市', 80, '丁'],
  ['合计', '', '', '', '', 250, ''],
];

const mended = { E6: '鄂尔多斯市', F6: '120', C7: firm };

export default async function importing({ base, signIns, page, axe, markup, assert }) {
  const p = await page();
  await speak(p, base, 'zh');
  await signIn(p, signIns.broker);
  const look = async what => assert.deepEqual(await clean(p, axe, markup), [], what);
  await p.goto('/import/achievement');
  assert.equal(await p.inputValue('[name=kind]'), 'achievement', 'the list that one came from chooses the kind');
  await look('centre');
  await drop(p, 'form.filling', workbook('成果', rows), '成果汇总.xlsx');
  await p.click('form.filling button[type=submit]');
  await until(p, '.counts, form.mapping');
  if (await p.locator('.counts').count() === 0) { // a person is asked first
    await look('mapping');
    await p.click('form.mapping button[type=submit]');
    await until(p, '.counts');
  }
  const here = new URL(p.url()).pathname;
  await p.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true; }));
  await look('trial');
  const meant = name => p.locator(`.columns select[aria-label*="${name}"]`).first().inputValue();
  assert.deepEqual([await meant('成果名称'), await meant('完成单位'), await meant('意向价格'), await meant('经办')], ['title', 'owner', 'price', '']);
  assert.equal(await p.locator('.columns select[name$=".unit"]').inputValue(), '万元');
  const counts = () => p.locator('.count-tab b').allTextContents();
  assert.deepEqual(await counts(), ['2', '2', '0', '0']);
  const said = (await p.locator('.verdict.refused').allTextContents()).join('\n').replace(/\s+/g, ' ');
  for (const part of ['第 6 行', 'E列', '火星市', 'F列', '第 7 行', 'C列', '不存在的公司']) assert.ok(said.includes(part), `the refused rows do not say ${part}: ${said}`);

  const [download] = await Promise.all([p.waitForEvent('download'), p.click('a[href$="/marked"]')]);
  const marked = readFileSync(await download.path());
  const red = redCells(marked);
  assert.deepEqual([...red.keys()].sort(), Object.keys(mended).sort());
  for (const [cell, why] of red) assert.ok(why.length > 4, `${cell} has no comment`);
  assert.match(red.get('E6'), /火星市/);

  await p.setInputFiles('.verdict-actions input[type=file]', { name: '成果汇总（改）.xlsx', mimeType: 'application/octet-stream', buffer: mend(marked, mended) });
  await p.click('.verdict-actions form[action="/imports"] button');
  await p.waitForURL(url => url.pathname !== here);
  await until(p, '.counts');
  assert.deepEqual(await counts(), ['0', '4', '0', '0']);
  assert.equal(await p.locator('a[href$="/marked"]').count(), 0);
  await p.click('form[action$="/start"] button');
  await until(p, '.done');
  assert.deepEqual(await counts(), ['0', '4', '0', '0']);
  await look('done');
  const imported = new URL(p.url()).pathname;
  const made = await p.locator('table.records tbody th a').first().getAttribute('href');
  await p.goto(made);
  assert.match(await p.textContent('main'), /500,000\.00/, '50 万元 are 500,000 yuan');
  await p.goto('/records/achievement');
  assert.equal(await p.locator('tbody th a', { hasText: '导入：' }).count(), 4);

  await p.goto('/imports?kind=achievement');
  await p.setInputFiles('form.filling input[type=file]', { name: '再来一次.xlsx', mimeType: 'application/octet-stream', buffer: mend(marked, mended) });
  await p.click('form.filling button[type=submit]');
  await until(p, '.counts');
  assert.deepEqual(await counts(), ['0', '0', '0', '4'], 'the same file again makes nothing new');

  await p.goto(imported);
  await p.locator('.undo > summary').click();
  await look('undo');
  await p.click('.undo button');
  await until(p, '.done [role=status]');
  await look('undone');
  await p.goto('/records/achievement');
  assert.equal(await p.locator('tbody th a', { hasText: '导入：' }).count(), 0);
  await p.goto(made);
  assert.equal(await p.locator('.notice.void').count(), 1);
  await p.goto('/imports');
  assert.equal(await p.locator('table.records tbody tr').count(), 3);
  await look('my imports');
}
