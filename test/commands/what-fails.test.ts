import { expect } from 'chai';
import { typed } from './typed.ts';

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
    ['an examination without a seat', ['doctor', '--config', site, '--login', 'ceshi'], /^缺 --seat/],
    [
      'an examination without a password, where nobody can be asked for it',
      ['doctor', '--config', site, '--login', 'ceshi', '--seat', '1001'],
      /^没有密码/,
    ],
  ];
  for (const [what, args, words] of cases)
    it(`says so, in words and without a stack: ${what}`, async () => {
      const { code, out, err } = await typed(...args);
      expect(out + err).to.match(words);
      expect(out + err).to.not.match(/^ +at /m);
      if (args[0] === 'doctor') expect(code, 'no hop failed').to.equal(2);
      else expect(code).to.not.equal(0);
    });

  it('says of an option that the doctor does not know that it was used wrongly, not that a hop failed', async () => {
    const { code, err } = await typed('doctor', '--seta', '1001');
    expect(err).to.contain('--seta');
    expect(code).to.equal(2);
  });
});
