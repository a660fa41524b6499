import { z } from 'zod';

/** What a site engineer is told of a key: what is expected there, in both languages, and values to copy. */
export interface KeyHelp {
  zh: string;
  en: string;
  examples: readonly unknown[];
}

const helps = z.registry<KeyHelp>();

/**
 * Gives a key its explanation. It serves twice: as the `description` that editors show from the JSON schema, and as
 * the "expected" of an error, so the two can never contradict each other.
 */
export function told<S extends z.ZodType>(schema: S, zh: string, en: string, ...examples: unknown[]): S {
  const described = schema.meta({
    description: `${zh}\n${en}`,
    ...(examples.length === 0 ? {} : { examples }),
  });
  helps.add(described, { zh, en, examples });
  return described;
}

export function helpOf(schema: z.ZodType): KeyHelp | undefined {
  return helps.get(schema);
}

/** A refusal that a schema cannot express by shape alone; `load.ts` shows it where the value stands. */
export interface Refusal {
  zh: string;
  en: string;
  remedyZh: string;
  remedyEn: string;
}

/** Says no to the value at `path` below the one being checked. */
export function refuse<T>(check: z.core.ParsePayload<T>, path: (string | number)[], refusal: Refusal): void {
  check.issues.push({
    code: 'custom',
    input: check.value,
    path,
    params: { ...refusal },
    message: refusal.en,
  });
}
