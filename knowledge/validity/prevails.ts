import type { PolicyArticle } from '../article.ts';
import { laterOf } from '../day.ts';
import { WHOLE_COUNTRY } from './region.ts';

/**
 * Which of two texts on one matter prevails. A hint with its basis, for a person to decide by: whether two texts
 * really speak of the same matter, and whether they contradict each other, no rule of ours can tell.
 * Basis: 立法法（2023年修正）第九十九条 to 第一百零六条, 规范性文件 by 国办发〔2018〕37号. Both as the curator remembers
 * them; neither text is in the library.
 */
export interface Precedence {
  /** null: equal, or for another body to decide */
  prevails: 'first' | 'second' | null;
  why: string;
  basis: string;
}

type Order = 'first' | 'second';

export function prevails(first: PolicyArticle, second: PolicyArticle): Precedence {
  return byInstrument(first, second) ?? bySpecialAndNew(first, second);
}

type Tier = 'law' | 'state-regulation' | 'local-regulation' | 'department-rule' | 'local-rule' | 'document';

const TIERS: Readonly<Record<PolicyArticle['instrument'], Tier | 'party'>> = {
  法律: 'law',
  行政法规: 'state-regulation',
  地方性法规: 'local-regulation',
  部门规章: 'department-rule',
  地方政府规章: 'local-rule',
  规范性文件: 'document',
  党内法规: 'party',
};

function byInstrument(first: PolicyArticle, second: PolicyArticle): Precedence | null {
  const [one, other] = [TIERS[first.instrument], TIERS[second.instrument]];
  if (one === 'party' || other === 'party')
    return one === other
      ? null
      : undecided('党内法规与国家法律法规分属不同体系，不按位阶比较。', '中国共产党党内法规制定条例');
  const higher = higherOf(
    [one, other],
    ['law'],
    '法律的效力高于行政法规、地方性法规、规章。',
    '立法法第九十九条',
  );
  if (higher !== null) return higher;
  const state = higherOf(
    [one, other],
    ['state-regulation'],
    '行政法规的效力高于地方性法规、规章。',
    '立法法第九十九条',
  );
  if (state !== null) return state;
  const document = lowerOf(
    [one, other],
    'document',
    '规范性文件不得与法律、法规、规章相抵触。',
    '国办发〔2018〕37号',
  );
  if (document !== null) return document;
  if (one === other) return byLevel(first, second);
  if (has([one, other], 'local-regulation', 'department-rule'))
    return undecided(
      '地方性法规与部门规章不一致时，由国务院提出意见；认为应适用部门规章的，提请全国人大常委会裁决。',
      '立法法第一百零六条',
    );
  if (has([one, other], 'department-rule', 'local-rule'))
    return undecided(
      '部门规章与地方政府规章效力等同，不一致时由国务院裁决。',
      '立法法第一百零二条、第一百零六条',
    );
  return higherOf(
    [one, other],
    ['local-regulation'],
    '地方性法规的效力高于本级和下级地方政府规章。',
    '立法法第一百条',
  );
}

/** Of the same kind: that of the wider region. */
function byLevel(first: PolicyArticle, second: PolicyArticle): Precedence | null {
  const [one, other] = [widthOf(first), widthOf(second)];
  if (one === other) return null;
  const order: Order = one > other ? 'first' : 'second';
  const { instrument } = first;
  if (instrument === '地方性法规')
    return {
      prevails: order,
      why: '设区的市的地方性法规不得与本省的地方性法规相抵触。',
      basis: '立法法第八十一条',
    };
  if (instrument === '地方政府规章')
    return {
      prevails: order,
      why: '省级政府规章的效力高于本行政区域内设区的市的规章。',
      basis: '立法法第一百条',
    };
  return { prevails: order, why: '下级机关的规定不得与上级机关的规定相抵触。', basis: '国办发〔2018〕37号' };
}

/** 国家 4 … 乡镇街道 0 */
function widthOf({ level }: PolicyArticle): number {
  return ['乡镇街道', '区县', '市', '省', '国家'].indexOf(level);
}

/** Of the same kind and level, by the same organ: 特别规定优于一般规定, 新的规定优于旧的规定. */
function bySpecialAndNew(first: PolicyArticle, second: PolicyArticle): Precedence {
  const sameOrgan = first.issuers.some((issuer) => second.issuers.includes(issuer));
  if (!sameOrgan)
    return undecided(
      '两个文本位阶相同、制定机关不同，请向双方的共同上级或制定机关核实。',
      '立法法第一百零六条',
    );
  const special = moreSpecial(first, second);
  const newer = moreRecent(first, second);
  const basis = '立法法第一百零三条';
  if (special !== null && newer !== null && special !== newer)
    return undecided(
      '新的一般规定与旧的特别规定不一致，不能确定如何适用时，由制定机关裁决。',
      '立法法第一百零五条、第一百零六条',
    );
  if (special !== null) return { prevails: special, why: '同一机关制定的，特别规定优于一般规定。', basis };
  if (newer !== null) return { prevails: newer, why: '同一机关制定的，新的规定优于旧的规定。', basis };
  return undecided('两个文本位阶相同，先后不明，请核对施行日期。', basis);
}

/** Made for some people or a part of the region, where the other is for all. */
function moreSpecial(first: PolicyArticle, second: PolicyArticle): Order | null {
  const narrow = ({ audience, regionCode }: PolicyArticle) =>
    (audience.length > 0 ? 1 : 0) + (regionCode === WHOLE_COUNTRY ? 0 : 1);
  const [one, other] = [narrow(first), narrow(second)];
  if (one === other) return null;
  return one > other ? 'first' : 'second';
}

function moreRecent(
  { commencement: one }: PolicyArticle,
  { commencement: other }: PolicyArticle,
): Order | null {
  if (one.kind === 'unknown' || other.kind === 'unknown' || one.textFrom === other.textFrom) return null;
  return laterOf(one.textFrom, other.textFrom) === one.textFrom ? 'first' : 'second';
}

function higherOf(
  [one, other]: readonly [Tier, Tier],
  tiers: readonly Tier[],
  why: string,
  basis: string,
): Precedence | null {
  if (tiers.includes(one) === tiers.includes(other)) return null;
  return { prevails: tiers.includes(one) ? 'first' : 'second', why, basis };
}

function lowerOf(
  [one, other]: readonly [Tier, Tier],
  tier: Tier,
  why: string,
  basis: string,
): Precedence | null {
  if ((one === tier) === (other === tier)) return null;
  return { prevails: one === tier ? 'second' : 'first', why, basis };
}

function has(pair: readonly [Tier, Tier], one: Tier, other: Tier): boolean {
  return pair.includes(one) && pair.includes(other);
}

function undecided(why: string, basis: string): Precedence {
  return { prevails: null, why, basis };
}
