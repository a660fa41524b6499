import { type RunningBridge, startBridge } from '../../../bridge/main.ts';
import { serve } from '../processes.ts';
import type { PanelBridgeCalls } from './bridge-calls.ts';

/* The demo as `npm start` has it: its own call floor, all texts, in a process of its own. */

let bridge: RunningBridge | null = null;

serve<PanelBridgeCalls>(
  {
    async begin({ data, panelFolder }) {
      const said: string[] = [];
      bridge = await startBridge({
        data,
        port: 0,
        panelFolder,
        logLevel: 'silent',
        tell: (line) => void said.push(line),
      });
      const line = said.find((each) => each.trim().startsWith('operator '));
      const password = line?.trim().split(/\s+/)[1];
      if (password === undefined) throw new Error('no password of the operator was told');
      return { url: bridge.url, password };
    },
  },
  async () => {
    await bridge?.stop();
  },
);
