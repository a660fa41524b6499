import { useLayoutEffect, useRef } from 'react';

const LONGEST = 4_000;
const TALLEST_PX = 150;

interface Props {
  id: string;
  rows: number;
  placeholder?: string;
  value: string;
  onChange: (value: string) => void;
}

/** A text field as tall as its text. Ant Design's measures with a style attribute, which the policy (CSP) blocks. */
export function GrowingText({ id, rows, placeholder, value, onChange }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: measures again for each text
  useLayoutEffect(() => {
    if (field.current !== null) measure(field.current);
  }, [value]);
  useLayoutEffect(() => {
    const element = field.current;
    if (element === null) return;
    let width = 0;
    // Behind another tab it has no size; it is measured when it is shown.
    const resized = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      measure(element);
    });
    resized.observe(element);
    return () => resized.disconnect();
  }, []);
  return (
    <textarea
      id={id}
      ref={field}
      className="growing"
      rows={rows}
      maxLength={LONGEST}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function measure(element: HTMLTextAreaElement): void {
  element.style.height = '';
  // Two more for the border, which scrollHeight leaves out.
  if (element.scrollHeight > element.clientHeight) {
    element.style.height = `${Math.min(TALLEST_PX, element.scrollHeight + 2)}px`;
  }
}
