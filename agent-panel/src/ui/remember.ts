/**
 * Small choices of this PC (theme, last seat). Never personal data. In another origin's iframe the browser may
 * refuse storage: then nothing is remembered, and nothing breaks.
 */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`yihaoda.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`yihaoda.${key}`);
    else localStorage.setItem(`yihaoda.${key}`, value);
  } catch {
    return;
  }
}
