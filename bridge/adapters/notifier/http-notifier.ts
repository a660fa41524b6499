import { z } from 'zod';
import type {
  Notification,
  Notifier,
  NotifierAnswer,
  Receipt,
  SignedCall,
  Signing,
  Timer,
} from '../../application/ports.ts';

/** What came of one POST; the address was checked after DNS, and no redirect was followed. */
export type Posted =
  | { outcome: 'answer'; status: number; body: string; waitMs: number }
  /** `again`: another time it may go through */
  | { outcome: 'failed'; again: boolean; words: string };

export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>;

export interface HttpNotifierOptions {
  url: string;
  signing: Signing;
  post: Post;
  timer: Timer;
  /** of one send, the first included */
  tries?: number;
  /** ms before the second try; doubled before each further one */
  backoffMs?: number;
}

/** A gateway that wants us to wait longer is asked another time, ms. */
const longestWait = 10_000;

const answerSchema = z.discriminatedUnion('accepted', [
  z.object({ accepted: z.literal(true) }),
  z.object({ accepted: z.literal(false), message: z.string().max(500).default('') }),
]);

const receiptSchema = z.object({
  messageId: z.string().min(1).max(64),
  state: z.enum(['delivered', 'failed']),
  message: z.string().max(500).default(''),
});

/** A gateway that speaks JSON over HTTP (docs/sms-gateway.md). */
export class HttpNotifier implements Notifier {
  readonly demo = false;
  readonly #options: Required<HttpNotifierOptions>;

  constructor(options: HttpNotifierOptions) {
    this.#options = { tries: 3, backoffMs: 500, ...options };
  }

  async send(notification: Notification): Promise<NotifierAnswer> {
    const { tries, backoffMs, timer } = this.#options;
    for (let tried = 1; ; tried += 1) {
      const { answer, waitMs } = await this.#ask(notification);
      if (answer.outcome !== 'unreachable' || tried >= tries || waitMs === null || waitMs > longestWait)
        return answer;
      const wait = Math.max(backoffMs * 2 ** (tried - 1), waitMs);
      await new Promise<void>((resolve) => timer.after(wait, resolve));
    }
  }

  /** `waitMs` null: asking again at once would be in vain */
  async #ask(notification: Notification): Promise<{ answer: NotifierAnswer; waitMs: number | null }> {
    const { url, signing, post } = this.#options;
    const { to, text, purpose, idempotencyKey } = notification;
    const body = JSON.stringify({ messageId: idempotencyKey, to, text, purpose });
    const posted = await post(
      url,
      {
        'Content-Type': 'application/json; charset=utf-8',
        'Idempotency-Key': idempotencyKey,
        ...signing.headersFor(body),
      },
      body,
    );
    if (posted.outcome === 'failed')
      return { answer: unreachable(posted.words), waitMs: posted.again ? 0 : null };
    const { status, waitMs } = posted;
    if (status >= 200 && status < 300) {
      const told = answerSchema.safeParse(jsonOf(posted.body));
      // Taken or not, nobody knows: the same key may be asked again without a second message.
      if (!told.success) return { answer: unreachable('短信网关的答复无法识别'), waitMs: 0 };
      if (told.data.accepted) return { answer: { outcome: 'accepted' }, waitMs: null };
      const why = told.data.message;
      return {
        answer: { outcome: 'refused', message: `短信网关不接受${why && `：${plain(why)}`}` },
        waitMs: null,
      };
    }
    if (status === 408 || status === 429 || status >= 500)
      return { answer: unreachable(`短信网关暂时不能受理（状态 ${status}）`), waitMs };
    // The gateway does not know us, or not this form of a message: keepers of the site have to look.
    return {
      answer: { outcome: 'refused', message: `短信网关拒绝（状态 ${status}），请告知系统管理员` },
      waitMs: null,
    };
  }

  receipt(call: SignedCall): Receipt | null {
    if (!this.#options.signing.isSigned(call)) return null;
    const told = receiptSchema.safeParse(jsonOf(call.body));
    if (!told.success) return null;
    const { messageId, state, message } = told.data;
    return { idempotencyKey: messageId, state, message: plain(message) };
  }
}

function unreachable(message: string): NotifierAnswer {
  return { outcome: 'unreachable', message };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The words of a foreign system, on one line and short enough for a page. */
function plain(words: string): string {
  return words.replace(/\s+/g, ' ').trim().slice(0, 80);
}
