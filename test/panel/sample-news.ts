import type { z } from 'zod';
import type { changesAnswerSchema } from '../../bridge/protocol/knowledge.ts';

/** 班前播报 of a day on which one text went, one was replaced and one is new. */
export const newsOfToday: z.infer<typeof changesAnswerSchema> = {
  since: '2026-11-24',
  day: '2026-11-24',
  changes: [
    {
      change: 'withdrawn',
      entryId: 'E1',
      title: '临时停车收费说明',
      on: '2026-11-24',
      words: '《临时停车收费说明》已于2026年11月24日下架，不再用于答复。原因：收费标准有误，核实后重发',
    },
    {
      change: 'ends',
      entryId: 'E2',
      title: '高龄津贴发放试行办法',
      on: '2026-11-24',
      words: '《高龄津贴发放试行办法》自2026年11月24日起不再适用，由《高龄津贴发放办法》替代。',
    },
    {
      change: 'published',
      entryId: 'E3',
      title: '高龄津贴发放办法',
      on: '2026-11-24',
      words: '《高龄津贴发放办法》（政策文件）已于2026年11月24日发布。',
    },
  ],
};
