import { expect } from 'chai';
import { formatConfigError } from '../../telephony-config/config-error.ts';
import { errorsOf, SMALLEST_SITE, siteFrom, siteWith } from './site.ts';

describe('reading a hotline.yaml', () => {
  it('fills in what the smallest site leaves out', () => {
    const site = siteFrom(SMALLEST_SITE);
    const [line] = site.lines;
    expect(line).to.include({
      ringSeconds: 10,
      serviceLevelSeconds: 15,
      strategy: 'leastrecent',
      digit: null,
    });
    expect(line?.serviceLevelBasis).to.contain('GB/T 33358-2016');
    expect(site.rating.keys).to.deep.equal({ '1': 1, '2': 2, '3': 3, '4': 4, '5': 5 });
    expect(site.dial.allowed).to.deep.equal([]);
    expect(site.bridge.listen).to.deep.equal({ host: '127.0.0.1', port: 12345 });
  });

  it('makes a row of seats out of from and to', () => {
    expect(siteFrom(SMALLEST_SITE).seats).to.deep.equal([
      { seat: '1001', interface: 'PJSIP/1001', penalty: 0 },
      { seat: '1002', interface: 'PJSIP/1002', penalty: 0 },
      { seat: '1003', interface: 'PJSIP/1003', penalty: 0 },
    ]);
  });

  it('keeps the zero before an area code, which YAML would drop', () => {
    expect(siteFrom(siteWith({ add: 'otherNumbers: [073112345]\n' })).otherNumbers).to.deep.equal([
      '073112345',
    ]);
  });

  it('lets a site turn the rating keys round', () => {
    const keys = 'rating: { keys: { 1: 非常满意, 2: 满意, 3: 基本满意, 4: 不满意, 5: 非常不满意 } }\n';
    expect(siteFrom(siteWith({ add: keys })).rating.keys).to.include({ '1': 5, '5': 1 });
  });

  describe('tells a mistake', () => {
    it('with file, line, column, key, what is expected and the remedy, in Chinese and in English', () => {
      const [error] = errorsOf(
        siteWith({ replace: ['serviceFunction: POLICY', 'serviceFunction: POLITICS'] }),
      );
      expect(error).to.include({
        file: 'hotline.yaml',
        line: 17,
        column: 22,
        path: 'lines[0].serviceFunction',
      });
      expect(error?.zh).to.contain('POLICY 政策咨询查阅');
      expect(formatConfigError(error ?? expect.fail()).split('\n')).to.deep.equal([
        'hotline.yaml:17:22 lines[0].serviceFunction：值不对，应为：POLICY 政策咨询查阅、SERVICE_GUIDE 办事服务指引、DISCLOSURE_GUIDE 指导申请公开、OTHER 其他；例如 serviceFunction: "POLICY"',
        'hotline.yaml:17:22 lines[0].serviceFunction: expected POLICY, SERVICE_GUIDE, DISCLOSURE_GUIDE or OTHER; for example serviceFunction: "POLICY"',
      ]);
    });

    it('of a key that is not known, with the one that was meant', () => {
      const [error] = errorsOf(
        siteWith({ replace: ['    serviceFunction', '    ringSecond: 5\n    serviceFunction'] }),
      );
      expect(error).to.include({ line: 17, column: 5, path: 'lines[0].ringSecond' });
      expect(error?.remedyEn).to.equal('did you mean ringSeconds?');
      expect(error?.remedyZh).to.equal('是不是 ringSeconds？');
    });

    it('of a key that is missing, at the thing that lacks it', () => {
      const [error] = errorsOf(siteWith({ replace: ['    name: 政策咨询\n', ''] }));
      expect(error).to.include({ line: 15, path: 'lines[0].name' });
      expect(error?.en).to.match(/^missing/);
    });

    it('of a key without a value, at the key', () => {
      const [error] = errorsOf(siteWith({ replace: ["number: '12345'", 'number:'] }));
      expect(error).to.include({ line: 8, column: 1, path: 'number' });
    });

    it('of each of several keys at once, in the order of the file', () => {
      const text = siteWith({
        replace: ['version: 1', 'version: 2'],
        add: 'bridge: { listen: { port: 0 } }\n',
      });
      expect(errorsOf(text).map(({ path }) => path)).to.deep.equal(['version', 'bridge.listen.port']);
    });

    it('of the YAML itself, where it stands', () => {
      expect(errorsOf("version: 1\nnumber: '12345\n")[0]).to.include({ line: 3, path: '' });
      expect(errorsOf(siteWith({ add: 'version: 1\n' }))[0]).to.include({ line: 20, zh: '同一个键写了两次' });
      expect(errorsOf(siteWith({ add: 'dial:\n\tcontext: seats\n' }))[0]?.zh).to.contain('Tab');
      expect(errorsOf('')[0]).to.include({ line: 1, column: 1 });
    });

    it('of a bomb of aliases instead of growing until memory ends', () => {
      const layers = Array.from({ length: 9 }, (_, n) => `a${n}: &a${n} [${`*a${n - 1},`.repeat(9)}]`).slice(
        1,
      );
      const [error] = errorsOf(`a0: &a0 [x]\n${layers.join('\n')}\n`);
      expect(error?.en).to.contain('aliases');
    });
  });

  describe('keeps secrets out of the file', () => {
    it('refuses a password in the manager address, and does not repeat it', () => {
      const [error] = errorsOf(siteWith({ replace: ['ami://bridge@', 'ami://bridge:hunter22@'] }));
      expect(error).to.include({ path: 'pbx.ami.url', line: 6 });
      expect(error?.remedyEn).to.contain('secretEnv');
      expect(JSON.stringify(error)).not.to.contain('hunter22');
    });

    it('refuses a key called secret or password, and says where it belongs', () => {
      for (const key of ['secret', 'password']) {
        const errors = errorsOf(siteWith({ replace: ['secretEnv: YHD_AMI_SECRET', `${key}: hunter22`] }));
        const error = errors.find(({ path }) => path === `pbx.ami.${key}`);
        expect(error?.remedyEn, key).to.contain('environment variable');
        expect(JSON.stringify(errors)).not.to.contain('hunter22');
      }
    });

    it('refuses a password where the name of a variable belongs, and does not repeat it', () => {
      const errors = errorsOf(siteWith({ replace: ['secretEnv: YHD_AMI_SECRET', 'secretEnv: hunter-22'] }));
      expect(errors.map(({ path }) => path)).to.deep.equal(['pbx.ami.secretEnv']);
      expect(JSON.stringify(errors)).not.to.contain('hunter');
    });

    it('wants exactly one source of the manager secret', () => {
      const none = errorsOf(siteWith({ replace: ['    secretEnv: YHD_AMI_SECRET\n', ''] }));
      const two = errorsOf(
        siteWith({ replace: ['secretEnv: YHD_AMI_SECRET', 'secretEnv: YHD_A\n    secretFile: /etc/a'] }),
      );
      expect([...none, ...two].map(({ path }) => path)).to.deep.equal(['pbx.ami', 'pbx.ami']);
    });
  });

  it('takes a plain manager address for this machine only', () => {
    expect(errorsOf(siteWith({ replace: ['127.0.0.1:5038', '10.1.2.3:5038'] }))[0]?.remedyEn).to.contain(
      'amis://',
    );
    expect(
      errorsOf(siteWith({ replace: ['ami://bridge@127.0.0.1', 'amis://bridge@10.1.2.3'] })),
    ).to.deep.equal([]);
    expect(errorsOf(siteWith({ replace: ['127.0.0.1:5038', '[::1]:5038'] }))).to.deep.equal([]);
  });

  it('wants to know on whose word an answer is in time after other than 15 seconds', () => {
    const twenty = 'serviceFunction: POLICY\n    serviceLevelSeconds: 20';
    expect(errorsOf(siteWith({ replace: ['serviceFunction: POLICY', twenty] }))[0]?.path).to.equal(
      'lines[0].serviceLevelSeconds',
    );
    const cited = `${twenty}\n    serviceLevelBasis: 长政发〔2020〕1号`;
    expect(
      siteFrom(siteWith({ replace: ['serviceFunction: POLICY', cited] })).lines[0]?.serviceLevelBasis,
    ).to.equal('长政发〔2020〕1号');
  });

  it('does not take a whole network for the carrier', () => {
    expect(errorsOf(siteWith({ replace: ['10.99.0.5', '0.0.0.0/0'] }))[0]).to.include({
      path: 'trunks[0].match',
      line: 13,
    });
    expect(errorsOf(siteWith({ replace: ['10.99.0.5', '[10.99.0.5, 10.99.1.0/24]'] }))).to.deep.equal([]);
    expect(errorsOf(siteWith({ replace: ['10.99.0.5', '[10.99.0.5, nowhere]'] }))[0]?.path).to.equal(
      'trunks[0].match[1]',
    );
  });

  it('does not record without telling the caller', () => {
    expect(errorsOf(siteWith({ add: 'recording: {}\n' }))[0]?.path).to.equal('recording.notice');
  });

  it('wants a key for each of the five grades', () => {
    expect(errorsOf(siteWith({ add: 'rating: { keys: { 1: 满意, 2: 不满意 } }\n' }))[0]?.path).to.equal(
      'rating.keys',
    );
    expect(errorsOf(siteWith({ add: 'rating: { keys: { 1: 好 } }\n' }))[0]?.path).to.equal('rating.keys.1');
  });
});
