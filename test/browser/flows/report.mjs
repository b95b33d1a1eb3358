// The report card: read on a desk and on a telephone, its statements marked as quoted, a
// figure proven and rechecked, a card frozen, and the large screen without scrolling.
import { clean, signIn, speak } from '../visit.mjs';

const words = {
  zh: { quoted: '引述，未经核验', good: '核对无误', frozen: '已封存' },
  en: { quoted: 'Quoted, not verified', good: 'All is well', frozen: 'Frozen' },
};

export default async function report(given) {
  for (const lang of ['zh', 'en']) await play(given, lang);
}

async function play({ base, signIns, page, axe, markup, shot, assert }, lang) {
  const say = words[lang];
  const look = async (p, what) => assert.deepEqual(await clean(p, axe, markup), [], `${lang}: ${what}`);
  const enter = async (options, person) => {
    const p = await page(options);
    await speak(p, base, lang);
    if (person) await signIn(p, person);
    return p;
  };
  const fits = async (p, what) => assert.ok(await p.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${lang}: ${what} scrolls sideways`);

  // An officer confirms what a document reports.
  const officer = await enter({ viewport: { width: 1440, height: 900 } }, signIns.officer);
  await officer.goto('/card');
  const period = await officer.locator('select[name=period]').inputValue();
  await officer.goto('/records/statement/new');
  const label = lang === 'zh' ? '共享科技成果' : 'Achievements shared';
  for (const [name, value] of Object.entries({ subject: '示例市场', indicator: label, value: '88', unit: '项', period, source: `观察（${lang}）`, quotation: '共享科技成果88项' })) {
    await officer.fill(`#f-${name}`, value);
  }
  await officer.click('main form button[type=submit]');
  await officer.waitForURL(/records\/statement\/[^/]+$/);
  await take(officer, 'confirm');

  // Everybody sees it beside the figure, never as verified.
  const visitor = await enter({ viewport: { width: 1440, height: 900 } });
  await visitor.goto('/card');
  for (const family of await visitor.locator('details').all()) await family.evaluate(d => { d.open = true; });
  assert.match(await visitor.locator('#figure-achievements-shared .quoted-box').innerText(), new RegExp(say.quoted));
  assert.ok(await visitor.locator('.card-heads .stat').count() >= 10, 'headline figures');
  await look(visitor, 'card');
  await fits(visitor, 'card');
  await shot(visitor, `report-card-${lang}`);
  const phone = await enter({ viewport: { width: 375, height: 800 } });
  await phone.goto('/card');
  await fits(phone, 'card on a telephone');
  await look(phone, 'card on a telephone');

  // From the figure to its proof, and once more against the journal.
  await visitor.click('#figure-achievements-shared .to-proof a');
  await visitor.waitForURL(/figures\/achievements-shared/);
  await look(visitor, 'proof');
  await visitor.click('.recheck button');
  await visitor.waitForURL(/recheck/);
  assert.match(await visitor.locator('.notice.good').innerText(), new RegExp(say.good));
  await look(visitor, 'recheck');

  // A card is frozen and listed.
  await officer.goto('/records/card/new');
  await officer.fill('#f-title input >> nth=0', `示例成绩单 ${lang}`);
  await officer.fill('#f-period', period);
  await officer.click('main form button[type=submit]');
  await officer.waitForURL(/records\/card\/[^/]+$/);
  const id = new URL(officer.url()).pathname.split('/').pop();
  await take(officer, 'freeze');
  for (let i = 0; i < 60; i++) {
    await officer.goto('/cards');
    if (await officer.locator(`a[href="/cards/${id}"]`).count()) break;
    await officer.waitForTimeout(500);
  }
  await officer.click(`a[href="/cards/${id}"]`);
  await officer.waitForURL(`**/cards/${id}`);
  assert.match(await officer.locator('main').innerText(), new RegExp(say.frozen));
  await look(officer, 'frozen card');
  await visitor.goto('/cards');
  await look(visitor, 'frozen cards');

  // One page for a hall.
  const hall = await enter({ viewport: { width: 1920, height: 1080 } });
  await hall.goto('/card/kiosk');
  const [w, h] = await hall.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.scrollHeight]);
  assert.ok(w <= 1920 && h <= 1080, `${lang}: the large screen is ${w} × ${h}`);
  const cut = await hall.evaluate(() => [...document.querySelectorAll('.heads li')].filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map(e => e.innerText));
  assert.deepEqual(cut, [], `${lang}: cut off on the large screen`);
  assert.deepEqual(await axe(hall), [], `${lang}: large screen`);
  await shot(hall, `report-kiosk-${lang}`);

  async function take(p, step) {
    await p.locator(`#step-${step}`).evaluate(d => { d.open = true; });
    await p.click(`#step-${step} button[type=submit]`);
    await p.waitForLoadState();
  }
}
