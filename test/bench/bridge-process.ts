import type { AnswerIndex } from '../../bridge/application/ports.ts';
import { type RunningBridge, startBridge } from '../../bridge/main.ts';
import type { BridgeCalls } from './bridge-calls.ts';
import { serve } from './processes.ts';

/* The product as it is started for a site, with a channel to ask it how it is. */

/** A library without a text: for what is measured without the search's thread. */
const noAnswers: AnswerIndex = {
  ready: Promise.resolve(),
  update: async () => {},
  putSynonyms: async () => {},
  onRebuilt() {},
  search: async () => [],
  suggest: async () => [],
  article: async () => null,
  builtIn: async () => [],
  builtInEntry: async () => null,
  compare: async () => null,
  pack: () => Promise.reject(new Error('no library')),
  explain: () => Promise.reject(new Error('no library')),
  close: async () => {},
};

let bridge: RunningBridge | null = null;

serve<BridgeCalls>(
  {
    async begin({ config, panelFolder, env, answers }) {
      bridge = await startBridge({
        config,
        panelFolder,
        port: 0,
        env,
        tell() {},
        logLevel: 'silent',
        ...(answers === 'none' ? { index: noAnswers } : {}),
      });
      return { url: bridge.url };
    },
    async facts() {
      if (bridge === null) throw new Error('the bridge was not started');
      const { floor } = bridge.hotline;
      const { rss, heapUsed, external } = process.memoryUsage();
      const all = process.cpuUsage();
      const main = process.threadCpuUsage();
      const onDisk = await bridge.store.journal.head(floor.stream);
      return {
        link: floor.link.state,
        position: floor.head.position,
        durable: onDisk?.position ?? 0,
        rss: rss / 1e6,
        heapUsed: heapUsed / 1e6,
        external: external / 1e6,
        cpu: (all.user + all.system) / 1000,
        mainCpu: (main.user + main.system) / 1000,
        liveCalls: floor.liveCalls().length,
        answersReady: bridge.hotline.answerQuestion.ready,
      };
    },
  },
  async () => {
    await bridge?.stop();
  },
);
