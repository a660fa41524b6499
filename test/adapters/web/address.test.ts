import { expect } from 'chai';
import fc from 'fast-check';
import { forbiddenKind } from '../../../bridge/adapters/web/address.ts';

const FORBIDDEN = [
  '0.0.0.0',
  '10.1.2.3',
  '100.64.0.1',
  '100.100.100.200',
  '127.0.0.1',
  '127.255.255.254',
  '168.63.129.16',
  '169.254.169.254',
  '172.16.0.1',
  '172.31.255.255',
  '192.0.0.192',
  '192.168.1.1',
  '198.18.0.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:8.8.8.8',
  '64:ff9b::7f00:1',
  '64:ff9b:1::a00:1',
  '2002:7f00:1::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  '2001:db8::1',
  'fc00::1',
  'fd00:ec2::254',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  '100::1',
  'localhost',
  '',
];
const PUBLIC = [
  '8.8.8.8',
  '114.114.114.114',
  '172.32.0.1',
  '100.128.0.1',
  '192.167.0.1',
  '2400:3200::1',
  '240e::1',
];

describe('Addresses of websites', () => {
  for (const address of FORBIDDEN)
    it(`does not ask ${address || 'an empty address'}`, () => {
      expect(forbiddenKind(address)).to.be.a('string');
    });

  for (const address of PUBLIC)
    it(`asks ${address}`, () => {
      expect(forbiddenKind(address)).to.equal(null);
    });

  it('asks no IPv6 address that stands for an IPv4 address, whichever', () => {
    fc.assert(
      fc.property(fc.ipV4(), (v4) => {
        const hex = v4.split('.').map((part) => Number(part).toString(16).padStart(2, '0'));
        const pair = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
        for (const v6 of [`::ffff:${v4}`, `::${v4}`, `64:ff9b::${pair}`, `2002:${pair}::1`])
          expect(forbiddenKind(v6), v6).to.be.a('string');
      }),
    );
  });
});
