import { expect } from 'chai';
import { hashPassword, isWeaker, verifyPassword } from '../../../bridge/adapters/password/argon2id.ts';

describe('passwords', function () {
  this.timeout(60_000);

  it('are kept as argon2id with salt and parameters, each time another', async () => {
    const [one, two] = await Promise.all([hashPassword('长沙12345-Aa'), hashPassword('长沙12345-Aa')]);
    expect(one).to.include({ algorithm: 'argon2id', memory: 19456, passes: 2, parallelism: 1 });
    expect(one.salt).not.to.equal(two.salt);
    expect(one.hash).not.to.equal(two.hash);
    expect(JSON.stringify(one)).not.to.include('12345-Aa');
  });

  it('are known again, in whatever composition a keyboard sent them, and no other is', async () => {
    const stored = await hashPassword('caf\u00e9-Changsha-1');
    expect(await verifyPassword('caf\u00e9-Changsha-1', stored)).to.equal(true);
    expect(await verifyPassword('cafe\u0301-Changsha-1', stored)).to.equal(true);
    for (const other of ['', 'cafe-Changsha-1', 'caf\u00e9-Changsha-1 '])
      expect(await verifyPassword(other, stored)).to.equal(false);
  });

  it('hashed with other parameters are verified with those, and told to be weaker', async () => {
    const stored = { ...(await hashPassword('x')), memory: 64 };
    expect(await verifyPassword('x', stored)).to.equal(false);
    expect(isWeaker(stored)).to.equal(true);
    expect(isWeaker(await hashPassword('x'))).to.equal(false);
  });

  it('with parameters that would eat the machine are refused, not computed', async () => {
    const stored = { ...(await hashPassword('x')), memory: 1 << 30 };
    expect(await verifyPassword('x', stored)).to.equal(false);
  });
});
