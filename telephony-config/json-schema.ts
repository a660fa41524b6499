import { z } from 'zod';
import { hotlineSchema } from './schema.ts';

/** For editors: completion, and a red line under a mistake, while `hotline.yaml` is written. */
export function hotlineJsonSchema(): string {
  const schema = z.toJSONSchema(hotlineSchema, { io: 'input', unrepresentable: 'any' });
  return `${JSON.stringify({ title: 'hotline.yaml（一号答 yihaoda）', ...schema }, null, 2)}\n`;
}
