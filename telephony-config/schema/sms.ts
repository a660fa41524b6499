import { z } from 'zod';
import { refuse, told } from './told.ts';
import { absolutePath, environmentName } from './values.ts';

const whole = (least: number, most: number) => z.int().min(least).max(most);
const ownBasis = '次数和长度国家标准未作规定，由本站配置';

/** How 一次性告知 goes to callers as text messages; left out, none are sent. The protocol: docs/sms-gateway.md. */
export const smsSchema = z
  .strictObject({
    url: told(
      z.string().regex(/^https?:\/\/[^\s@]{1,500}$/),
      '短信网关接收消息的网址；不在 innerHosts 里的须为 https',
      'address at which the gateway takes messages; https unless it is among innerHosts',
      'https://sms.example.gov.cn/v1/messages',
    ),
    secretEnv: told(
      environmentName,
      '存放签名密钥的环境变量的名字；密钥至少 32 个可见字符',
      'name of the environment variable that holds the signing secret, at least 32 visible characters',
      'YHD_SMS_SECRET',
    ),
    innerHosts: told(
      z
        .array(z.string().regex(/^([A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:]+\]):[0-9]{1,5}$/))
        .max(10)
        .default([]),
      '网关在内网时写明 主机:端口；其余内网地址一律不访问',
      'the gateway as host:port where it is an inner one; no other inner address is asked',
      ['10.1.2.3:8443'],
    ),
    caFile: told(
      absolutePath.optional(),
      '内网网关的证书（PEM 文件）',
      'certificate of an inner gateway (PEM)',
      '/etc/yihaoda/inner-ca.pem',
    ),
    signature: told(
      z.string().regex(/^[\p{Script=Han}A-Za-z0-9]{0,13}12345$/u),
      '短信签名，以 12345 结尾，不写【】；须与运营商报备的一致',
      'signature of the messages, ending in 12345, without 【】; as registered with the carrier',
      '长沙12345',
    ),
    mostCharacters: told(
      whole(70, 1000).default(500),
      '一条短信最多多少字，含签名；超长的整项省去并写明',
      'characters of a message with its signature; what is longer leaves whole parts out and says so',
      500,
    ),
    mostACall: told(whole(1, 20).default(3), '一次通话最多发几条短信', 'messages in one call at most', 3),
    mostANumberADay: told(
      whole(1, 50).default(5),
      '一个号码一天最多收几条短信',
      'messages to one number in a day at most',
      5,
    ),
    giveUpMinutes: told(
      whole(1, 1440).default(30),
      '网关不通时最多重试多少分钟，之后记为发送失败',
      'minutes in which a message is tried again while the gateway cannot be reached; then it has failed',
      30,
    ),
    basis: told(
      z.string().min(1).max(200).default(ownBasis),
      '以上数值的依据',
      'what these numbers rest on',
      ownBasis,
    ),
  })
  .check((check) => {
    const { url, innerHosts } = check.value;
    const parsed = URL.parse(url);
    if (parsed === null)
      return refuse(check, ['url'], {
        zh: '不是网址',
        en: 'this is no address',
        remedyZh: '例如 https://sms.example.gov.cn/v1/messages',
        remedyEn: 'for example https://sms.example.gov.cn/v1/messages',
      });
    const place = `${parsed.hostname}:${parsed.port || (parsed.protocol === 'https:' ? 443 : 80)}`;
    if (parsed.protocol === 'https:' || innerHosts.includes(place)) return;
    refuse(check, ['url'], {
      zh: '号码会以明文经过外网',
      en: 'numbers would pass in the clear',
      remedyZh: `改用 https，或确为内网网关时把 ${place} 写进 innerHosts`,
      remedyEn: `use https, or name ${place} in innerHosts if it is an inner gateway`,
    });
  });
