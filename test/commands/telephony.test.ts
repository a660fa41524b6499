import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { renderTelephony } from '../../bridge/commands/telephony.ts';
import { siteWith } from '../telephony-config/site.ts';
import { Said } from './said.ts';
import { typed } from './typed.ts';

const env = { YHD_AMI_SECRET: 'a-secret-of-the-manager-1', YHD_SEAT_1001: 'a-password-of-1001' };
const right = siteWith({
  replace: ['{ from: 1001, to: 1003 }', '{ seat: 1001, secretEnv: YHD_SEAT_1001 }'],
});
const wrong = siteWith({ replace: ['serviceFunction: POLICY', 'serviceFunction: POLITICS'] });

describe('yihaoda telephony render', function () {
  this.timeout(30_000);
  this.slow(5000);
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'telephony-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const site = async (text: string) => {
    const file = join(folder, 'hotline.yaml');
    await writeFile(file, text);
    return file;
  };

  /** Each file of a folder with what it holds and when that was written. */
  const contentOf = async (rendered: string) => {
    const files = new Map<string, [text: string, writtenMs: number]>();
    for (const name of await readdir(rendered)) {
      const file = join(rendered, name);
      files.set(name, [await readFile(file, 'utf8'), (await stat(file)).mtimeMs]);
    }
    return files;
  };

  it('writes the configuration of the site’s exchange, and says how many files', async () => {
    const out = join(folder, 'asterisk');
    const said = new Said();
    expect(await renderTelephony(await site(right), out, env, said, said), said.text).to.equal(0);
    const files = await contentOf(out);
    expect(said.text).to.contain(`${out}：${files.size} 个文件（1 个座席，1 条专线）`);
    const held = {
      'asterisk.conf': out,
      'extensions.conf': '12345',
      'manager.conf': '[bridge]',
      'modules.conf': 'require',
      'pjsip.conf': '[1001]',
      'queues.conf': '[policy]',
    };
    for (const [name, words] of Object.entries(held))
      expect(files.get(name)?.[0] ?? '', name).to.contain(words);
    for (const [name, [text]] of files) expect(text, name).to.not.equal('');
  });

  it('of a wrong file tells file, line, key and remedy, and leaves what was rendered before', async () => {
    const out = join(folder, 'asterisk');
    await renderTelephony(await site(right), out, env, new Said(), new Said());
    const before = await contentOf(out);
    const file = await site(wrong);
    const answer = await typed('telephony', 'render', file, '--out', out);
    expect(answer.err).to.contain(
      `${file}:17:22 lines[0].serviceFunction：值不对，应为：POLICY 政策咨询查阅`,
    );
    expect(answer.err).to.contain('；例如 serviceFunction: "POLICY"\n');
    expect(answer.out).to.equal('');
    expect(answer.code).to.equal(1);
    expect(await contentOf(out)).to.deep.equal(before);
  });

  it('of a wrong file makes no folder', async () => {
    const out = join(folder, 'none');
    expect(await renderTelephony(await site(wrong), out, env, new Said(), new Said())).to.equal(1);
    expect(existsSync(out)).to.equal(false);
  });
});
