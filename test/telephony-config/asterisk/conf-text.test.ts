import { expect } from 'chai';
import fc from 'fast-check';
import {
  comment,
  confText,
  extension,
  section,
  set,
  UnsafeValue,
} from '../../../telephony-config/asterisk/conf-text.ts';
import { RenderProblem, renderAsterisk } from '../../../telephony-config/asterisk/render.ts';
import { loadConfig } from '../../../telephony-config/load.ts';
import { secretsFor } from '../site.ts';

describe('the text of a configuration file', () => {
  it('takes no value that would begin a line, a comment or a section of its own', () => {
    for (const value of ['a\nb = c', 'a\rb', 'a;b', 'a\u2028b', 'a\u0000b']) {
      expect(() => set('key', value)).to.throw(UnsafeValue);
      expect(() => set(value, 'value')).to.throw(UnsafeValue);
      expect(() => extension('1', value)).to.throw(UnsafeValue);
      expect(() => confText([section(value)])).to.throw(UnsafeValue);
    }
    expect(() => confText([section('a](b')])).to.throw(UnsafeValue);
    expect(() => comment('a\nexten => x,1,System(y)')).to.throw(UnsafeValue);
  });
});

/** A site in which every kind of text is written out; JSON is YAML. */
const SITE = {
  version: 1,
  pbx: {
    id: 'cs-main',
    name: '长沙12345主机',
    ami: { url: 'ami://bridge@127.0.0.1:5038', secretEnv: 'YHD_AMI_SECRET', permit: ['127.0.0.1/32'] },
    sip: { bind: '10.0.0.1', realm: 'yihaoda', seatNetworks: ['10.0.0.0/8'] },
  },
  number: '12345',
  otherNumbers: ['073112345'],
  city: { unitId: 'cs', regionCode: '430100', name: '长沙市' },
  trunks: [{ name: 'carrier', endpoint: 'PJSIP/trunk', match: '10.99.0.5', contact: 'sip:10.99.0.5:5060' }],
  lines: [
    {
      queue: 'policy',
      name: '政策咨询',
      digit: '1',
      extension: '7001',
      serviceFunction: 'POLICY',
      unitId: 'cs',
      serviceLevelBasis: '依据',
    },
  ],
  seats: [{ seat: '1001', interface: 'PJSIP/1001', penalty: 0 }],
  dial: {
    context: 'seats',
    outboundPrefix: '9',
    allowed: ['_1[3-9]XXXXXXXXX'],
    emergency: ['110'],
    seatPattern: '_1XXX',
    conferencePattern: '_80XX',
  },
  announcements: {
    language: 'zh_CN',
    greeting: 'yihaoda/greeting',
    nobody: 'yihaoda/nobody',
    gaveUp: 'yihaoda/busy',
    waiting: 'yihaoda/waiting',
    musicFolder: '/var/lib/music',
  },
  rating: { ask: 'yihaoda/rate', thanks: 'yihaoda/thanks' },
  recording: { notice: 'yihaoda/recorded' },
  channelVariables: { YHD_LEVEL: 'normal' },
} as const;

type Path = (string | number)[];

function textPaths(node: unknown, path: Path = []): Path[] {
  if (typeof node === 'string') return [path];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => textPaths(value, [...path, key]));
}

function siteWithText(path: Path, text: string): string {
  const site: unknown = structuredClone(SITE);
  let node = site as Record<string, unknown>;
  for (const key of path.slice(0, -1)) node = node[key] as Record<string, unknown>;
  node[String(path.at(-1))] = text;
  return JSON.stringify(site);
}

/** What is left of the files when values are forgotten: their lines, comments, evaluations and arguments. */
function shapeOf(files: Map<string, string>): unknown[] {
  return [...files].map(([name, text]) => [
    name,
    text.split('\n').length,
    ...[';', '${', '$[', ',', '(', '=>', '\n[', '&', '|', '\\'].map((sign) => text.split(sign).length),
  ]);
}

describe('any text at any place of a hotline.yaml', () => {
  const rendered = (yaml: string) => {
    const loaded = loadConfig(yaml, 'hotline.yaml');
    if (!loaded.ok) return null;
    try {
      return renderAsterisk(loaded.config, secretsFor(loaded.config), { astetcdir: '/etc/asterisk-yihaoda' });
    } catch (error) {
      if (error instanceof RenderProblem) return null;
      throw error;
    }
  };

  it('is refused, or leaves the shape of every rendered file as it was', () => {
    const shape = shapeOf(rendered(JSON.stringify(SITE)) ?? expect.fail('the site is right'));
    const nasty = fc.constantFrom(
      '\n',
      '\r\n',
      ';',
      ',',
      '${',
      '}',
      '$[',
      ']',
      '[x]',
      '(',
      ')',
      '&',
      '|',
      '\\',
      ' ',
      'a',
      '1',
      '_',
      'X',
      '/',
      '..',
      '.',
      '!',
      '\u2028',
      '\u0000',
      '#include x',
      '#exec',
      'exten => s,1,System(id)',
      '政',
      '-',
      '@',
      ':',
    );
    const text = fc.oneof(
      fc.array(nasty, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    );
    let accepted = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...textPaths(SITE)),
        text,
        fc.constantFrom('alone', 'before', 'after'),
        (path, injected, where) => {
          const own = path.reduce<unknown>(
            (node, key) => (node as Record<string, unknown>)[key],
            SITE,
          ) as string;
          const value =
            where === 'alone' ? injected : where === 'before' ? `${injected}${own}` : `${own}${injected}`;
          const files = rendered(siteWithText(path, value));
          if (files === null) return;
          accepted += 1;
          expect(shapeOf(files)).to.deep.equal(shape);
        },
      ),
      { numRuns: 1500 },
    );
    expect(accepted).to.be.above(0);
  }).timeout(20_000);
});
