import { expect } from 'chai';
import type { Delivered } from '../../../../knowledge/content/delivery.ts';
import type { FetchedPage, KnownPage } from '../../../../knowledge/content/fetched-page.ts';
import { neverPulled, type PullMemory, type PullStep } from '../../../../knowledge/content/pull.ts';
import { type Platform, platformSchema } from '../../../../knowledge/import/json-lines/platform.ts';
import { pullPolicies } from '../../../../knowledge/import/json-lines/pull-policies.ts';

const url = 'https://fct.example/api/policies';

const policy = (id: string, body = '第一条　给予补贴。') => ({
  id,
  title: `${id}号扶持办法`,
  issuer: '长沙市示例局',
  level: '市',
  body,
});

/** A platform that is played: the body of each address, with an ETag where there is one. */
class PlayedPlatform {
  readonly asked: { url: string; known: KnownPage | null }[] = [];
  readonly bodies: Map<string, unknown>;
  etag: string | null = null;

  constructor(bodies: Record<string, unknown>) {
    this.bodies = new Map(Object.entries(bodies));
  }

  readonly fetch = async (address: string, known: KnownPage | null): Promise<FetchedPage> => {
    this.asked.push({ url: address, known });
    const body = this.bodies.get(address);
    if (body === undefined)
      return { outcome: 'failed', url: address, code: 'WEB_STATUS', words: '状态 503。' };
    if (this.etag !== null && known?.etag === this.etag) return { outcome: 'unchanged', url: address };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return {
      outcome: 'page',
      url: address,
      mediaType: 'application/json',
      charset: null,
      etag: this.etag,
      lastModified: null,
      bytes: Buffer.from(text),
    };
  };
}

const platformWith = (given: Partial<Platform> = {}): Platform =>
  platformSchema.parse({ url, format: 'pages', regionCode: '430100', ...given });

async function pull(platform: Platform, before: PullMemory, played: PlayedPlatform) {
  const steps: PullStep[] = [];
  const pulling = pullPolicies(platform, before, played.fetch, '2026-11-30');
  for (;;) {
    const next = await pulling.next();
    if (next.done !== true) {
      steps.push(next.value);
      continue;
    }
    const gone = steps.flatMap((step) => step.gone);
    const pages = Object.assign(
      { ...before.pages },
      ...steps.map(({ seen }) => seen),
      ...gone.map((one) => ({ [one.url]: one.seen })),
    );
    const { run, readBy, ...end } = next.value;
    const memory: PullMemory = JSON.parse(JSON.stringify({ run, readBy, pages }));
    return { end, memory, last: steps.at(-1), delivered: steps.flatMap((step) => step.delivered), gone };
  }
}

const told = (delivered: readonly Delivered[]) =>
  delivered.map((one) =>
    one.delivered === 'entry' ? `entry ${one.sourceId}` : one.delivered === 'fault' ? one.code : '',
  );

describe('A platform that is pulled', () => {
  const second = `${url}?page=2`;
  const usual = () =>
    new PlayedPlatform({
      [url]: { items: [policy('A'), policy('B')], next: second },
      [second]: { items: [policy('C')], next: null },
    });

  it('gives its policies page after page, and afterwards those that have changed', async () => {
    const played = usual();
    const first = await pull(platformWith(), neverPulled, played);
    expect(told(first.delivered)).to.deep.equal(['entry A', 'entry B', 'entry C']);
    expect(first.end).to.deep.equal({ complete: true, known: 0, left: 0, trouble: null });
    const same = await pull(platformWith(), first.memory, played);
    expect(same.delivered).to.deep.equal([]);
    expect(same.last).to.include({ asked: 3, unchanged: 3 });
    played.bodies.set(second, { items: [policy('C', '第一条　补贴五万元。')] });
    expect(told((await pull(platformWith(), same.memory, played)).delivered)).to.deep.equal(['entry C']);
  });

  it('is read by page numbers and inner names, as other platforms have them', async () => {
    const played = new PlayedPlatform({
      [`${url}?p=1`]: { data: { list: [policy('A')] } },
      [`${url}?p=2`]: { data: { list: [policy('B')] } },
      [`${url}?p=3`]: { data: { list: [] } },
    });
    const platform = platformWith({ pageParameter: 'p', itemsAt: 'data.list' });
    const { delivered, end } = await pull(platform, neverPulled, played);
    expect(told(delivered)).to.deep.equal(['entry A', 'entry B']);
    expect(end.complete).to.equal(true);
  });

  it('costs one question where its lines have not changed', async () => {
    const played = new PlayedPlatform({
      [url]: `${JSON.stringify(policy('A'))}\n${JSON.stringify(policy('B'))}\n`,
    });
    played.etag = '"1"';
    const platform = platformWith({ format: 'lines', unlistedIsGone: true });
    const first = await pull(platform, neverPulled, played);
    expect(told(first.delivered)).to.deep.equal(['entry A', 'entry B']);
    const second = await pull(platform, first.memory, played);
    expect(played.asked[1]?.known?.etag).to.equal('"1"');
    expect(second.delivered).to.deep.equal([]);
    expect(second.gone).to.deep.equal([]);
    expect(second.end).to.deep.equal({ complete: true, known: 2, left: 0, trouble: null });
  });

  it('takes back what the platform says is removed', async () => {
    const played = usual();
    const first = await pull(platformWith(), neverPulled, played);
    played.bodies.set(second, {
      items: [
        { id: 'C', removedOn: '2026-11-29' },
        { id: 'Z', removedOn: '2026-11-29' },
      ],
    });
    const next = await pull(platformWith(), first.memory, played);
    expect(next.gone.map(({ removal }) => removal.sourceId)).to.deep.equal(['C']);
    expect((await pull(platformWith(), next.memory, played)).gone).to.deep.equal([]);
  });

  it('takes back what it gives no more for the second time, if the configuration says that it gives all', async () => {
    const played = usual();
    const platform = platformWith({ unlistedIsGone: true });
    const first = await pull(platform, neverPulled, played);
    played.bodies.set(second, { items: [] });
    const once = await pull(platform, first.memory, played);
    expect(told(once.delivered)).to.deep.equal(['ROW_MISSING']);
    const twice = await pull(platform, once.memory, played);
    expect(twice.gone.map(({ removal }) => removal.sourceId)).to.deep.equal(['C']);
    expect((await pull(platformWith(), once.memory, played)).gone).to.deep.equal([]);
  });

  it('that breaks off in the middle gives what was read, takes nothing back, and says why', async () => {
    const played = usual();
    const platform = platformWith({ unlistedIsGone: true });
    const first = await pull(platform, neverPulled, played);
    played.bodies.delete(second);
    played.bodies.set(url, { items: [policy('A', '第一条　变了。'), policy('B')], next: second });
    const { delivered, end, gone } = await pull(platform, first.memory, played);
    expect(told(delivered)).to.deep.equal(['entry A', 'WEB_STATUS']);
    expect(gone).to.deep.equal([]);
    expect(end.complete).to.equal(false);
    expect(end.trouble?.code).to.equal('WEB_STATUS');
  });

  for (const [what, body, code] of [
    ['no JSON', '<html>', 'PAGE_JSON'],
    ['no list', { rows: [] }, 'PAGE_SHAPE'],
    ['a way to elsewhere', { items: [], next: 'https://elsewhere.example/' }, 'PAGE_ELSEWHERE'],
    ['a way round in a circle', { items: [], next: url }, 'PAGE_CIRCLE'],
  ] as const)
    it(`that answers with ${what} is told, and nothing is taken for gone`, async () => {
      const { end, delivered } = await pull(platformWith(), neverPulled, new PlayedPlatform({ [url]: body }));
      expect(end.trouble?.code).to.equal(code);
      expect(end.complete).to.equal(false);
      expect(told(delivered)).to.deep.equal([code]);
    });

  it('is read up to its limit of rows', async () => {
    const { delivered, end } = await pull(platformWith({ rowsARun: 2 }), neverPulled, usual());
    expect(told(delivered)).to.deep.equal(['entry A', 'entry B', 'ROWS_MANY']);
    expect(end.complete).to.equal(false);
  });
});
