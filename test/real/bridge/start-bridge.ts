import { startBridge } from '../../../bridge/main.ts';

/**
 * What `yihaoda start --config` does, without building the panel: `start-bridge.ts CONFIG DATA PORT PANEL`.
 * Started as a process of its own, to be killed.
 */
const [config, data, port, panelFolder] = process.argv.slice(2);
if (config === undefined || data === undefined || panelFolder === undefined)
  throw new Error('usage: start-bridge.ts CONFIG DATA PORT PANEL');

const bridge = await startBridge({
  config,
  data,
  port: Number(port),
  panelFolder,
  tell: (line) => console.log(line),
});
process.on('SIGTERM', () => void bridge.stop().then(() => process.exit(0)));
