import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { hotlineJsonSchema } from '../../telephony-config/json-schema.ts';

const FILE = join(import.meta.dirname, '../../telephony-config/hotline.schema.json');

describe('hotline.schema.json', () => {
  it('is what the schema gives (UPDATE_SCHEMA=1 writes it anew)', () => {
    const current = hotlineJsonSchema();
    if (process.env.UPDATE_SCHEMA === '1') writeFileSync(FILE, current);
    expect(JSON.parse(readFileSync(FILE, 'utf8'))).to.deep.equal(JSON.parse(current));
  });

  it('explains every key, in Chinese and in English', () => {
    const unexplained: string[] = [];
    const walk = (node: unknown, path: string) => {
      if (typeof node !== 'object' || node === null) return;
      const { properties, items } = node as { properties?: Record<string, unknown>; items?: unknown };
      for (const [name, value] of Object.entries(properties ?? {})) {
        const { description, type } = value as { description?: string; type?: string };
        if (type !== 'object' && !/[\u4e00-\u9fff].*\n.*\w/s.test(description ?? ''))
          unexplained.push(`${path}.${name}`);
        walk(value, `${path}.${name}`);
      }
      walk(items, `${path}[]`);
    };
    walk(JSON.parse(hotlineJsonSchema()), '');
    expect(unexplained).to.deep.equal([]);
  });
});
