import { z } from 'zod';
import { refuse, told } from './told.ts';
import { digits, isLoopback, label } from './values.ts';

const basis = z.string().min(1).max(200);

/** What another system may be told; nothing that is not listed here ever leaves the panel. */
const eventSchema = z.enum(['call', 'answer', 'record']);

/** An origin exactly as a browser sends it: lower case, no path, no port where it is the scheme's own, no wildcard. */
const originSchema = z.string().check((check) => {
  const url = URL.parse(check.value);
  // WHATWG lets * ; , and ' stand in a host; in a policy each of them would mean something else.
  const exact =
    url?.origin === check.value && /^\w+:\/\/([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d+)?$/.test(check.value);
  const plain = url?.protocol === 'http:' && isLoopback(url.hostname);
  if (exact && (url?.protocol === 'https:' || plain)) return;
  refuse(check, [], {
    zh:
      exact && url?.protocol === 'http:'
        ? '未加密：来电和登记会明文过网，http 只能用于本机试用'
        : '不是一个来源：只写协议、主机和端口，小写，末尾没有 /，不能用 *，省去默认端口',
    en:
      exact && url?.protocol === 'http:'
        ? 'not encrypted: calls and records would go in the clear; http is for a trial on this machine only'
        : 'no exact origin: scheme, host and port only, lower case, no / at the end, no *, no default port',
    remedyZh: '例如 https://gd.example.gov.cn',
    remedyEn: 'for example https://gd.example.gov.cn',
  });
});

const dialSchema = z.strictObject({
  prefixes: told(
    z.array(digits(1, 20)).min(1).max(50),
    '它可以请求拨打的号码开头（不含出局码）；还须在 dial.allowed 之内',
    'how numbers begin that it may ask for, without the outbound prefix; dial.allowed holds as well',
    ['1', '0731'],
  ),
  perSeatAndHour: told(
    z.int().min(1).max(100).default(10),
    '每个座席每小时最多替它拨多少次；同时计入 rules.callOut',
    'calls begun for it from one seat in an hour at most; rules.callOut counts them too',
    10,
  ),
  basis: told(
    basis.default('默认 10 次，防止外部系统误拨；国家标准未作规定'),
    '以上数值的依据，显示在被拒绝时',
    'what that number rests on; shown when a call is refused',
    '长沙市12345热线运行规程',
  ),
});

const embedderSchema = z
  .strictObject({
    origin: told(
      originSchema,
      '系统网页的来源（协议+主机+端口），须为 https，逐字相同',
      'origin of its pages: scheme, host, port; https; compared to the letter',
      'https://gd.example.gov.cn',
    ),
    name: told(label, '系统名称，座席看到的就是它', 'its name, as operators read it', '市工单系统'),
    events: told(
      z
        .array(eventSchema)
        .default([])
        .transform((events) => [...new Set(events)]),
      '可以告诉它什么：call 来电（号码已遮盖）、answer 所用答复、record 已保存的登记；不写则什么都不告诉',
      'what it may be told: call (number masked), answer (used), record (saved); nothing if left out',
      ['call', 'answer', 'record'],
    ),
    fullNumber: told(
      z.boolean().default(false),
      '来电号码不遮盖；须写依据，每次告知都记入审计',
      'calls come with the full number; needs a basis, and each telling is audited',
      false,
    ),
    fullNumberBasis: told(
      basis.optional(),
      '向它提供完整号码的依据',
      'what giving it full numbers rests on',
      '长沙市12345热线工单对接协议第5条',
    ),
    dial: told(
      dialSchema.optional(),
      '它可以请求座席拨打的号码，座席逐次同意；不写则不能请求',
      'numbers it may ask the operator to call, who agrees each time; none if left out',
      { prefixes: ['1', '0731'] },
    ),
  })
  .check((check) => {
    const { fullNumber, fullNumberBasis, events } = check.value;
    if (!fullNumber) return;
    if (fullNumberBasis === undefined)
      refuse(check, ['fullNumber'], {
        zh: '提供完整号码须有依据',
        en: 'full numbers need a basis',
        remedyZh: '写 fullNumberBasis，或去掉 fullNumber',
        remedyEn: 'give fullNumberBasis, or leave fullNumber out',
      });
    if (!events.includes('call'))
      refuse(check, ['fullNumber'], {
        zh: '没有 call 事件，号码无从告知',
        en: 'without the event call no number is told',
        remedyZh: '在 events 里加上 call，或去掉 fullNumber',
        remedyEn: 'add call to events, or leave fullNumber out',
      });
  });

/** Systems whose pages may show the panel in a frame and speak with it. */
export const embeddingSchema = told(
  z
    .array(embedderSchema)
    .max(20)
    .default([])
    .check((check) => {
      const seen = new Set<string>();
      for (const [index, { origin }] of check.value.entries()) {
        if (seen.has(origin))
          refuse(check, [index, 'origin'], {
            zh: '这个来源已经写过',
            en: 'this origin is there already',
            remedyZh: '合成一条',
            remedyEn: 'make one entry of them',
          });
        seen.add(origin);
      }
    }),
  '可以嵌入面板的系统（如工单系统），以及各自可知、可求；不写则面板不能被任何网页嵌入',
  'systems that may embed the panel, what each is told and may ask; without them no page can frame the panel',
  [{ origin: 'https://gd.example.gov.cn', name: '市工单系统', events: ['call', 'record'] }],
);
