let composing = false;
addEventListener(
  'compositionstart',
  () => {
    composing = true;
  },
  true,
);
addEventListener(
  'compositionend',
  () => {
    composing = false;
  },
  true,
);

/** Someone is writing a record or composing Chinese: nothing may take the focus or change the page under it. */
export function fieldInUse(): boolean {
  const active = document.activeElement;
  if (composing) return true;
  // Choosing an outcome by letter and digit is writing, too; resting on a button is not.
  return (
    active !== null && !(active instanceof HTMLButtonElement) && active.closest('[data-record]') !== null
  );
}
