import { z } from 'zod';
import { tagRuleSchema } from '../../bridge/domain/people/caller-tag.ts';
import { judgementIn } from '../../bridge/domain/people/judgement.ts';
import { usualTags } from '../../bridge/domain/people/usual-tags.ts';
import { refuse, told } from './told.ts';

const { name, purpose, setBy, longestDays, needsConsent } = tagRuleSchema.shape;
const [example] = usualTags.tags;

const ruleSchema = z.strictObject({
  name: told(
    name,
    '标签名称，座席看到的就是它；只写需要，不评价人',
    'its name: what is needed, no judgement',
    example?.name,
  ),
  purpose: told(
    purpose,
    '用途：下一位座席据此怎么做',
    'what the next operator does with it',
    example?.purpose,
  ),
  setBy: told(
    setBy.default(['operator', 'team-lead', 'supervisor']),
    '谁可以设：角色的英文名',
    'roles that may set it',
    ['operator', 'team-lead'],
  ),
  longestDays: told(
    longestDays,
    '最长保存多少天，到期自动删除',
    'days after which it is deleted at the latest',
    example?.longestDays,
  ),
  needsConsent: told(
    needsConsent.default(false),
    '属敏感个人信息（健康等），须来电人同意才能设',
    'sensitive (health and the like): only with the caller’s consent',
    true,
  ),
});

/** What is kept of a caller for the next operator. */
export const callerTagsSchema = z
  .strictObject({
    basis: told(
      z.string().min(1).max(300).default(usualTags.basis),
      '保存这些标签的依据',
      'what keeping them rests on',
      usualTags.basis,
    ),
    tags: told(
      z
        .array(ruleSchema)
        .max(20)
        .default([...usualTags.tags]),
      '来电人标签；写了就取代产品自带的全部，空表即不用标签',
      'tags of callers; what is written takes the place of all that come with the product, an empty list means none',
      [{ name: '长沙话', purpose: '可请会长沙话的同事接听', longestDays: 180 }],
    ),
    reasons: told(
      z
        .array(z.string().min(1).max(20))
        .min(1)
        .max(6)
        .default([...usualTags.reasons]),
      '设标签的理由，按数字选；写不下的由座席自己写',
      'reasons to choose from by digit; the operator may write others',
      [...usualTags.reasons],
    ),
  })
  .check((check) => {
    const seen = new Set<string>();
    for (const [index, { name: written }] of check.value.tags.entries()) {
      const judgement = judgementIn(written);
      if (judgement !== null)
        refuse(check, ['tags', index, 'name'], {
          zh: `“${written}”评价来电人，不能作标签`,
          en: `"${written}" judges the caller and is no tag`,
          remedyZh: '写来电人需要什么，例如“需慢速沟通”',
          remedyEn: 'say what the caller needs, such as 需慢速沟通',
        });
      if (seen.has(written))
        refuse(check, ['tags', index, 'name'], {
          zh: `“${written}”已有`,
          en: `"${written}" is there already`,
          remedyZh: '合成一条，或换一个名称',
          remedyEn: 'make one entry of them, or choose another name',
        });
      seen.add(written);
    }
  })
  .prefault({});
