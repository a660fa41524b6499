import { expect } from 'chai';
import { checkUrl } from '../../../bridge/adapters/web/checked-url.ts';
import { WebError } from '../../../bridge/adapters/web/web-error.ts';

const none: ReadonlySet<string> = new Set();

function codeOf(written: string, listed = none): string {
  try {
    checkUrl(written, listed);
    return 'taken';
  } catch (error) {
    if (error instanceof WebError) return error.code;
    throw error;
  }
}

describe('The writing of an address', () => {
  it('takes http and https on their own ports', () => {
    expect(checkUrl('https://www.example.gov.cn/zwgk/a.html?x=1#top', none)).to.deep.include({
      host: 'www.example.gov.cn',
      port: 443,
      listed: false,
    });
    expect(codeOf('http://www.example.gov.cn:80/')).to.equal('taken');
  });

  it('sees the break of line that would be an action of the exchange, even where host and port are listed', () => {
    const listed = new Set(['127.0.0.1:5038']);
    const path = '%0d%0aAction:%20Originate%0d%0aChannel:%20SIP/1';
    expect(codeOf(`http://127.0.0.1:5038/${path}`)).to.equal('WEB_URL');
    expect(codeOf(`http://127.0.0.1:5038/${path}`, listed)).to.equal('WEB_URL');
    expect(codeOf('http://127.0.0.1:5038/\r\nAction: Logoff', listed)).to.equal('WEB_URL');
    expect(codeOf('http://127.0.0.1:5038/%0A', listed)).to.equal('WEB_URL');
    expect(codeOf('http://127.0.0.1:5038/a%00b', listed)).to.equal('WEB_URL');
    expect(codeOf('http://127.0.0.1:5038/', listed)).to.equal('taken');
  });

  for (const [written, code] of [
    ['http://www.example.gov.cn:5038/', 'WEB_PORT'],
    ['http://www.example.gov.cn:22/', 'WEB_PORT'],
    ['ftp://www.example.gov.cn/', 'WEB_SCHEME'],
    ['file:///etc/passwd', 'WEB_SCHEME'],
    ['gopher://127.0.0.1:5038/_Action', 'WEB_SCHEME'],
    ['javascript:alert(1)', 'WEB_SCHEME'],
    ['http://user:secret@www.example.gov.cn/', 'WEB_CREDENTIALS'],
    ['http://www.example.gov.cn@127.0.0.1/', 'WEB_CREDENTIALS'],
    ['http://www.example.gov.cn\\@127.0.0.1/', 'WEB_URL'],
    ['http://exa\tmple.cn/', 'WEB_URL'],
    ['http://例 子.cn/', 'WEB_URL'],
    ['http://', 'WEB_URL'],
    ['zwgk/a.html', 'WEB_URL'],
    ['', 'WEB_URL'],
    [`http://www.example.gov.cn/${'a'.repeat(2_000)}`, 'WEB_URL'],
  ] as const)
    it(`refuses ${JSON.stringify(written).slice(0, 60)}`, () => {
      expect(codeOf(written)).to.equal(code);
    });

  it('reads an address in any of its odd writings as what it is', () => {
    for (const written of ['http://0x7f.1/', 'http://2130706433/', 'http://0177.0.0.1/', 'http://127.1/'])
      expect(checkUrl(written, none).host).to.equal('127.0.0.1');
    expect(checkUrl('http://[::ffff:127.0.0.1]/', none).host).to.equal('::ffff:7f00:1');
  });
});
