import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/**
 * What callers of a 12345 line say, made from the titles of the texts by somebody who knew nothing of the ranking, and
 * only then looked up in the texts. They are there to be measured with: whoever fits the ranking to them has no figure
 * any more.
 */
export const hotlineQuestions = z
  .array(
    z.strictObject({
      id: z.string(),
      /** `none`: no text answers. `other-region`: only the rule of another region does, which must not be offered */
      kind: z.enum(['plain', 'none', 'other-region', 'dated']),
      topic: z.string(),
      question: z.string(),
      asOf: z.iso.date(),
      gold: z.array(
        z.strictObject({
          articleId: z.string(),
          clauseNo: z.string(),
          /** in the clause, and what makes it the answer */
          words: z.string(),
        }),
      ),
    }),
  )
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'hotline-questions.json'), 'utf8')));
