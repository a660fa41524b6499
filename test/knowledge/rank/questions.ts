import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Questions as callers put them, each with the clauses that answer it: read in the texts, not in the results. */
export const questions = z
  .array(z.strictObject({ question: z.string(), answers: z.array(z.string().regex(/^\w+:.+$/)).min(1) }))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'questions.json'), 'utf8')));
