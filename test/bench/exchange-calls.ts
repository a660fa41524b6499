import type { LoadShape } from './call-plan.ts';

/** Who is sent the load: the bridge over its AMI connection, and whoever takes plain bytes. */
export type Receiver = 'ami' | 'plain';

/** What the sender can be asked. */
export type ExchangeCalls = {
  begin: { argument: { user: string; secret: string }; answer: { amiPort: number; plainPort: number } };
  /** by a fixed schedule that waits for nobody */
  pace: {
    argument: { to: Receiver; shape: LoadShape; firstCall: number; calls: number };
    answer: { sent: number; offers: Offer[]; latestMs: number };
  };
  /** made beforehand, then as fast as it is taken */
  flood: {
    argument: { to: Receiver; shape: LoadShape; firstCall: number; calls: number };
    answer: { sent: number; bytes: number; began: number };
  };
  connections: { argument: null; answer: { ami: number; plain: number; obeyed: number } };
};

/** A call, and when the bytes that offer it left, in ns of the machine's monotonic clock. */
export type Offer = [callId: string, sentAt: number];
