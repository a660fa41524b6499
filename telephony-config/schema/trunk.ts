import { z } from 'zod';
import { refuse, told } from './told.ts';
import { identifier, network, networkBits } from './values.ts';

/** The narrowest network that may be taken for a carrier: a wider one makes strangers into callers from the trunk. */
const NARROWEST_BITS = { v4: 24, v6: 64 };

export const trunkSchema = z.strictObject({
  name: told(
    identifier,
    '中继名称：字母开头，字母、数字、短横',
    'name of the trunk (letters, digits, -)',
    'carrier',
  ),
  endpoint: told(
    z.string().regex(/^PJSIP\/(?!(global|udp|system)$)[A-Za-z][A-Za-z0-9-]{0,31}$/),
    'PJSIP/名称',
    'PJSIP/NAME',
    'PJSIP/trunk',
  ),
  match: told(
    z.union([network.transform((one) => [one]), z.array(network).min(1)]).check((check) => {
      for (const text of check.value) {
        const bits = networkBits(text);
        if (bits === null) continue;
        if (bits < (text.includes(':') ? NARROWEST_BITS.v6 : NARROWEST_BITS.v4)) {
          refuse(check, [], {
            zh: `网段太宽：${text} 里的任何机器都会被当作运营商`,
            en: `too wide: any machine in ${text} would be taken for the carrier`,
            remedyZh: '写运营商 SBC 的地址，例如 10.99.0.5',
            remedyEn: 'give the address of the carrier’s SBC, for example 10.99.0.5',
          });
        }
      }
    }),
    '运营商来话的源地址（一个或多个）',
    'source address or addresses of the carrier',
    '10.99.0.5',
  ),
  contact: told(
    z
      .string()
      .regex(/^sip:[A-Za-z0-9.-]+(:[0-9]{1,5})?$/)
      .optional(),
    '去话地址 sip:主机:端口；不写则此中继只接来话',
    'where calls go out, sip:HOST:PORT; without it the trunk only brings calls in',
    'sip:10.99.0.5:5060',
  ),
});
