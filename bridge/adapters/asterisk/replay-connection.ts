import type { AmiProtocolError } from './ami-framer.ts';
import { AmiGuard } from './ami-guard.ts';
import type { AmiMessage } from './ami-message.ts';
import { amiNoise } from './ami-noise.ts';
import { connectParser } from './ami-parser.ts';

export interface ReplayEnd {
  /** messages handed over */
  messages: number;
  /** messages that are no event and no usable response: the torn one where a recording starts in mid-stream */
  odd: number;
  /** noise, by event name */
  dropped: ReadonlyMap<string, number>;
  /** bytes after the last whole message, as where an exchange was killed */
  unfinished: number;
  /** why the rest could not be read */
  failure: AmiProtocolError | null;
}

/**
 * Feeds recorded bytes through the very path of a live connection: guard, asterisk-manager, message. What a
 * recording shows is what the bridge would have seen. The greeting and the answer to the login are in the bytes;
 * nobody logs in here, and nothing is sent.
 *
 * @param onMessage is called in order, synchronously
 * @returns after the last message
 * @throws what reading the bytes threw
 */
export async function replayMessages(
  bytes: AsyncIterable<Uint8Array>,
  onMessage: (message: AmiMessage) => void,
): Promise<ReplayEnd> {
  const guard = await AmiGuard.open({
    bytes,
    banner: 'optional',
    drop: amiNoise,
    send: () => {},
    release: () => {},
  });
  let messages = 0;
  await new Promise<void>((resolve, reject) => {
    const message = (each: AmiMessage) => {
      messages += 1;
      onMessage(each);
    };
    connectParser(guard.path, { user: '', secret: '' }, { message, closed: resolve }).catch(reject);
  });
  const end = await guard.ended;
  if (end.kind === 'failed') throw end.error;
  const { odd, dropped, held: unfinished, failure } = guard.framer;
  return { messages, odd, dropped, unfinished, failure };
}
