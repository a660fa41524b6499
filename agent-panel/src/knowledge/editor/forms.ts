import { type Content, contentSchema, type EntryKind } from '../../../../bridge/protocol/content.ts';
import { articleForm } from './article-form.ts';
import { faqForm } from './faq-form.ts';
import { faultsOf } from './faults.ts';
import { type Candidate, type Faults, type FieldGroup, rawTextOf, rowsOf, type Values } from './form.ts';
import { guideForm } from './guide-form.ts';
import { itemForm } from './item-form.ts';

const forms = { article: articleForm, faq: faqForm, item: itemForm, guide: guideForm };

export function groupsOf(kind: EntryKind, values: Values): readonly FieldGroup[] {
  return forms[kind].groups(values);
}

export function emptyValues(kind: EntryKind, regionCode: string): Values {
  return forms[kind].empty(regionCode);
}

export function valuesOf(content: Content): Values {
  switch (content.kind) {
    case 'article':
      return articleForm.valuesOf(content);
    case 'faq':
      return faqForm.valuesOf(content);
    case 'item':
      return itemForm.valuesOf(content);
    case 'guide':
      return guideForm.valuesOf(content);
    default:
      return content satisfies never;
  }
}

/** What was typed as a content, or what stands in the way, by the key of its field. */
export function contentOf(
  kind: EntryKind,
  values: Values,
  base: Content | null,
): { content: Content } | { faults: Faults } {
  const { content, faults } = candidate(kind, values, base);
  const checked = contentSchema.safeParse(content);
  if (checked.success && faults.size === 0) return { content: checked.data };
  const fields = groupsOf(kind, values).flatMap((group) => group.fields);
  const told = faultsOf(
    checked.error?.issues ?? [],
    fields.map(({ key }) => key),
  );
  // What may be left empty and is empty follows from another field, which is told.
  for (const { key, needed } of fields)
    if (
      needed === undefined &&
      told.size > 1 &&
      rawTextOf(values, key) === '' &&
      rowsOf(values, key).length === 0
    )
      told.delete(key);
  // A field's own words are nearer than the schema's.
  return { faults: new Map([...told, ...faults]) };
}

function candidate(kind: EntryKind, values: Values, base: Content | null): Candidate {
  switch (kind) {
    case 'article':
      return articleForm.candidate(values, base?.kind === kind ? base : null);
    case 'faq':
      return faqForm.candidate(values, base?.kind === kind ? base : null);
    case 'item':
      return itemForm.candidate(values, base?.kind === kind ? base : null);
    case 'guide':
      return guideForm.candidate(values, base?.kind === kind ? base : null);
    default:
      return kind satisfies never;
  }
}
