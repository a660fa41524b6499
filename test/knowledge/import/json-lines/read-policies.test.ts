import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { type Delivered, inWords } from '../../../../knowledge/content/delivery.ts';
import { contentSchema } from '../../../../knowledge/content/entry.ts';
import { readPolicies } from '../../../../knowledge/import/json-lines/read-policies.ts';

const source = { fileName: '扶持通.jsonl', regionCode: '430100', today: '2026-11-30' };
const fixture = readFileSync(join(import.meta.dirname, 'fixtures/policies.jsonl'));

async function read(chunks: Iterable<Uint8Array>): Promise<Delivered[]> {
  const all: Delivered[] = [];
  for await (const each of readPolicies(chunks, source)) all.push(each);
  return all;
}
const lines = (...texts: string[]) => read([Buffer.from(texts.map((text) => `${text}\n`).join(''))]);
const told = (all: readonly Delivered[]) =>
  all.map((each) =>
    each.delivered === 'fault' ? `${each.code} ${inWords(each.at)}` : `${each.delivered} ${each.sourceId}`,
  );
const policy = (fields: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({ id: 'A', title: '补贴', issuer: '某局', level: '市', body: '第一条 甲。', ...fields });

describe('policies of 扶持通', () => {
  it('are entries whose conditions, amounts, materials, times and contact are clauses of their own', async () => {
    const [first, second, third] = await read([fixture]);
    expect(first).to.deep.include({
      delivered: 'entry',
      sourceId: 'FCT-2026-0001',
      url: 'https://fuchitong.example.cn/policy/1',
    });
    const content = first?.delivered === 'entry' && first.content.kind === 'article' ? first.content : null;
    expect(content).to.deep.include({
      title: '长沙市示例企业稳岗补贴实施细则',
      issuers: ['长沙市示例局', '长沙市示例财政局'],
      audience: ['企业', '个体工商户'],
      publishedOn: '2026-01-20',
      commencement: {
        kind: 'known',
        ruleFrom: '2026-02-01',
        textFrom: '2026-02-01',
        unseenFrom: null,
        basis: '来件填写：自2026年2月1日起施行。',
      },
      ending: {
        kind: 'ended',
        on: '2031-02-01',
        basis: '来件填写：自2031年2月1日起失效。',
        successorId: null,
      },
    });
    expect(content?.clauses.map(({ no, heading, text }) => [no, heading.join(), text])).to.deep.equal([
      ['第一条', '', '为了稳定就业岗位，制定本细则。'],
      ['第二条', '', '补贴由示例局审核发放。'],
      ['申报条件', '申报条件', '1．在长沙市注册并缴纳社会保险的企业\n2．上年度未裁员或者裁员率低于 5%'],
      ['扶持标准', '扶持标准', '按上年度实际缴纳失业保险费的 60% 补贴'],
      ['申报材料', '申报材料', '1．营业执照\n2．申请表'],
      ['申报时间', '申报时间', '2026年3月1日至2026年5月31日。'],
      ['联系方式', '联系方式', '长沙市示例局就业科 0731-88880000'],
    ]);
    expect(second?.delivered === 'entry' && second.content).to.deep.include({
      regionCode: '430102',
      audience: ['企业'],
    });
    expect(third).to.deep.include({ delivered: 'removal', sourceId: 'FCT-2025-0009', on: '2026-11-01' });
  });

  it('may come as clauses', async () => {
    const [entry] = await lines(
      policy({
        body: null,
        clauses: [
          { no: '第一条', heading: ['第一章 总则'], text: '甲。' },
          { no: '第二条', text: '乙。' },
        ],
      }),
    );
    expect(entry?.delivered === 'entry' && entry.content)
      .to.have.nested.property('clauses[0]')
      .that.deep.equals({
        no: '第一条',
        text: '甲。',
        anchor: 'given-1',
        heading: ['第一章 总则'],
      });
  });

  it('are named by line and field where they are not as agreed, and the rest is read on', async () => {
    const all = await lines(
      policy(),
      '{"id":',
      '[1]',
      policy({ id: 'B', title: 7, level: '街道' }),
      policy({ id: 'C', publishedOn: '2026-02-30' }),
      policy({ id: 'D', applyFrom: '2026-03-01', applyTo: '2026-02-01' }),
      policy({ id: 'E', effectiveOn: '2026-03-01', expiresOn: '2026-03-01' }),
      policy({ id: 'F', docNo: '没有文号' }),
      policy({ id: 'G', body: '' }),
      policy({ id: 'A' }),
      '',
      policy({ id: 'H', __proto__: { polluted: 1 }, 新字段: 1 }),
      policy({ id: 'I', 新字段: 2 }),
    );
    expect(told(all)).to.deep.equal([
      'entry A',
      'LINE_JSON 扶持通.jsonl 第 2 行',
      'LINE_FIELD 扶持通.jsonl 第 3 行',
      'LINE_FIELD 扶持通.jsonl 第 4 行“title”列',
      'LINE_FIELD 扶持通.jsonl 第 4 行“level”列',
      'LINE_FIELD 扶持通.jsonl 第 5 行“publishedOn”列',
      'LINE_DATE 扶持通.jsonl 第 6 行“applyTo”列',
      'LINE_DATE 扶持通.jsonl 第 7 行“expiresOn”列',
      'LINE_DOC_NO 扶持通.jsonl 第 8 行“docNo”列',
      'LINE_NO_TEXT 扶持通.jsonl 第 9 行“body”列',
      'LINE_DUPLICATE 扶持通.jsonl 第 10 行“id”列',
      'FIELD_UNKNOWN 扶持通.jsonl 第 12 行“新字段”列',
      'entry H',
      'entry I',
    ]);
    for (const each of all) if (each.delivered === 'fault') expect(each.words).to.match(/[一-鿿]{4}/);
  });

  it('may begin with a mark and end without a line feed; a last line that is cut off is told as such', async () => {
    expect(told(await read([Buffer.from(`\ufeff${policy()}\r\n${policy({ id: 'B' })}`)]))).to.deep.equal([
      'entry A',
      'entry B',
    ]);
    const cut = Buffer.from(`${policy()}\n${policy({ id: 'B', title: '补' })}`);
    for (const length of [10, 45]) {
      const all = await read([cut.subarray(0, cut.length - length)]);
      expect(told(all)).to.deep.equal(['entry A', 'LINE_TRUNCATED 扶持通.jsonl 第 2 行']);
    }
  });

  it('of more than 1 MB a line are faults, and a gigabyte of it is never held', async () => {
    const chunk = Buffer.alloc(1024 * 1024, 'x');
    function* endless() {
      for (let at = 0; at < 1024; at += 1) yield chunk;
      yield Buffer.from(`\n${policy()}\n`);
    }
    const before = process.memoryUsage().rss;
    expect(told(await read(endless()))).to.deep.equal(['LINE_TOO_LONG 扶持通.jsonl 第 1 行', 'entry A']);
    expect(process.memoryUsage().rss - before).to.be.lessThan(100 * 1024 * 1024);
  });

  it('are the same however the bytes are cut into chunks', async () => {
    const whole = await read([fixture]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(fixture.length), { maxLength: 20 }), async (cuts) => {
        const ends = [...cuts, fixture.length].sort((a, b) => a - b);
        const chunks = ends.map((end, at) => fixture.subarray(ends[at - 1] ?? 0, end));
        expect(await read(chunks)).to.deep.equal(whole);
      }),
      { numRuns: 50 },
    );
  });

  it('are read without a crash, whatever the lines hold', async () => {
    const value = fc.oneof(fc.jsonValue(), fc.constantFrom('市', '2026-01-31', '第一条 甲。', ['甲'], null));
    const fields = fc.constantFrom(
      'id',
      'title',
      'docNo',
      'issuer',
      'level',
      'region',
      'body',
      'clauses',
      'conditions',
      'object',
      'applyTo',
      'url',
      'expiresOn',
      '__proto__',
    );
    const line = fc.oneof(
      fc.dictionary(fields, value).map((record) => policy(record)),
      fc.json(),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 5 }),
        fc.uint8Array({ maxLength: 30 }),
        async (texts, tail) => {
          for (const each of await read([Buffer.from(texts.join('\n')), tail]))
            if (each.delivered === 'entry') contentSchema.parse(each.content);
        },
      ),
      { numRuns: 300 },
    );
  }).timeout(20_000);

  it('are faults where they are nested without end', async () => {
    const open = '['.repeat(300_000);
    const nested = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    const all = await lines(open, nested, policy({ id: 'A' }).replace('"甲"', open + ']'.repeat(300_000)));
    expect(told(all).map((each) => each.split(' ')[0])).to.deep.equal([
      'LINE_JSON',
      'LINE_FIELD',
      'LINE_FIELD',
      'LINE_FIELD',
      'LINE_FIELD',
      'entry',
    ]);
  });
});
