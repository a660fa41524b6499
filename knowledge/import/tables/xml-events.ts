import { SaxesParser } from 'saxes';

/**
 * A part of a workbook, as events, without ever holding the whole of it. DOCTYPE is refused (ECMA-376-1, and nothing
 * of an office writes one), so there are no entities but the five; depth and the length of one run are bounded.
 */
export interface XmlHandlers {
  /** names and attributes without their prefix: c, not x:c */
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close(name: string): void;
  text(text: string): void;
}

export class XmlUnreadable extends Error {
  override readonly name = 'XmlUnreadable';
  readonly why: 'doctype' | 'malformed' | 'deep' | 'long';

  constructor(why: XmlUnreadable['why']) {
    super(why);
    this.why = why;
  }
}

const DEPTH = 64;
/** Characters without a tag; a cell holds 32,767 at most (Excel's own limit). */
const RUN_CHARS = 4 * 1024 * 1024;

/** Yields after each chunk, so that what the handlers have put together can be taken before the next. */
export async function* readXml(
  chunks: AsyncIterable<Uint8Array>,
  { open, close, text }: XmlHandlers,
): AsyncGenerator<void, void, undefined> {
  const parser = new SaxesParser({ xmlns: false, position: false });
  let depth = 0;
  let run = 0;
  parser.on('doctype', () => fail('doctype'));
  parser.on('error', () => fail('malformed'));
  parser.on('opentag', ({ name, attributes }) => {
    run = 0;
    depth += 1;
    if (depth > DEPTH) fail('deep');
    open(localOf(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    run = 0;
    depth -= 1;
    close(localOf(name));
  });
  parser.on('text', text);
  parser.on('cdata', text);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for await (const chunk of chunks) {
    const written = decoded(decoder, chunk);
    run += written.length;
    parser.write(written);
    if (run > RUN_CHARS) fail('long');
    yield;
  }
  parser.close();
  yield;
}

function fail(why: XmlUnreadable['why']): never {
  throw new XmlUnreadable(why);
}

function decoded(decoder: InstanceType<typeof TextDecoder>, chunk: Uint8Array): string {
  try {
    return decoder.decode(chunk, { stream: true });
  } catch {
    return fail('malformed');
  }
}

function localOf(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** An attribute by its local name, whatever the prefix: r:id. */
export function relationOf(attributes: Readonly<Record<string, string>>): string | null {
  const found = Object.entries(attributes).find(([name]) => name.endsWith(':id'));
  return found?.[1] ?? null;
}
