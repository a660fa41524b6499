import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEXTS_FOLDER } from '../../../knowledge/import/load-library.ts';

/** Two texts instead of 125: ready in a moment. */
export function smallLibrary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'answers-'));
  const catalogue = JSON.parse(readFileSync(join(TEXTS_FOLDER, 'index.json'), 'utf8')) as {
    texts: { id: string; file: string }[];
  };
  const texts = catalogue.texts.filter(({ id }) => id === 'P001' || id === 'P045');
  for (const { file } of texts) cpSync(join(TEXTS_FOLDER, file), join(folder, file));
  writeFileSync(join(folder, 'index.json'), JSON.stringify({ ...catalogue, texts }));
  writeFileSync(
    join(folder, 'succession.json'),
    '{"starts":[],"endings":[],"revisedElsewhere":[],"endedClauses":[]}',
  );
  writeFileSync(join(folder, 'line-starters.json'), '{"lines":[]}');
  return folder;
}
