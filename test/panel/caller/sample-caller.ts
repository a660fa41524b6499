import { usualTags } from '../../../bridge/domain/people/usual-tags.ts';
import type { CallerTagView, TagRow, TagsOffered } from '../../../bridge/protocol/caller-tags.ts';
import type { CallCard } from '../../../bridge/protocol/desk.ts';

const DAY = 86_400_000;

/** What an operator may set, as the product comes. */
export const tagsOffered: TagsOffered = {
  tags: usualTags.tags.map(({ name, purpose, longestDays, needsConsent }) => ({
    name,
    purpose,
    longestDays,
    needsConsent,
  })),
  reasons: [...usualTags.reasons],
  basis: usualTags.basis,
};

export function callerTag(name: string, now: number, change: Partial<CallerTagView> = {}): CallerTagView {
  const rule = usualTags.tags.find((one) => one.name === name);
  return {
    tagId: `h1:${name}`,
    name,
    purpose: rule?.purpose ?? '',
    reason: '来电人自述',
    by: '周敏',
    setAt: now - 3 * DAY,
    expiresAt: now + 27 * DAY,
    consent: rule?.needsConsent ?? false,
    mayEnd: true,
    ...change,
  };
}

export const openOrders = (now: number): CallCard['orders'] => {
  const iso = (ms: number) => new Date(ms).toISOString();
  const order = { openedAt: iso(now - 6 * DAY), confidential: false };
  return {
    outcome: 'orders',
    more: true,
    orders: [
      {
        ...order,
        orderNo: 'GD20261124-0007',
        title: '小区楼下夜间施工噪声扰民，要求处理，已多次反映，希望明确答复时间',
        state: '办理中',
        unit: '芙蓉区住房和城乡建设局',
        dueAt: iso(now + 2 * DAY),
        url: 'https://gd.example.gov.cn/orders/GD20261124-0007',
      },
      {
        ...order,
        orderNo: 'GD20261118-0102',
        title: '',
        confidential: true,
        state: '待回访',
        unit: null,
        dueAt: iso(now - 1 * DAY),
        url: 'https://gd.example.gov.cn/orders/GD20261118-0102',
      },
    ],
  };
};

export const silentOrders: CallCard['orders'] = {
  outcome: 'silent',
  zh: '工单系统未应答。通话和登记不受影响。',
};

/** What the unit has kept of callers. */
export function overseenTags(now: number): TagRow[] {
  const row = (name: string, numberMasked: string, change: Partial<CallerTagView> = {}): TagRow => {
    const { mayEnd: _, ...tag } = callerTag(name, now, change);
    return { ...tag, tagId: `${tag.tagId} ${numberMasked}`, numberMasked, unit: '长沙市12345热线' };
  };
  return [
    row('听力不便', '138****1115'),
    row('回访中', '139****2222', { reason: '约定周五上午回电，答复居住证补领进度', by: '刘佳' }),
    row('媒体', '0731****66', { reason: '某报记者，询问热线办理情况', expiresAt: now + 2 * DAY }),
  ];
}
