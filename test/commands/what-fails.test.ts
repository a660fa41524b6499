import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from 'chai';

const repository = join(import.meta.dirname, '../..');

/** What a command says that cannot do its work, as it is typed. */
async function said(...args: string[]): Promise<{ code: number | null; words: string }> {
  const { YHD_AMI_SECRET: _unset, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/run.cjs', 'bridge/cli.ts', ...args], {
    cwd: repository,
    env,
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, words: out + err };
}

describe('a command that cannot do its work', function () {
  this.timeout(30_000);
  this.slow(5000);

  const site = 'telephony-config/examples/changsha.yaml';
  const cases: [what: string, args: string[], words: RegExp][] = [
    ['a file that is not there', ['replay', 'nosuch.ami'], /^nosuch\.ami：没有这个文件/],
    ['a folder where a file is expected', ['replay', 'docs'], /这里要的是文件/],
    ['a file that is no recording', ['replay', 'README.md'], /^README\.md：其中没有 AMI 消息/],
    [
      'a configuration that is not there',
      ['telephony', 'render', 'no.yaml', '--out', '/tmp/no'],
      /^no\.yaml：没有/,
    ],
    [
      'a secret that is not set',
      ['telephony', 'render', site, '--out', '/tmp/no'],
      /环境变量 YHD_AMI_SECRET 没有设置/,
    ],
  ];
  for (const [what, args, words] of cases)
    it(`says so, in words and without a stack: ${what}`, async () => {
      const result = await said(...args);
      expect(result.words).to.match(words);
      expect(result.words).to.not.match(/^ +at /m);
      expect(result.code).to.not.equal(0);
    });
});
