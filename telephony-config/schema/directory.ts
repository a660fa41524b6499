import { z } from 'zod';
import { told } from './told.ts';
import { digits, label } from './values.ts';

/** Whom a seat may hand a citizen on to, or ask: departments and other hotlines. Seats and lines are there by themselves. */
export const directorySchema = told(
  z
    .array(
      z.strictObject({
        name: told(label, '单位或热线名称', 'name of the department or hotline', '12315 市场监管热线'),
        number: told(
          digits(3, 20),
          '电话号码，不含出局码；须在 dial.allowed 之内',
          'number without the outbound prefix; must be one of dial.allowed',
          '12315',
        ),
        note: told(
          z.string().max(80).default(''),
          '说明：受理什么、什么时间有人',
          'what they do, and when somebody is there',
          '消费投诉；工作日 8:30–17:30',
        ),
        topics: told(
          z.array(label).max(20).default([]),
          '主题词，检索时也能找到',
          'topics by which it is found too',
          ['消费维权', '营业执照'],
        ),
      }),
    )
    .max(2000)
    .default([]),
  '通讯录：可咨询、可转接的单位和其他热线，按常用先后',
  'departments and other hotlines to consult or transfer to, the most used first',
);
