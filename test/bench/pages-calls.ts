import type { Person } from './people.ts';

/** A call that popped, and when its frame was there, in ns of the machine's monotonic clock. */
export type Pop = [callId: string, seenAt: number];

/** What the process of the open pages can be asked. */
export type PagesCalls = {
  open: {
    argument: {
      url: string;
      people: Person[];
      /** `offer`: the relay's pages get the bytes of the offer itself */
      pops: 'desk' | 'offer';
      /** from the end of a call to the save of its record; of a relay's page from its offer */
      saveAfterMs: number;
    };
    answer: { open: number; signedIn: number };
  };
  searches: { argument: { perSecond: number }; answer: null };
  /** what has come since the last time */
  seen: { argument: null; answer: PagesSeen };
};

export interface PagesSeen {
  open: number;
  pops: Pop[];
  frames: number;
  bytes: number;
  saved: number;
  refused: number;
  searches: number;
  /** of the answers to searches, ms */
  searchMs: number[];
  /** words of the first refusal or goodbye */
  trouble: string | null;
}
