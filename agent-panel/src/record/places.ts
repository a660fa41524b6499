import type { Field } from './draft.ts';

/** The field of the form that a shortcut or a missing word leads to. */
export function fieldId(field: Field): string {
  return `record-${field}`;
}

export function focusField(field: Field): void {
  document.getElementById(fieldId(field))?.focus();
}
