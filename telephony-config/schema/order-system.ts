import { z } from 'zod';
import { refuse, told } from './told.ts';
import { absolutePath, environmentName, label } from './values.ts';

const whole = (least: number, most: number) => z.int().min(least).max(most);
const ownBasis = '默认 800 毫秒、5 条、停 30 秒；国家标准未作规定，由本站配置';
/** Where the number of the order stands in the address. */
export const orderNoPlace = '{orderNo}';

/** The city's own 工单系统, which is asked what is open for a caller; left out, none is. The protocol: docs/order-system.md. */
export const orderSystemSchema = z
  .strictObject({
    name: told(label, '系统名称，座席看到的就是它', 'its name, as operators read it', '市工单系统'),
    url: told(
      z.string().regex(/^https?:\/\/[^\s@?#]{1,500}$/),
      '查询未办结工单的网址，不带参数；不在 innerHosts 里的须为 https',
      'address that answers with open orders, without a query; https unless it is among innerHosts',
      'https://gd.example.gov.cn/api/open-orders',
    ),
    secretEnv: told(
      environmentName,
      '存放签名密钥的环境变量的名字；密钥至少 32 个可见字符',
      'name of the environment variable that holds the signing secret, at least 32 visible characters',
      'YHD_ORDERS_SECRET',
    ),
    caller: told(
      z.enum(['reference', 'number']).default('reference'),
      '用什么查：reference 只给号码的密钥摘要（默认），number 给号码本身，须写 numberBasis',
      'what is sent: reference, a keyed digest of the number (the default), or number, which needs numberBasis',
      'reference',
    ),
    referenceKeyEnv: told(
      environmentName.optional(),
      '存放摘要密钥的环境变量的名字，双方各存一份；caller 为 reference 时须写',
      'name of the environment variable with the key of the digest, which both sides have; needed for reference',
      'YHD_ORDERS_REFERENCE_KEY',
    ),
    numberBasis: told(
      z.string().min(1).max(200).optional(),
      '向它提供号码的依据；caller 为 number 时须写',
      'what giving it the number rests on; needed for number',
      '长沙市12345热线工单对接协议第5条',
    ),
    innerHosts: told(
      z
        .array(z.string().regex(/^([A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:]+\]):[0-9]{1,5}$/))
        .max(10)
        .default([]),
      '系统在内网时写明 主机:端口；其余内网地址一律不访问',
      'the system as host:port where it is an inner one; no other inner address is asked',
      ['10.1.2.4:8443'],
    ),
    caFile: told(
      absolutePath.optional(),
      '内网系统的证书（PEM 文件）',
      'certificate of an inner system (PEM)',
      '/etc/yihaoda/inner-ca.pem',
    ),
    timeoutMs: told(
      whole(100, 5000).default(800),
      '等它多少毫秒；弹屏从不等它',
      'ms that it is waited for; the pop never waits',
      800,
    ),
    most: told(whole(1, 20).default(5), '最多显示几条', 'orders that are shown at most', 5),
    restSeconds: told(
      whole(5, 600).default(30),
      '连续 3 次没有应答后停问多少秒',
      'seconds in which it is not asked after three failures in a row',
      30,
    ),
    link: told(
      z
        .strictObject({
          template: told(
            z.string().min(1).max(500),
            `打开工单的网址，${orderNoPlace} 处填工单编号`,
            `address that opens an order; its number stands at ${orderNoPlace}`,
            `https://gd.example.gov.cn/orders/${orderNoPlace}`,
          ),
          hosts: told(
            z
              .array(z.string().regex(/^([a-z0-9.-]{1,253}|\[[0-9a-f:]+\])(:[0-9]{1,5})?$/))
              .min(1)
              .max(5),
            '允许打开的主机（可带端口），小写',
            'hosts that may be opened, with the port where it is not the usual one; lower case',
            ['gd.example.gov.cn'],
          ),
        })
        .optional(),
      '从面板打开工单；不写则只显示',
      'opens an order from the panel; without it orders are only shown',
    ),
    basis: told(
      z.string().min(1).max(200).default(ownBasis),
      '以上数值的依据',
      'what these numbers rest on',
      ownBasis,
    ),
  })
  .check((check) => {
    const { url, innerHosts, caller, referenceKeyEnv, numberBasis, link } = check.value;
    const parsed = URL.parse(url);
    const place =
      parsed === null ? '' : `${parsed.hostname}:${parsed.port || (parsed.protocol === 'https:' ? 443 : 80)}`;
    if (parsed === null)
      refuse(check, ['url'], {
        zh: '不是网址',
        en: 'this is no address',
        remedyZh: '例如 https://gd.example.gov.cn/api/open-orders',
        remedyEn: 'for example https://gd.example.gov.cn/api/open-orders',
      });
    else if (parsed.protocol !== 'https:' && !innerHosts.includes(place))
      refuse(check, ['url'], {
        zh: '来电人的工单会以明文经过外网',
        en: 'what is open for callers would pass in the clear',
        remedyZh: `改用 https，或确为内网系统时把 ${place} 写进 innerHosts`,
        remedyEn: `use https, or name ${place} in innerHosts if it is an inner system`,
      });
    if (caller === 'reference' && referenceKeyEnv === undefined)
      refuse(check, ['caller'], {
        zh: '用摘要查询须有摘要密钥',
        en: 'a digest needs its key',
        remedyZh: '写 referenceKeyEnv，例如 YHD_ORDERS_REFERENCE_KEY',
        remedyEn: 'give referenceKeyEnv, such as YHD_ORDERS_REFERENCE_KEY',
      });
    if (caller === 'number' && numberBasis === undefined)
      refuse(check, ['caller'], {
        zh: '提供号码须有依据',
        en: 'giving the number needs a basis',
        remedyZh: '写 numberBasis，或改回 caller: reference',
        remedyEn: 'give numberBasis, or go back to caller: reference',
      });
    if (link === undefined) return;
    const opened = URL.parse(link.template.replace(orderNoPlace, 'GD-1'));
    const marked = URL.parse(link.template.replace(orderNoPlace, 'GD-2'));
    const right =
      opened !== null &&
      marked !== null &&
      link.template.split(orderNoPlace).length === 2 &&
      (opened.protocol === 'https:' || opened.protocol === 'http:') &&
      opened.username === '' &&
      opened.password === '' &&
      opened.origin === marked.origin;
    if (!right)
      refuse(check, ['link', 'template'], {
        zh: `须为 http 或 https 网址，${orderNoPlace} 只出现一次，且在主机之后`,
        en: `an http or https address with ${orderNoPlace} once, behind the host`,
        remedyZh: `例如 https://gd.example.gov.cn/orders/${orderNoPlace}`,
        remedyEn: `for example https://gd.example.gov.cn/orders/${orderNoPlace}`,
      });
    else if (!link.hosts.includes(opened.host))
      refuse(check, ['link', 'template'], {
        zh: `${opened.host} 不在 hosts 里`,
        en: `${opened.host} is not among hosts`,
        remedyZh: `在 link.hosts 里加上 ${opened.host}，或改网址`,
        remedyEn: `add ${opened.host} to link.hosts, or change the address`,
      });
  });
