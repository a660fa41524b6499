import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { type Cruise, cruise } from '../../scripts/cruise.ts';

const ROOT = join(import.meta.dirname, '../..');
const { forbidden } = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};

/** What each room may import, as it would be written. */
const lawful: Record<string, string[]> = {
  'bridge/domain/telephony/event.ts': ['zod'],
  'bridge/domain/figures/kpi.ts': ['../telephony/event.ts'],
  'bridge/domain/people/seat.ts': [],
  'bridge/domain/people/unit.ts': ['./seat.ts'],
  'bridge/application/ports.ts': ['../domain/telephony/event.ts', 'zod'],
  'bridge/application/take-call.ts': ['./ports.ts'],
  'bridge/application/write-entry.ts': ['../../knowledge/content/entry.ts', '../../knowledge/day.ts'],
  'bridge/protocol/frame.ts': ['../domain/telephony/event.ts', 'zod'],
  'bridge/protocol/entry.ts': ['../../knowledge/content/entry.ts', '../../knowledge/article.ts'],
  'bridge/adapters/asterisk/observe.ts': ['../../domain/telephony/event.ts', 'node:net'],
  'bridge/adapters/asterisk/commands.ts': ['./observe.ts'],
  'bridge/adapters/http/server.ts': [
    '../../application/take-call.ts',
    '../../protocol/frame.ts',
    'node:http',
  ],
  'bridge/adapters/sqlite/entries.ts': [
    '../../../knowledge/content/entry.ts',
    '../../../knowledge/text/doc-no.ts',
  ],
  'bridge/adapters/answers/search.ts': ['../../application/ports.ts', '../../../knowledge/rank/rank.ts'],
  'bridge/commands/replay.ts': ['../adapters/asterisk/observe.ts', '../../telephony-config/schema.ts'],
  'bridge/main.ts': [
    './adapters/asterisk/observe.ts',
    './adapters/answers/search.ts',
    '../knowledge/rank/rank.ts',
    '../telephony-config/schema.ts',
  ],
  'bridge/cli.ts': ['./main.ts', './commands/replay.ts', '../telephony-config/schema.ts'],
  'knowledge/text/segment.ts': [],
  'knowledge/text/doc-no.ts': ['./segment.ts'],
  'knowledge/day.ts': ['zod'],
  'knowledge/article.ts': ['./day.ts', './text/doc-no.ts', 'zod'],
  'knowledge/content/entry.ts': ['../article.ts', '../day.ts', 'zod'],
  'knowledge/rank/rank.ts': ['../text/segment.ts', 'node:fs'],
  'telephony-config/schema.ts': ['../bridge/domain/telephony/event.ts', 'zod', 'node:fs'],
  'agent-panel/src/link/connection.ts': [
    '../../../bridge/protocol/frame.ts',
    '../../../knowledge/text/segment.ts',
    '../../../sdk/messages.ts',
  ],
  'sdk/messages.ts': [],
  'sdk/panel-sdk.ts': ['./messages.ts'],
  'test/whole.test.ts': [
    '../bridge/cli.ts',
    '../knowledge/rank/rank.ts',
    '../agent-panel/src/link/connection.ts',
    '../telephony-config/schema.ts',
  ],
  'scripts/tool.ts': ['../bridge/protocol/frame.ts'],
};

/** Every rule's violations: the file that is planted in the lawful tree, and what it imports. */
const planted: [rule: string, from: string, to: string][] = [
  ['circular', 'bridge/domain/people/seat.ts', './unit.ts'],
  ['could-not-resolve', 'bridge/domain/people/lost.ts', './nowhere.ts'],
  ['could-not-resolve', 'bridge/adapters/asterisk/lost.ts', 'package-that-is-not-there'],
  ['domain-is-pure', 'bridge/domain/clock.ts', 'node:fs'],
  ['domain-is-pure', 'bridge/domain/store.ts', 'kysely'],
  ['domain-is-pure', 'bridge/domain/ask.ts', '../application/ports.ts'],
  ['protocol-knows-the-domain-only', 'bridge/protocol/answer.ts', '../application/ports.ts'],
  ['protocol-knows-the-domain-only', 'bridge/protocol/buffer.ts', 'node:buffer'],
  ['application-knows-the-domain-only', 'bridge/application/dial.ts', '../adapters/asterisk/commands.ts'],
  ['application-knows-the-domain-only', 'bridge/application/show.ts', '../protocol/frame.ts'],
  ['application-knows-the-domain-only', 'bridge/application/query.ts', 'kysely'],
  ['adapters-point-inwards', 'bridge/adapters/simulator/boot.ts', '../../main.ts'],
  ['one-adapter-one-folder', 'bridge/adapters/simulator/call.ts', '../asterisk/commands.ts'],
  ['adapters-live-in-folders', 'bridge/adapters/meet.ts', '../domain/telephony/event.ts'],
  ['composition-root-is-imported-by-nobody', 'scripts/start.ts', '../bridge/cli.ts'],
  ['composition-root-is-imported-by-nobody', 'bridge/adapters/simulator/run.ts', '../../commands/replay.ts'],
  ['knowledge-enters-by-its-adapter', 'bridge/adapters/http/search.ts', '../../../knowledge/rank/rank.ts'],
  ['knowledge-enters-by-its-adapter', 'bridge/application/rank.ts', '../../knowledge/rank/rank.ts'],
  ['language-of-knowledge-is-pure', 'knowledge/content/rank.ts', '../rank/rank.ts'],
  ['language-of-knowledge-is-pure', 'knowledge/content/hash.ts', 'node:crypto'],
  ['language-of-knowledge-is-pure', 'knowledge/content/query.ts', 'kysely'],
  ['knowledge-knows-no-calls', 'knowledge/import/event.ts', '../../bridge/domain/telephony/event.ts'],
  ['knowledge-knows-no-calls', 'knowledge/import/site.ts', '../../telephony-config/schema.ts'],
  ['knowledge-text-stands-alone', 'knowledge/text/rank.ts', '../rank/rank.ts'],
  [
    'panel-knows-protocol-and-text-only',
    'agent-panel/src/call/event.ts',
    '../../../bridge/domain/telephony/event.ts',
  ],
  [
    'panel-knows-protocol-and-text-only',
    'agent-panel/src/answers/rank.ts',
    '../../../knowledge/rank/rank.ts',
  ],
  ['panel-knows-protocol-and-text-only', 'agent-panel/src/ui/site.ts', '../../../telephony-config/schema.ts'],
  ['browser-has-no-node', 'agent-panel/src/ui/file.ts', 'node:fs'],
  ['browser-has-no-node', 'knowledge/text/file.ts', 'node:fs'],
  ['sdk-stands-alone', 'sdk/frame.ts', '../bridge/protocol/frame.ts'],
  ['sdk-is-types-to-the-panel', 'agent-panel/src/link/sdk.ts', '../../../sdk/panel-sdk.ts'],
  ['sdk-is-types-to-the-panel', 'bridge/application/sdk.ts', '../../sdk/panel-sdk.ts'],
  [
    'panel-is-imported-by-nobody',
    'bridge/adapters/http/page.ts',
    '../../../agent-panel/src/link/connection.ts',
  ],
  [
    'telephony-config-is-read-at-the-root',
    'bridge/adapters/asterisk/site.ts',
    '../../../telephony-config/schema.ts',
  ],
  ['telephony-config-is-read-at-the-root', 'scripts/site.ts', '../telephony-config/schema.ts'],
  [
    'telephony-config-knows-the-domain-only',
    'telephony-config/dial.ts',
    '../bridge/adapters/asterisk/commands.ts',
  ],
  ['telephony-config-knows-the-domain-only', 'telephony-config/rank.ts', '../knowledge/rank/rank.ts'],
  ['product-knows-no-test', 'bridge/domain/builder.ts', '../../test/whole.test.ts'],
  ['product-knows-no-test', 'knowledge/rank/tool.ts', '../../scripts/tool.ts'],
];

describe('the arrows between the rooms', function () {
  this.timeout(30_000);

  it('hold in this repository', async () => {
    const { modules, violations } = await cruise(ROOT);
    expect(violations).to.deep.equal([]);
    expect(modules, 'modules seen').to.be.greaterThan(0);
  });

  describe('in a small house', () => {
    let house: string;
    let found: Cruise;

    before(async () => {
      house = mkdtempSync(join(tmpdir(), 'arrows-'));
      for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json'])
        copyFileSync(join(ROOT, file), join(house, file));
      for (const library of ['zod', 'kysely']) {
        write(`node_modules/${library}/package.json`, JSON.stringify({ name: library, main: 'index.js' }));
        write(`node_modules/${library}/index.js`, '');
      }
      for (const [file, imports] of Object.entries(lawful)) write(file, imports.map(importing).join(''));
    });

    after(() => rmSync(house, { recursive: true, force: true }));

    function write(file: string, content: string): void {
      mkdirSync(dirname(join(house, file)), { recursive: true });
      writeFileSync(join(house, file), content);
    }

    it('let pass what each room may import', async () => {
      const { modules, violations } = await cruise(house);
      expect(violations).to.deep.equal([]);
      expect(modules).to.equal(Object.keys(lawful).length);
    });

    describe('with violations planted', () => {
      before(async () => {
        for (const [, from, to] of planted) write(from, importing(to));
        found = await cruise(house);
      });

      for (const [rule, from, to] of planted) {
        it(`${rule}: ${from} may not import ${to}`, () => {
          const rules = found.violations
            .filter((violation) => violation.from === from)
            .map(({ rule }) => rule);
          expect(rules).to.include(rule);
        });
      }

      it('accuse no lawful file', () => {
        const guilty = new Set(planted.map(([, from]) => from));
        expect(found.violations.filter(({ from }) => !guilty.has(from))).to.deep.equal([]);
      });
    });
  });

  it('have no rule without a planted violation', () => {
    const tried = new Set(planted.map(([rule]) => rule));
    expect(forbidden.map(({ name }) => name).filter((name) => !tried.has(name))).to.deep.equal([]);
  });
});

/** A type import: it vanishes at run time, and must be seen all the same. */
function importing(specifier: string): string {
  return `import type {} from '${specifier}';\n`;
}
