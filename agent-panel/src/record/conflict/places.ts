const PANEL_ID = 'conflict';

export const conflictPanelId = PANEL_ID;

/** To the first choice that is still to be made, else to the panel: it says what is missing. */
export function focusOpenPart(): void {
  const panel = document.getElementById(PANEL_ID);
  const open = panel?.querySelector<HTMLElement>('[data-open] input');
  (open ?? panel)?.focus();
}
