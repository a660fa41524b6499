/** Where the keys of the guide lead. */
export const ORGAN_ID = 'organ-search';
export const CHANNEL_ID = 'disclosure-channel';
export const PRINT_ID = 'slip-print';

export function focusOn(id: string): void {
  document.getElementById(id)?.focus();
}
