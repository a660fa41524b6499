import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { formatConfigError } from '../../telephony-config/config-error.ts';
import { loadKnowledgeSources } from '../../telephony-config/knowledge-sources.ts';

const around = { unitIds: ['cs', 'cs-rsj'], manager: '127.0.0.1:5038' };

const smallest = `version: 1
contact: https://12345.example.gov.cn/robot
sources:
  - id: cs-gov
    name: 门户网站
    schedule: { everyHours: 24 }
    website:
      organ: 长沙市人民政府
      topic: 综合
      lists: [{ url: "https://www.example.gov.cn/zcwj/" }]
`;

function errorsOf(text: string): string[] {
  const loaded = loadKnowledgeSources(text, 'knowledge-sources.yaml', around);
  return loaded.ok ? [] : loaded.errors.map((error) => formatConfigError(error).split('\n')[0] ?? '');
}
const first = (from: string, to: string) => errorsOf(smallest.replace(from, to))[0];

describe('a knowledge-sources.yaml', () => {
  it('is the example that we ship', () => {
    const file = join(import.meta.dirname, '../../telephony-config/examples/knowledge-sources.yaml');
    const loaded = loadKnowledgeSources(readFileSync(file, 'utf8'), file, around);
    if (!loaded.ok) throw new Error(loaded.errors.map(formatConfigError).join('\n'));
    expect(loaded.config.sources.map(({ id }) => id)).to.deep.equal(['cs-gov', 'cs-rsj', 'fct']);
  });

  it('fills in limits with what they rest on', () => {
    const loaded = loadKnowledgeSources(smallest, 'a.yaml', around);
    if (!loaded.ok) throw new Error('refused');
    const [source] = loaded.config.sources;
    expect(loaded.config.limits).to.include({
      pauseSeconds: 1,
      tries: 3,
      pageMegabytes: 5,
      fileMegabytes: 20,
    });
    expect(loaded.config.limits.basis).to.contain('RFC 9309');
    expect(source?.gone).to.deep.equal({ mostShare: 0.1, unlisted: false });
    expect(source?.retries).to.deep.equal({ times: 3, firstAfterMinutes: 10 });
    expect(source?.website?.pagesARun).to.equal(500);
  });

  it('tells each mistake where it stands, and what to write instead', () => {
    expect(first('everyHours: 24', 'everyHours: 0')).to.equal(
      'knowledge-sources.yaml:6:29 sources[0].schedule.everyHours：值不对，应为：每隔多少小时读一次，1—168；例如 everyHours: 24',
    );
    expect(first('organ: 长沙市人民政府', 'organs: 长沙市人民政府')).to.match(
      /^knowledge-sources.yaml:7:5 sources\[0\]\.website\.organ：缺少此项，应为：网站主办单位/,
    );
    expect(first('everyHours: 24', 'everyHours: 24, at: ["02:30"]')).to.match(
      /:6:5 sources\[0\]\.schedule：everyHours 和 at 须写一个，且只写一个；例如/,
    );
    expect(first('{ everyHours: 24 }', '{ at: ["2:30"] }')).to.match(
      /sources\[0\]\.schedule\.at\[0\]：值不对，应为：每天几点读/,
    );
    expect(first('    website:', '    enterprise: { url: "https://a.example/" }\n    website:')).to.match(
      /sources\[0\]：website 和 enterprise 须写一个，且只写一个/,
    );
    expect(first('      lists: [{ url: "https://www.example.gov.cn/zcwj/" }]\n', '')).to.match(
      /sources\[0\]\.website：网站没有起始网址；在 lists、sitemaps、feeds 中至少写一个/,
    );
    expect(first('version: 1', 'version: 2')).to.match(/:1:10 version：值不对，应为：文件格式版本，现为 1/);
    expect(errorsOf('version: 1')).to.have.length(2);
    expect(errorsOf('- 1')[0]).to.contain('一个写有 version、contact、sources 的清单');
  });

  it('refuses addresses that no website has, and that of the exchange', () => {
    for (const address of [
      'ftp://www.example.gov.cn/',
      'https://user:secret@www.example.gov.cn/',
      'http://127.0.0.1:5038/%0d%0aAction:%20Originate',
      'https://www.example.gov.cn/ 空格',
      'https://',
    ])
      expect(first('https://www.example.gov.cn/zcwj/', address), address).to.match(/lists\[0\]\.url：值不对/);
    expect(first('sources:', 'innerHosts: ["127.0.0.1:5038"]\nsources:')).to.match(
      /:3:14 innerHosts\[0\]：这是交换机的管理接口，不是网站；删去这一行/,
    );
    expect(first('sources:', 'innerHosts: ["10.1.2.3"]\nsources:')).to.match(
      /innerHosts\[0\]：值不对，应为：允许访问的内部网站，主机:端口/,
    );
  });

  it('refuses a token in the file, two sources of one name, and a unit that is not there', () => {
    const platform = smallest.replace(
      / {4}website:[\s\S]*/,
      '    enterprise:\n      url: https://a.example/\n      token: abc\n',
    );
    expect(errorsOf(platform)[0]).to.match(/token：密码不能写在配置文件里/);
    const twice = smallest + smallest.slice(smallest.indexOf('  - id'));
    expect(errorsOf(twice)[0]).to.match(/sources\[1\]\.id：来源标识“cs-gov”写了两次/);
    expect(first('name: 门户网站', 'name: 门户网站\n    unitId: cs-none')).to.match(
      /sources\[0\]\.unitId：没有单位“cs-none”；与 hotline.yaml 中 units 的标识一致/,
    );
  });
});
