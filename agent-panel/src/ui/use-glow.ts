import { type RefObject, useEffect, useRef } from 'react';

const GLOW_MS = 2_000;

/** What changed glows for two seconds where it stands, unless motion is not wanted. */
export function useGlow<E extends HTMLElement>(value: unknown): RefObject<E | null> {
  const element = useRef<E>(null);
  const last = useRef(value);
  useEffect(() => {
    if (Object.is(last.current, value)) return;
    last.current = value;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim();
    element.current?.animate(
      [{ boxShadow: `inset 0 0 0 2px ${accent}` }, { boxShadow: 'inset 0 0 0 2px transparent' }],
      {
        duration: GLOW_MS,
        easing: 'ease-in',
      },
    );
  }, [value]);
  return element;
}
