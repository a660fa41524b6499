import { z } from 'zod';
import { mayReachAbroad, parseDialPattern } from '../dial-pattern.ts';
import { refuse, told } from './told.ts';
import { digits, identifier } from './values.ts';

const pattern = z.string().check((check) => {
  const text = check.value;
  if (parseDialPattern(text) !== null) return;
  const anyLength = /^_.*[.!]$/s.test(text);
  refuse(check, [], {
    zh: anyLength ? '太宽：. 和 ! 匹配任意长度、任意字符' : '不是号码规则',
    en: anyLength ? 'too wide: . and ! match anything of any length' : 'this is no dial pattern',
    remedyZh: '写明位数：_ 开头，X = 0–9，Z = 1–9，N = 2–9，[13-5] = 其中之一，例如 _1[3-9]XXXXXXXXX',
    remedyEn:
      'write each digit: _ first, X = 0–9, Z = 1–9, N = 2–9, [13-5] = one of these, e.g. _1[3-9]XXXXXXXXX',
  });
});

const outsideNumber = pattern.check((check) => {
  const places = parseDialPattern(check.value);
  if (places === null || !mayReachAbroad(places)) return;
  refuse(check, [], {
    zh: '太宽：可能拨出国际长途（00 开头）',
    en: 'too wide: could dial abroad (numbers that begin with 00)',
    remedyZh: '把号码开头写成数字，例如 _0731XXXXXXXX、_[2-9]XXXXXXX；确需境外则写全 00 和国家码',
    remedyEn:
      'begin with digits, e.g. _0731XXXXXXXX or _[2-9]XXXXXXX; if it must be abroad, write 00 and the country out',
  });
});

export const dialSchema = z.strictObject({
  context: told(
    identifier.default('seats'),
    '座席话机所在的拨号方案 context',
    'dialplan context of the seats’ telephones',
    'seats',
  ),
  outboundPrefix: told(
    digits(1, 3).default('9'),
    '座席拨外线先拨的数字',
    'what a seat dials before an outside number',
    '9',
  ),
  allowed: told(
    z.array(outsideNumber).default([]),
    '允许拨打的外线号码规则（不含出局码）；没写的一律拨不出去',
    'outside numbers that may be dialled, without the prefix; nothing else gets out',
    ['_1[3-9]XXXXXXXXX'],
  ),
  emergency: told(
    z.array(digits(3, 5)).default(['110', '119', '120', '122']),
    '紧急电话，带不带出局码都能拨',
    'emergency numbers, dialled with or without the prefix',
    ['110', '119', '120', '122'],
  ),
  seatPattern: told(
    pattern.default('_1XXX'),
    '座席号规则，所有座席号都要符合',
    'pattern of all seat numbers',
    '_1XXX',
  ),
  conferencePattern: told(
    z.union([pattern, z.null()]).default(null),
    '三方通话会议室号码规则；不写则没有',
    'pattern of conference rooms for three-way calls; none if left out',
    '_80XX',
  ),
  ringSeconds: told(
    z.int().min(3).max(120).default(25),
    '直拨座席或外线的振铃秒数',
    'seconds a seat or outside number rings when dialled',
    25,
  ),
});
