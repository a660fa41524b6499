import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { type Learned, mostLearnedBytes, readLearned } from '../../../knowledge/import/learned-file.ts';
import type { Library } from '../../../knowledge/import/load-library.ts';
import { TextError } from '../../../knowledge/import/text-error.ts';

/** Of a data folder. */
export const weightsName = 'knowledge-weights.json';

/**
 * A city's own weights as they lay in its data folder when somebody looked. A bridge looks once, at its start: a thread
 * that is started again, and each trial, has the same ones as the answers.
 */
export type CityWeights = { file: string; bytes: Uint8Array } | { file: string; unreadable: string };

/** null: the city has none, the built-in ones are in force */
export async function cityWeightsIn(data: string): Promise<CityWeights | null> {
  const file = join(data, weightsName);
  try {
    return { file, bytes: await readWeights(file) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    return { file, unreadable: wordsOf(error) };
  }
}

/** No more of it than weights can be. @throws TextError, or what the system says */
export async function readWeights(file: string): Promise<Uint8Array> {
  // What is no file, such as a pipe, must not be waited for.
  const opened = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await opened.stat();
    if (!found.isFile()) throw new TextError('TABLE_UNREADABLE', file, '不是普通文件', 'no regular file');
    const bytes = new Uint8Array(Math.min(found.size, mostLearnedBytes + 1));
    let at = 0;
    while (at < bytes.length) {
      const { bytesRead } = await opened.read(bytes, at, bytes.length - at, at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.slice(0, at);
  } finally {
    await opened.close();
  }
}

/** @returns `fault`: why they cannot be used and what to do, for who runs the bridge */
export function learnedBy(weights: CityWeights): Learned | { fault: string } {
  try {
    if ('unreadable' in weights) throw new Error(weights.unreadable);
    return readLearned(weights.bytes, weights.file);
  } catch (error) {
    return {
      fault: `本市的排序权重 ${weights.file} 用不上，改用内置权重：${wordsOf(error)}。请重新训练，用 yihaoda knowledge weights use 启用；或用 yihaoda knowledge weights take-back 撤下`,
    };
  }
}

/** The library with the city's weights in place of its own, where there are any that can be used. */
export function withWeights(
  library: Library,
  weights: CityWeights | null,
  told: (fault: string) => void,
): Library {
  if (weights === null) return library;
  const learned = learnedBy(weights);
  if (!('fault' in learned)) return { ...library, ...learned };
  told(learned.fault);
  return library;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
