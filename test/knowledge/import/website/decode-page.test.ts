import { expect } from 'chai';
import fc from 'fast-check';
import { decodePage } from '../../../../knowledge/import/website/decode-page.ts';
import { PageUnreadable } from '../../../../knowledge/import/website/page-unreadable.ts';
import { pageBytes } from './page-files.ts';

const gbk = pageBytes('dogs-gbk.shtml');
const utf8 = pageBytes('policy.shtml');

describe('The encoding of a page', () => {
  it('is what page and bytes agree on', () => {
    expect(decodePage(gbk, null)).to.include({ encoding: 'gb18030', wronglyDeclared: null });
    expect(decodePage(gbk, null).text).to.contain('养犬人携犬外出应当束犬链');
    expect(decodePage(utf8, 'utf-8')).to.include({ encoding: 'utf-8', wronglyDeclared: null });
  });

  it('is not what a header says wrongly, one way or the other', () => {
    expect(decodePage(gbk, 'utf-8')).to.include({ encoding: 'gb18030', wronglyDeclared: 'utf-8' });
    expect(decodePage(gbk, 'utf-8').text).to.contain('养犬人携犬外出应当束犬链');
    // Nearly all bytes of UTF-8 are also some signs of GB18030: it must not be asked first.
    expect(decodePage(utf8, 'gbk')).to.include({ encoding: 'utf-8', wronglyDeclared: 'gb18030' });
  });

  it('is that of the mark before all', () => {
    expect(decodePage(Buffer.from('\ufeff政策', 'utf16le'), 'gbk').text).to.equal('政策');
    expect(decodePage(Buffer.from('\ufeff政策'), 'gbk').text).to.equal('政策');
  });

  it('is believed as declared where the text is too short to tell', () => {
    const short = Buffer.from([0xc1, 0xaa, 0xcd, 0xa8]);
    expect(decodePage(short, 'gb2312').text).to.equal('联通');
  });

  it('ignores names that nobody knows, and those that run as another page than people see', () => {
    for (const name of ['utf-7', 'hz-gb-2312', 'iso-2022-cn', 'x', 'constructor'])
      expect(decodePage(Buffer.from('政策文件公开'), name).text).to.equal('政策文件公开');
  });

  it('mends a sign that was cut in two, and refuses what is no text', () => {
    const cut = Buffer.concat([utf8, Buffer.from([0xe6, 0x94])]);
    expect(decodePage(cut, 'utf-8')).to.include({ encoding: 'utf-8' });
    const noise = Buffer.from(Array.from({ length: 2_000 }, (_, at) => 0xff - (at % 3 === 0 ? 0 : 0x7f)));
    expect(() => decodePage(noise, null)).to.throw(PageUnreadable);
  });

  it('reads any text again that was written in UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8 }), (text) => {
        const whole = `政策文件公开指南目录${text.replace(/^\ufeff/, '')}`;
        expect(decodePage(Buffer.from(whole), 'gbk').text).to.equal(Buffer.from(whole).toString());
      }),
    );
  });
});
