// The story of the desk, by the people's own accounts: a firm's need and a scientist's
// achievement are published, meet on the broker's desk, and become a registered contract.
// It is played twice from end to end, once in each language.
import { clean, signIn, speak } from '../visit.mjs';

// What differs between the two plays. The contract's own words stay Chinese.
const plays = {
  zh: { word: '镓铟液态桥', login: 'scientist', pair: '对照', faster: '有人先您一步', registered: '已登记', number: '01' },
  en: { word: '铋锡相变层', login: 'scientist-two', pair: 'Side by side', faster: 'Somebody was faster', registered: 'Registered', number: '02' },
};

export default async function desk(given) {
  for (const lang of ['zh', 'en']) await play(given, lang);
}

async function play({ base, signIns, page, axe, markup, assert }, tongue) {
  const { word, login, ...words } = plays[tongue];
  const other = tongue === 'zh' ? 'en' : 'zh';
  const enter = async (person, lang = tongue) => {
    const p = await page();
    await speak(p, base, lang);
    if (person) await signIn(p, person);
    return p;
  };
  const look = async (p, what) => assert.deepEqual(await clean(p, axe, markup), [], what);
  const open = (p, step) => p.locator(`#step-${step}`).evaluate(d => { d.open = true; });
  const take = async (p, step, fields = {}) => {
    await open(p, step);
    for (const [name, value] of Object.entries(fields)) {
      const control = p.locator(`#f-${step}-${name}`);
      if (await control.evaluate(e => e.tagName === 'SELECT')) await control.selectOption(value);
      else await control.fill(value);
    }
    await p.click(`#step-${step} button[type=submit]`);
    await p.waitForLoadState();
    assert.equal(await p.locator('.summary[role=alert]:not(.twins)').count(), 0, `${step}: ${await p.locator('main').textContent()}`);
  };

  // A visitor posts a need; it says the same whoever he is.
  const visitor = await enter();
  await visitor.goto('/');
  await look(visitor, 'first page');
  await visitor.click('.invite a');
  await look(visitor, 'post a need');
  await visitor.fill('[name=title]', '来访：降低铸件废品率');
  await visitor.click('form.posting button[type=submit]');
  assert.ok(await visitor.locator('.summary li').count() > 1, 'what is missing is said');
  visitor.faults = visitor.faults.filter(f => !/422/.test(f));
  await look(visitor, 'post a need, refused');
  for (const [name, value] of Object.entries({ problem: '浇注后缩孔多，废品率约 12%，已试过改冒口。', firm: '来访示例铸造厂', contact: '来访人', phone: '024-10000000' })) {
    await visitor.fill(`[name=${name}]`, value);
  }
  await visitor.check('[name=consent]');
  await visitor.click('form.posting button[type=submit]');
  await visitor.waitForURL(/sent=yes/);
  await look(visitor, 'thanks');

  // The scientist gets an account of his institute.
  const security = await enter(signIns.security);
  const broker = await enter(signIns.broker);
  await broker.goto('/records/organisation');
  const names = await broker.locator('table.records tbody th a').allTextContents();
  // Not that of the member, who plays the firm.
  const institute = names.map(n => n.trim()).find(n => /大学|研究院/.test(n) && n !== '黑土示例稀土研究院');
  await security.goto('/records/account/new');
  await security.fill('[name=login]', login);
  await security.fill('[name=name]', '示例科研人员');
  await security.check('[name=roles][value=member]');
  await security.selectOption('[name=organisation]', { label: institute });
  await security.click('form.filling button[type=submit]');
  await security.click('form[action$="/invite"] button');
  const link = (await security.locator('main').textContent()).match(/https?:\/\/[^\s]+\/invite\/[\w-]+/)[0];
  const scientist = await enter();
  await scientist.goto(link);
  const password = 'browser test 2 scientist';
  await scientist.fill('[name=password]', password);
  await scientist.click('main button[type=submit]');
  await signIn(scientist, { login, password });

  // Firm and scientist write.
  const firm = await enter(signIns.member);
  await firm.goto('/records/need/new');
  await look(firm, 'need form');
  await firm.fill('[name="title.zh"]', `${word}散热组件的可靠封装`);
  await firm.fill('[name="problem.zh"]', `功率模块需要${word}散热，长期运行泄漏，要求 1000 小时无泄漏。`);
  await firm.selectOption('[name=region]', '210100');
  await firm.click('form.filling button[type=submit]');
  await firm.waitForURL(/\/records\/need\/[0-9a-f-]{36}/);
  await look(firm, 'need of the firm');
  await scientist.goto('/records/achievement/new');
  await scientist.fill('[name="title.zh"]', `${word}封装工艺`);
  await scientist.fill('[name="summary.zh"]', `一种${word}的微结构封装，散热系数提高 40%，运行 1500 小时无泄漏。`);
  await scientist.selectOption('[name=region]', '210100');
  await scientist.click('form.filling button[type=submit]');
  await scientist.waitForURL(/\/records\/achievement\/[0-9a-f-]{36}/);

  // The broker reviews the need by its four scores and publishes it; the achievement is
  // published on another's word. Then the node proposes the match.
  await broker.goto(scientist.url());
  await look(broker, 'achievement of the institute');
  await take(broker, 'share', { basis: 'sample' });
  await broker.goto(`${firm.url()}?step=review`);
  assert.equal(await broker.locator('.standing [aria-current=step]').count(), 1, 'where the need stands');
  await look(broker, 'review');
  await take(broker, 'review', { clear: '4', measurable: '3', complete: '3', evidenced: '3' });
  await take(broker, 'open');
  await look(broker, 'need published');
  const found = broker.locator(`.waiting:has-text("${word}") h2 a`).first();
  for (let i = 0; i < 20 && await found.count() === 0; i++) await broker.goto('/desk?region=210100');
  await look(broker, 'queue');
  await found.click();
  assert.ok(await broker.locator('.half').nth(0).locator('mark').count() > 0, 'marked in the need');
  assert.ok(await broker.locator('.half').nth(1).locator('mark').count() > 0, 'marked in the achievement');
  await look(broker, 'side by side');

  // A colleague opens the same, in the other language, and is too late.
  const late = await enter(signIns.broker, other);
  await late.goto(broker.url());
  assert.equal(await late.locator('h1').textContent(), plays[other].pair);
  await look(late, 'side by side in the other language');
  await take(broker, 'accept');
  await open(late, 'decline');
  await late.fill('#f-decline-answer', 'too far away');
  await late.click('#step-decline button[type=submit]');
  assert.equal(await late.locator('h1').textContent(), plays[other].faster);
  assert.ok((await late.locator('.clash dd').textContent()).includes('too far away'));
  late.faults = late.faults.filter(f => !/409/.test(f));

  // The contract: filled in, signed, submitted.
  assert.match(broker.url(), /\/records\/contract\//);
  const contract = broker.url();
  await look(broker, 'contract drafted');
  await broker.click('a.button[href$="/edit"]');
  await look(broker, 'contract form');
  for (const [name, value] of Object.entries({ type: 'development', region: '210100', form: 'written' })) await broker.selectOption(`[name=${name}]`, value);
  await broker.check('[name=sealed][value=yes]');
  const today = await broker.evaluate(() => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10));
  for (const [name, value] of Object.entries({
    total: '500000', technical: '500000', begins: today, ends: `${+today.slice(0, 4) + 1}${today.slice(4)}`, subject: `${word}封装`, goal: '1000 小时无泄漏',
    novelty: '双方尚未掌握的封装方案', targets: '泄漏率为零', acceptance: '第三方检测', ownership: '归卖方所有',
  })) await broker.fill(`[name="${name}"], [name="${name}.zh"]`, value);
  await broker.locator('.sum-words .badge.go').waitFor({ timeout: 10_000 });
  await broker.locator('[name=files]').first().setInputFiles({ name: '合同.txt', mimeType: 'text/plain', buffer: Buffer.from('技术开发合同') });
  await broker.click('form.filling button[type=submit]');
  await broker.waitForURL(contract);
  assert.equal(await broker.locator('.sums + p .badge.go').count(), 1, 'the amounts agree');
  await take(broker, 'sign', { signed: today });
  await take(broker, 'submit');

  // The registrar accepts, answers the sheet and enters the registration.
  const registrar = await enter(signIns.registrar);
  await registrar.goto('/work');
  await look(registrar, 'work');
  await registrar.goto(contract);
  await take(registrar, 'accept');
  await look(registrar, 'contract under review');
  await registrar.click('#prereview a.button');
  await look(registrar, 'sheet');
  for (const box of await registrar.locator('#step-answer [name=fulfilled]').all()) await box.check();
  assert.ok(await registrar.locator('#step-answer [name=fulfilled]').count() < 15, 'only open rules are asked for');
  await take(registrar, 'answer', { grounds: '已逐条核对合同文本。' });
  await registrar.goto(contract);
  await open(registrar, 'register');
  await registrar.fill('#f-register-number', `${today.slice(0, 4)}2100009900${words.number}`);
  await registrar.fill('#f-register-registered', today);
  await registrar.locator('#step-register input[type=file]').first().setInputFiles({ name: '证明.txt', mimeType: 'text/plain', buffer: Buffer.from('登记证明') });
  await registrar.check('#step-register [name=confirmed][value=yes]');
  await registrar.click('#step-register button[type=submit]');
  await registrar.waitForLoadState();
  assert.equal((await registrar.locator('.record-head .badge').textContent()).trim(), words.registered, await registrar.locator('main').textContent());
  await look(registrar, 'registered');

  // What there is besides, and that every number of the funnel leads to its records.
  for (const address of ['/desk', '/work', '/work/channels', '/records/contract']) {
    await registrar.goto(address);
    await look(registrar, address);
  }
  await registrar.goto('/funnel');
  await look(registrar, 'funnel');
  const numbers = await registrar.locator('a[href^="/funnel/records"]').evaluateAll(l => l.map(a => [a.getAttribute('href'), +a.textContent]));
  assert.ok(numbers.length > 4, 'numbers lead to records');
  for (const [address, number] of numbers.filter(([a]) => !/stage=views/.test(a))) {
    await registrar.goto(address);
    assert.equal(await registrar.locator('table.behind tbody tr').count(), number, address);
  }
  await look(registrar, 'records behind a number');
}
