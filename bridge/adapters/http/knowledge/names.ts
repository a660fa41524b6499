import { sourceSystemNames } from '../../../../knowledge/content/delivery.ts';
import type { Hotline } from '../../../application/hotline.ts';

/** Who did something, by the name that people know: a person's, a source's, the system's. */
export interface Names {
  person(id: string): string;
  unit(id: string): string;
}

const sources: Readonly<Record<string, string>> = sourceSystemNames;

/** As they are now; one reading of the accounts serves a whole answer. */
export async function namesOf({
  accounts,
  scopes,
  site,
}: Pick<Hotline, 'accounts' | 'scopes' | 'site'>): Promise<Names> {
  const known = new Map((await accounts.list()).map(({ id, name }) => [id, name]));
  return {
    person(id) {
      if (id.startsWith('source:')) return `来源：${sources[id.slice('source:'.length)] ?? id}`;
      if (id.startsWith('command-line')) return '命令行';
      return id === 'system' ? '系统' : (known.get(id) ?? id);
    },
    unit: (id) => scopes.unitName(id === '' ? site.cityUnitId : id),
  };
}
