/** Told side by side, as all commands do. */
export interface Words {
  zh: string;
  en: string;
}

/** Why a hop failed: what is known of it, without words. */
export type Trouble =
  | { kind: 'interrupted' }
  /* configuration */
  | { kind: 'file-wrong'; words: string }
  | { kind: 'seat-not-in-file'; seat: string }
  | { kind: 'queue-not-in-file'; queue: string; known: readonly string[] }
  | { kind: 'no-way-in'; queue: string }
  /* exchange */
  | { kind: 'exchange-lost'; at: string; reason: string }
  | { kind: 'exchange-refused'; reason: Words; remedy: Words }
  | { kind: 'exchange-report'; findings: readonly Words[] }
  | { kind: 'line-lost'; reason: string }
  /* queue and telephone */
  | { kind: 'queue-unknown'; queue: string; known: readonly string[] }
  | { kind: 'trunk-unknown'; endpoints: readonly string[] }
  | { kind: 'telephone-unknown'; interface: string }
  | { kind: 'telephone-away'; interface: string; state: string }
  | { kind: 'others-would-ring'; queue: string; free: readonly string[]; waiting: number }
  /* bridge */
  | { kind: 'bridge-silent'; url: string; reason: string }
  | { kind: 'bridge-untrusted'; url: string; reason: string }
  | { kind: 'not-the-bridge'; url: string; status: number }
  | { kind: 'bridge-unlinked'; link: string }
  /* account and page */
  | { kind: 'account-refused'; login: string; message: string }
  | { kind: 'no-operator'; login: string }
  | { kind: 'page-refused'; reason: string }
  | { kind: 'page-without-desk' }
  | { kind: 'other-exchange'; expected: string; found: string }
  | { kind: 'bridge-in-demo' }
  | { kind: 'account-at-seat'; seat: string }
  /* seat */
  | { kind: 'seat-refused'; seat: string; code: string; message: string }
  | { kind: 'seat-not-ready'; seat: string; state: string; reason: string | null }
  | { kind: 'member-missing'; queue: string; interface: string; alike: string | null }
  | { kind: 'member-paused'; queue: string; interface: string; reason: string }
  | { kind: 'member-device'; queue: string; interface: string; device: number }
  /* call */
  | { kind: 'call-refused'; message: string }
  | { kind: 'call-not-born'; extension: string; context: string }
  | { kind: 'call-ended-early'; extension: string; context: string }
  | { kind: 'queue-not-joined'; queue: string; seconds: number }
  | { kind: 'other-queue'; queue: string; joined: string; digit: string | null }
  | { kind: 'queue-let-go'; queue: string; status: string }
  | { kind: 'not-offered'; seat: string; queue: string; offeredTo: readonly string[] }
  | { kind: 'real-call'; seat: string }
  | { kind: 'not-ringing'; interface: string; result: string | null }
  | { kind: 'no-pop'; seat: string; saw: 'nothing' | 'seat-rings' | 'link-lost' | 'page-gone'; told: string }
  | { kind: 'not-over'; at: 'exchange' | 'page' }
  | { kind: 'not-left'; seat: string; message: string }
  | { kind: 'still-member'; queue: string; interface: string };

/** Ends the hop that is looked at. */
export class HopFailed extends Error {
  override readonly name = 'HopFailed';
  readonly trouble: Trouble;

  constructor(trouble: Trouble) {
    super(trouble.kind);
    this.trouble = trouble;
  }
}
