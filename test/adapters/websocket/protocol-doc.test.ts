import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { documentFile, protocolDocument, sections } from '../../../scripts/protocol-doc.ts';

describe('docs/protocol.md', () => {
  const text = readFileSync(documentFile, 'utf8');

  it('is as the schemas are (else: node scripts/run.cjs scripts/protocol-doc.ts)', () => {
    expect(text === protocolDocument()).to.equal(true);
  });

  it('has an example of every message, and every example is one', () => {
    let examples = 0;
    for (const { title, schema, meanings } of sections) {
      const part = text.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
      const blocks = [...part.matchAll(/```json\n(.*?)\n```/gs)].map(([, json]) => JSON.parse(json ?? ''));
      for (const block of blocks) {
        const parsed = schema.safeParse(block);
        expect(parsed.success, `${title}: ${JSON.stringify(block).slice(0, 80)}`).to.equal(true);
        expect(parsed.data).to.deep.equal(block);
      }
      expect(blocks.length, title).to.equal(Object.keys(meanings).length);
      examples += blocks.length;
    }
    expect(examples).to.be.above(30);
  });
});
