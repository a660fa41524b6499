import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { attachmentSchema } from '../../../../knowledge/content/entry.ts';
import { checkAttachment } from '../../../../knowledge/import/documents/check-attachment.ts';
import { makeZip } from '../archive/make-zip.ts';
import { makeDocx, makePdf, paragraph } from './make-documents.ts';

const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1]);

async function codeOf(name: string, bytes: Uint8Array): Promise<string> {
  const checked = await checkAttachment(name, bytes);
  return checked.taken ? 'taken' : checked.code;
}

describe('An attachment', () => {
  it('is known by its hash, and by its kind and not by what the sender calls it', async () => {
    const bytes = makeDocx(paragraph('申请表'));
    const checked = await checkAttachment('样表/低保申请表（样表）.docx', bytes);
    expect(checked.taken && attachmentSchema.parse(checked.attachment)).to.deep.equal({
      name: '低保申请表（样表）.docx',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      bytes: bytes.length,
    });
    expect(await codeOf('a.PDF', makePdf([[]]))).to.equal('taken');
    expect(await codeOf('a.png', png)).to.equal('taken');
    expect(await codeOf('a.xlsx', makeZip([{ name: 'xl/workbook.xml', bytes: '<a/>' }]))).to.equal('taken');
  });

  for (const [name, bytes, code] of [
    ['a.png', Buffer.from('<svg onload=alert(1)>'), 'FILE_TYPE'],
    ['a.svg', Buffer.from('<svg onload=alert(1)>'), 'FILE_TYPE'],
    ['a.html', Buffer.from('<script>'), 'FILE_TYPE'],
    ['a.pdf', Buffer.from('MZ'), 'FILE_TYPE'],
    ['a.docx', makeZip([{ name: 'xl/workbook.xml', bytes: '<a/>' }]), 'FILE_TYPE'],
    ['a.docx', makeDocx('', [{ name: 'word/vbaProject.bin', bytes: 'x' }]), 'FILE_MACRO'],
    ['a.docx', makeZip([{ name: '../word/document.xml', bytes: 'x' }]), 'ARCHIVE_NAME'],
    ['a.png', Buffer.alloc(0), 'FILE_EMPTY'],
    ['a.png', Buffer.concat([png, Buffer.alloc(20 * 1024 * 1024)]), 'FILE_TOO_LARGE'],
    ['\u202egnp.exe.png', png, 'FILE_NAME'],
    ['a\r\nX: 1.png', png, 'FILE_NAME'],
    ['a".png', png, 'FILE_NAME'],
    ['.png', png, 'FILE_NAME'],
    [`${'a'.repeat(200)}.png`, png, 'FILE_NAME'],
    ['', png, 'FILE_NAME'],
  ] as const)
    it(`is not taken: ${JSON.stringify(name).slice(0, 30)}, ${code}`, async () => {
      expect(await codeOf(name, bytes)).to.equal(code);
    });
});
