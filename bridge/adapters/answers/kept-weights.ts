import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from '../../../knowledge/index/files.ts';
import type { KeptWeights } from '../../application/ports.ts';
import { weightsName } from './city-weights.ts';

/** A city's own weights in its data folder, where the next start of the bridge looks for them. */
export function keptWeightsIn(data: string): KeptWeights {
  const files = filesIn(data);
  return {
    isThere: async () => existsSync(join(data, weightsName)),
    async put(bytes) {
      // Of its own name: two who put at once must not write into one file.
      const beside = `${weightsName}.${randomUUID()}.new`;
      try {
        await files.write(beside, bytes);
        await files.rename(beside, weightsName);
      } catch (error) {
        await files.remove(beside);
        throw error;
      }
      await files.syncFolder();
    },
    async remove() {
      await files.remove(weightsName);
      await files.syncFolder();
    },
  };
}
