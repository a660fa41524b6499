import type { TagTable } from './caller-tag.ts';
import type { Role } from './role.ts';

const everybodyWhoTalks: Role[] = ['operator', 'team-lead', 'supervisor'];

/** The tags that come with the product: what callers need, and what the house owes them. */
export const usualTags: TagTable = {
  basis:
    '个人信息保护法第六条（目的明确、最小必要）、第十九条（保存期限最短）、第二十八条和第二十九条（敏感个人信息须单独同意）；天数由本站配置',
  tags: [
    {
      name: '听力不便',
      purpose: '放慢、提高音量，必要时改用短信答复',
      setBy: everybodyWhoTalks,
      longestDays: 180,
      needsConsent: true,
    },
    {
      name: '言语不便',
      purpose: '耐心等待，用“是/不是”确认，必要时改用短信',
      setBy: everybodyWhoTalks,
      longestDays: 180,
      needsConsent: true,
    },
    {
      name: '需慢速沟通',
      purpose: '放慢语速，逐项确认后再往下说',
      setBy: everybodyWhoTalks,
      longestDays: 90,
      needsConsent: false,
    },
    {
      name: '长沙话',
      purpose: '可请会长沙话的同事接听',
      setBy: everybodyWhoTalks,
      longestDays: 180,
      needsConsent: false,
    },
    {
      name: '需外语协助',
      purpose: '转外语座席，或三方接翻译',
      setBy: everybodyWhoTalks,
      longestDays: 180,
      needsConsent: false,
    },
    {
      name: '回访中',
      purpose: '有约定的回访或回电，先查进展再答',
      setBy: everybodyWhoTalks,
      longestDays: 15,
      needsConsent: false,
    },
    {
      name: '媒体',
      purpose: '采访类来电转新闻联络人，座席不代表单位表态',
      setBy: everybodyWhoTalks,
      longestDays: 30,
      needsConsent: false,
    },
  ],
  reasons: ['来电人自述', '本次通话需要', '已约定回访'],
};
