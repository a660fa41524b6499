import type { z } from 'zod';
import type { changesAnswerSchema } from '../../../bridge/protocol/knowledge.ts';
import { words } from '../pages/library/words.ts';
import { Icon, type IconName } from '../ui/icons.tsx';

export type Change = z.output<typeof changesAnswerSchema>['changes'][number];

const looks: Readonly<Record<Change['change'], { icon: IconName; tone: string }>> = {
  withdrawn: { icon: 'cross', tone: 'bad' },
  ends: { icon: 'clock', tone: 'bad' },
  begins: { icon: 'check', tone: 'good' },
  published: { icon: 'book', tone: 'accent' },
};

/** 发布, 施行, 失效 or 下架: colour, sign and word. */
export function ChangeTag({ change }: { change: Change['change'] }) {
  const { icon, tone } = looks[change];
  return (
    <span className={`tag tone-${tone}`}>
      <Icon name={icon} size={13} /> {words.news.kinds[change]}
    </span>
  );
}
