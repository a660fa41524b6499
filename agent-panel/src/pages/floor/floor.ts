import { createContext, useContext } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import type { FloorView } from '../../../../bridge/protocol/floor.ts';
import type { ServerFrame } from '../../../../bridge/protocol/frames.ts';
import { applyChanges } from '../../floor/floor-model.ts';
import { Connection } from '../../link/connection.ts';
import { newId } from '../../link/ids.ts';
import { openSocket } from '../../link/socket.ts';
import { createStore, type Store } from '../../link/store.ts';
import { useStore } from '../../link/use-store.ts';
import { realTimers } from '../../link/wire.ts';
import { stillSignedIn } from '../../session.ts';
import { useBeat } from '../../ui/use-now.ts';

/** The floor as it is followed: a whole view, then changed rows. */
export class Floor {
  readonly me: Me;
  readonly view: Store<FloorView | null> = createStore<FloorView | null>(null);
  readonly connection: Connection;

  constructor(me: Me) {
    this.me = me;
    this.connection = new Connection({
      page: 'floor',
      openWire: openSocket,
      timers: realTimers,
      random: Math.random,
      newId,
      stillSignedIn,
      frame: (frame) => this.#receive(frame),
    });
  }

  #receive(frame: ServerFrame): void {
    if (frame.type === 'floor') this.view.set(frame.floor);
    const now = this.view.get();
    if (frame.type === 'floor-changes' && now !== null) this.view.set(applyChanges(now, frame.changes));
  }
}

export const FloorContext = createContext<Floor | null>(null);

export function useFloor(): Floor {
  const floor = useContext(FloorContext);
  if (floor === null) throw new Error('useFloor outside the floor page');
  return floor;
}

/** The time up to which the floor is known, and whether it may look live. */
export function useFloorTime(): { now: number; live: boolean } {
  useBeat();
  const { connection, view } = useFloor();
  const status = useStore(connection.status);
  const floor = useStore(view);
  const bridgeLive = status.state === 'live';
  const now = bridgeLive ? connection.now() : connection.lastHeard();
  if (floor === null || floor.link.state === 'up') return { now, live: bridgeLive };
  return { now: Math.min(now, floor.link.since), live: false };
}
