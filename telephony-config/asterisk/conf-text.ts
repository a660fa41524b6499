/**
 * Text of Asterisk's configuration files. Values were checked when the site was read (`schema/values.ts`); this is the
 * second lock: whatever comes here, a value cannot begin a line, a comment or a section of its own.
 */

export interface Section {
  name: string;
  /** 'template' for `[name](!)`, else the template it is made from */
  kind?: 'template' | { from: string };
  lines: readonly string[];
}

export class UnsafeValue extends Error {
  constructor(value: string) {
    super(`this cannot be written into an Asterisk configuration: ${JSON.stringify(value)}`);
    this.name = 'UnsafeValue';
  }
}

export function section(name: string, ...lines: (string | readonly string[])[]): Section {
  return { name, lines: lines.flat() };
}

export function template(name: string, ...lines: (string | readonly string[])[]): Section {
  return { name, kind: 'template', lines: lines.flat() };
}

export function sectionFrom(from: string, name: string, ...lines: (string | readonly string[])[]): Section {
  return { name, kind: { from }, lines: lines.flat() };
}

/** `key = value` */
export function set(key: string, value: string | number | boolean): string {
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  return `${plain(key)} = ${plain(text)}`.trimEnd();
}

export function comment(text: string): string {
  return `; ${plain(text.replaceAll(';', '；'))}`;
}

/** One extension of the dialplan: the first step, then `same => n` with an optional label before each. */
export function extension(pattern: string, ...steps: (string | { label: string; step: string })[]): string[] {
  return steps.map((step, index) => {
    const [label, text] = typeof step === 'string' ? ['', step] : [`(${plain(step.label)})`, step.step];
    return index === 0
      ? `exten => ${plain(pattern)},1${label},${plain(text)}`
      : ` same => n${label},${plain(text)}`;
  });
}

export function confText(sections: readonly Section[]): string {
  return sections
    .map(({ name, kind, lines }) => {
      if (/[[\]()\s]/.test(plain(name))) throw new UnsafeValue(name);
      const suffix = kind === undefined ? '' : kind === 'template' ? '(!)' : `(${plain(kind.from)})`;
      return `[${name}]${suffix}\n${lines.map((line) => `${line}\n`).join('')}`;
    })
    .join('\n');
}

function plain(text: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp};]/u.test(text)) throw new UnsafeValue(text);
  return text;
}
