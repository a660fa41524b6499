import { expect } from 'chai';
import {
  type Format,
  formatOffered,
  formatsFor,
  sizeInWords,
} from '../../../agent-panel/src/knowledge/imports/file-choice.ts';
import { importFormats } from '../../../bridge/commands/import-formats.ts';

describe('the format that a file is offered to be read in', () => {
  const formats = Object.entries(importFormats).map(([format, facts]) => ({ format, ...facts })) as Format[];
  const offered = (
    name: string,
    system: Parameters<typeof formatOffered>[2],
    chosen: Format['format'] | null = null,
  ) => formatOffered(name, chosen, system, formats);

  it('follows its ending, whatever its case', () => {
    expect(offered('问答.XLSX', 'hotline-base')).to.equal('xlsx');
    expect(offered('a.b.ofd', 'department-base')).to.equal('ofd');
    expect(offered('没有后缀', 'department-base')).to.equal(null);
    expect(offered('程序.exe', 'department-base')).to.equal(null);
    expect(formatsFor('a.csv', formats).map(({ format }) => format)).to.deep.equal(['csv', 'items']);
  });

  it('is a batch of service items where that platform sends it', () => {
    expect(offered('批次.xlsx', 'service-items')).to.equal('items');
    expect(offered('批次.jsonl', 'enterprise-platform')).to.equal('jsonl');
  });

  it('stays what was chosen as long as the file fits', () => {
    expect(offered('a.xlsx', 'hotline-base', 'items')).to.equal('items');
    expect(offered('a.docx', 'hotline-base', 'items')).to.equal('docx');
  });

  it('sizes are said as a folder says them', () => {
    expect([0, 900, 4_096, 3_500_000, 50 * 1024 * 1024].map(sizeInWords)).to.deep.equal([
      '0 B',
      '900 B',
      '4 kB',
      '3.3 MB',
      '50 MB',
    ]);
  });
});
