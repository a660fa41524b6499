import { z } from 'zod';
import { refuse, told } from './told.ts';
import { absolutePath, host, network, port } from './values.ts';

export const bridgeSchema = z
  .strictObject({
    listen: z
      .strictObject({
        host: told(
          host.default('127.0.0.1'),
          '话务桥监听地址；供其他电脑访问写 0.0.0.0',
          'address the bridge listens on; 0.0.0.0 for other machines',
          '0.0.0.0',
        ),
        port: told(port.default(12345), '话务桥端口', 'port of the bridge', 12345),
      })
      .prefault({}),
    tls: z
      .strictObject({
        certFile: told(absolutePath, '网页证书文件', 'certificate of the panel', '/etc/yihaoda/panel.pem'),
        keyFile: told(absolutePath, '网页私钥文件', 'its private key', '/etc/yihaoda/panel.key'),
      })
      .optional(),
    trustedProxy: told(
      z.array(network).default([]),
      '可信反向代理的地址；只信它们报来的来访地址',
      'addresses of trusted reverse proxies; only their word on the visitor’s address is taken',
      ['127.0.0.1/32'],
    ),
    basePath: told(
      z
        .string()
        .regex(/^\/([A-Za-z0-9_-]+\/)*$/)
        .default('/'),
      '面板的网址前缀，首尾都是 /',
      'path before the panel, with / at both ends',
      '/yihaoda/',
    ),
    dataFolder: told(
      z
        .string()
        .regex(/^(?!.*(^|\/)\.\.(\/|$))[A-Za-z0-9._/-]{1,200}$/)
        .default('data'),
      '数据文件夹（备份它即可）',
      'data folder: the one thing to back up',
      '/var/lib/yihaoda',
    ),
  })
  .check((check) => {
    if (check.value.tls === undefined || check.value.trustedProxy.length === 0) return;
    refuse(check, ['trustedProxy'], {
      zh: 'tls 和 trustedProxy 只用其一：加密由话务桥或由代理完成',
      en: 'use one of tls and trustedProxy: either the bridge encrypts or the proxy does',
      remedyZh: '删去其中一个',
      remedyEn: 'remove one of them',
    });
  });
