/**
 * All that a page and the panel in its frame say to each other, in both directions: types only, no import, shared by
 * the SDK and the panel. The panel checks each message from outside against them (agent-panel/src/embedding/border.ts).
 */

/** Goes with every message, so that other messages of the page are not taken for ours. Another number, another protocol. */
export interface Marked {
  yihaoda: 1;
}

/** What the page may ask. The operator decides about `dial` each time, and about the others while in a call or a field. */
export type Ask =
  | { do: 'search'; words: string }
  | { do: 'open-record'; recordNo: string }
  | { do: 'open-answer'; articleId: string; clauseNo: string }
  /** digits, as one would dial them without a prefix for outside lines */
  | { do: 'dial'; number: string };
export type AskName = Ask['do'];

export type ToPanel = Marked &
  ({ type: 'hello'; id: string; versions: number[] } | { type: 'ask'; id: string; ask: Ask });

/** Only what the city's configuration lets this page know. Told in order; the state of the calls comes after each welcome. */
export type PanelEvent =
  | {
      event: 'call';
      /** `gone`: rang here, and was answered elsewhere or not at all */
      phase: 'ringing' | 'answered' | 'ended' | 'gone';
      /** the same for all that belongs to one call and its record */
      interactionId: string;
      direction: 'inbound' | 'outbound';
      /** masked (138****1115) unless the city gives full ones; null: withheld, or to be kept confidential */
      number: string | null;
      numberMasked: boolean;
      /** where the number is from, by the exchange or the city's table; never guessed */
      place: string | null;
      queue: string | null;
      queueName: string | null;
      serviceFunction: 'POLICY' | 'SERVICE_GUIDE' | 'DISCLOSURE_GUIDE' | 'OTHER';
      /** when the phase began, ISO 8601 with +08:00; null: not known */
      at: string | null;
    }
  | {
      event: 'answer';
      interactionId: string;
      /** false: taken back */
      used: boolean;
      articleId: string;
      clauseNo: string;
      title: string;
      /** 文号 */
      docNo: string | null;
      /** 效力 on the day of the answer, in words: 现行有效 */
      validity: string;
    }
  | {
      event: 'record';
      interactionId: string;
      recordNo: string;
      rev: number;
      /** 处理结果 */
      outcome: { code: string; name: string };
      /** 要求保密 */
      confidential: boolean;
      savedAt: string;
    };
export type EventName = PanelEvent['event'];

export type AskResult = { ok: true } | { ok: false; code: string /** for people */; message: string };

export type FromPanel = Marked &
  (
    | { type: 'welcome'; id: string; version: 1; events: EventName[]; asks: AskName[] }
    /** to a hello: no version in common */
    | { type: 'refused'; id: string; code: string; message: string }
    | { type: 'result'; id: string; result: AskResult }
    | { type: 'event'; event: PanelEvent }
    /** nothing more is told until the next hello */
    | { type: 'bye' }
  );
