/**
 * Runs in the page: an operator who takes one call after the other as fast as the page lets them. The keys are events of
 * the page's own making: two thousand calls by way of the browser's input would take an hour.
 */
export const operatorScript = `(() => {
  const until = (what, check) => new Promise((resolve, reject) => {
    const late = setTimeout(() => over(() => reject(new Error('not within 15 s: ' + what))), 15000);
    const over = (end) => { clearTimeout(late); watch.disconnect(); end(); };
    const look = () => { const found = check(); if (found) over(() => resolve(found)); };
    const watch = new MutationObserver(look);
    watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
  const at = (selector, words = '') =>
    until(selector + ' ' + words, () => [...document.querySelectorAll(selector)].find((one) => one.textContent.includes(words)));
  const press = (key, code = key, more = {}) =>
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more }));
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const type = (field, text) => {
    setValue.call(field, text);
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  window.takeCall = async (number) => {
    await at('.caller-number', number);
    await at('.call-head[data-phase="ringing"]');
    press('F2');
    await at('.call-head[data-phase="talking"]');
    const field = await at('#answer-search');
    field.focus();
    type(field, 'zufang');
    await at('.hit-list:not([data-old]) .hit', '第二十五条');
    press('ArrowDown');
    await turn();
    press('Enter');
    await at('.clause .legal-text');
    press('u', 'KeyU', { altKey: true });
    await at('.used');
    press('F9');
    await turn();
    press('F9');
    await at('.call-head[data-phase="ended"]');
    await at('.outcome-chosen', 'D1');
    press('Enter', 'Enter', { ctrlKey: true });
    await at('.record-idle');
  };
})();`;
