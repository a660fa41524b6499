import { BlockList, isIP } from 'node:net';

/**
 * Addresses that no public website has: IANA IPv4 and IPv6 Special-Purpose Address Registries (RFC 6890). A page that
 * could make us ask them would see what only this machine sees: the exchange's AMI, a cloud's metadata, a router.
 */
const V4: readonly (readonly [net: string, bits: number, kind: string])[] = [
  ['0.0.0.0', 8, '未指定地址'],
  ['10.0.0.0', 8, '内网地址'],
  ['100.64.0.0', 10, '运营商内网地址'],
  ['127.0.0.0', 8, '本机地址'],
  // A cloud machine's metadata and its keys: 169.254.169.254.
  ['169.254.0.0', 16, '链路本地地址'],
  // The one metadata address in public space: Azure's.
  ['168.63.129.16', 32, '云平台内部地址'],
  ['172.16.0.0', 12, '内网地址'],
  ['192.0.0.0', 24, '保留地址'],
  ['192.0.2.0', 24, '保留地址'],
  ['192.88.99.0', 24, '保留地址'],
  ['192.168.0.0', 16, '内网地址'],
  ['198.18.0.0', 15, '保留地址'],
  ['198.51.100.0', 24, '保留地址'],
  ['203.0.113.0', 24, '保留地址'],
  ['224.0.0.0', 4, '组播地址'],
  ['240.0.0.0', 4, '保留地址'],
];

/**
 * Of IPv6 only 2000::/3 is given to the public. All that stands for an IPv4 address lies outside (::ffff:0:0/96,
 * 64:ff9b::/96) or is named here: 6to4, and Teredo in 2001::/23.
 */
const V6_PUBLIC = ['2000::', 3] as const;
const V6: readonly (readonly [net: string, bits: number, kind: string])[] = [
  ['2001::', 23, '保留地址'],
  ['2001:db8::', 32, '保留地址'],
  ['2002::', 16, '6to4 转换地址'],
  ['3fff::', 20, '保留地址'],
];

const v4Lists = V4.map(([net, bits, kind]) => ({ list: listOf(net, bits, 'ipv4'), kind }));
const v6Lists = V6.map(([net, bits, kind]) => ({ list: listOf(net, bits, 'ipv6'), kind }));
const v6Public = listOf(...V6_PUBLIC, 'ipv6');

function listOf(net: string, bits: number, family: 'ipv4' | 'ipv6'): BlockList {
  const list = new BlockList();
  list.addSubnet(net, bits, family);
  return list;
}

/** What kind of address it is that must not be asked; null for one of the public internet. */
export function forbiddenKind(address: string): string | null {
  switch (isIP(address)) {
    case 4:
      return v4Lists.find(({ list }) => list.check(address, 'ipv4'))?.kind ?? null;
    case 6:
      if (address.includes('%') || !v6Public.check(address, 'ipv6')) return '非公网 IPv6 地址';
      return v6Lists.find(({ list }) => list.check(address, 'ipv6'))?.kind ?? null;
    default:
      return '无法识别的地址';
  }
}
