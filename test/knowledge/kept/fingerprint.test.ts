import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { fingerprintOf } from '../../../knowledge/kept/fingerprint.ts';

describe('the fingerprint of a library', () => {
  it('is another one when a text has another word, another name or another place', () => {
    const folder = mkdtempSync(join(tmpdir(), 'texts-'));
    try {
      const changed = (change: () => void) => {
        change();
        return fingerprintOf(folder);
      };
      mkdirSync(join(folder, 'faq'));
      const seen = [
        changed(() => writeFileSync(join(folder, 'a.md'), '渔船登记')),
        changed(() => writeFileSync(join(folder, 'a.md'), '渔船注销')),
        changed(() => writeFileSync(join(folder, 'b.md'), '')),
        changed(() => {
          rmSync(join(folder, 'b.md'));
          writeFileSync(join(folder, 'faq/b.md'), '');
        }),
      ];
      expect(new Set(seen).size).to.equal(4);
      expect(changed(() => writeFileSync(join(folder, 'a.md'), '渔船注销'))).to.equal(seen[3]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
