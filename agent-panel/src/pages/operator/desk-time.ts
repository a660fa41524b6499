import { useStore } from '../../link/use-store.ts';
import { useBeat } from '../../ui/use-now.ts';
import { useDesk } from './desk.ts';

export interface DeskTime {
  /** the bridge's time; stands still while the bridge is not heard */
  now: number;
  /** the time up to which the exchange is known: what it feeds stops its clocks here */
  pbxNow: number;
  bridgeLive: boolean;
  /** both links are up: only then may call and queue look live */
  live: boolean;
}

export function useDeskTime(): DeskTime {
  useBeat();
  const desk = useDesk();
  const status = useStore(desk.connection.status);
  const view = useStore(desk.view);
  const bridgeLive = status.state === 'live';
  const now = bridgeLive ? desk.connection.now() : desk.connection.lastHeard();
  const pbxLost = view !== null && view.link.state !== 'up';
  return {
    now,
    pbxNow: pbxLost ? Math.min(now, view.link.since) : now,
    bridgeLive,
    live: bridgeLive && !pbxLost,
  };
}
