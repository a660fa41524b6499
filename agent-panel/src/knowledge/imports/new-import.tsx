import { useState } from 'react';
import type { Me } from '../../../../bridge/protocol/desk.ts';
import { importChoicesSchema } from '../../../../bridge/protocol/knowledge.ts';
import { useKeys } from '../../keys/use-keys.ts';
import { useAsked } from '../../link/use-asked.ts';
import { useRegions } from '../../link/use-regions.ts';
import { Trouble } from '../../ui/trouble.tsx';
import { DryRun } from './dry-run.tsx';
import {
  type Choices,
  extensionOf,
  type Format,
  formatOffered,
  formatsFor,
  sizeInWords,
} from './file-choice.ts';
import { FileDrop } from './file-drop.tsx';
import { ImportProgress } from './import-progress.tsx';
import { takenOf } from './outcomes.ts';
import { type Import, isSameWish, useImport, type Wish } from './use-import.ts';
import { words } from './words.ts';

interface Props {
  me: Me;
  onTaken: (batchId: string) => void;
  /** nobody knows whether it was taken */
  onUnsure: () => void;
}

/** A file is tried first and imported then: nobody takes in what they have not seen. */
export function NewImport(props: Props) {
  const { answer, again } = useAsked('knowledge/import-choices', importChoicesSchema);
  if (answer === null) return <p className="blank late">{words.loading}</p>;
  if (!answer.ok) return <Trouble error={answer.error} onRetry={again} />;
  return <Form {...props} choices={answer.value} />;
}

function Form({ me, choices, onTaken, onUnsure }: Props & { choices: Choices }) {
  const regions = useRegions();
  const current = useImport();
  const [system, setSystem] = useState(choices.systems[0]?.system ?? 'website');
  const [regionCode, setRegionCode] = useState(me.regionCode);
  const [format, setFormat] = useState<Format['format'] | null>(null);
  const [file, setFile] = useState<File | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const busy = current.state.state === 'sending';
  const wish: Wish | null = file === null || format === null ? null : { system, regionCode, file, format };
  const blocked = whyNotReal(current, wish);

  function chooseFile(files: readonly File[]) {
    const [first] = files;
    if (first === undefined) return;
    current.clear();
    const offered = formatOffered(first.name, format, system, choices.formats);
    const found = files.length > 1 ? words.form.one : faultOf(first, choices);
    setProblem(found);
    setFile(found === null ? first : null);
    if (offered !== null) setFormat(offered);
  }

  function chooseSystem(next: typeof system) {
    setSystem(next);
    if (file !== null) setFormat(formatOffered(file.name, null, next, choices.formats));
  }

  async function run(dryRun: boolean) {
    if (busy) return;
    const name = choices.formats.find((one) => one.format === format);
    if (wish === null) return setProblem(words.form.noFile);
    if (name !== undefined && !formatsFor(wish.file.name, [name]).length)
      return setProblem(words.form.wrongFormat(name.name, endings(name)));
    setProblem(null);
    const batchId = await current.run(wish, dryRun);
    if (batchId !== null) onTaken(batchId);
    else if (!dryRun) onUnsure();
  }

  useKeys({ save: () => void run(blocked !== null) });

  return (
    <div className="new-import">
      <h2>{words.form.title}</h2>
      <fieldset disabled={busy}>
        <legend className="field-name">{words.form.system}</legend>
        <div className="picks">
          {choices.systems.map((one, at) => (
            <button
              key={one.system}
              type="button"
              id={at === 0 ? 'import-system' : undefined}
              className="pick"
              aria-pressed={one.system === system}
              onClick={() => chooseSystem(one.system)}
            >
              {one.name}
            </button>
          ))}
        </div>
      </fieldset>
      <FileDrop file={file} busy={busy} choices={choices} onFiles={chooseFile} />
      {problem !== null && (
        <p className="told tone-bad" role="alert">
          {problem}
        </p>
      )}
      <div className="import-line">
        <label>
          <span className="field-name">{words.form.format}</span>
          <select
            className="fill"
            disabled={busy}
            value={format ?? ''}
            onChange={({ target }) =>
              setFormat(choices.formats.find((one) => one.format === target.value)?.format ?? null)
            }
          >
            {format === null && <option value="">—</option>}
            {choices.formats.map((one) => (
              <option key={one.format} value={one.format}>
                {one.name} {endings(one)}
              </option>
            ))}
          </select>
        </label>
        <label title={words.form.regionHint}>
          <span className="field-name">{words.form.region}</span>
          <select
            className="fill"
            disabled={busy}
            value={regionCode}
            onChange={({ target }) => setRegionCode(target.value)}
          >
            {!regions.offered.some((one) => one.regionCode === regionCode) && (
              <option value={regionCode}>{regions.name(regionCode)}</option>
            )}
            {regions.offered.map((one) => (
              <option key={one.regionCode} value={one.regionCode}>
                {one.name}
              </option>
            ))}
          </select>
          <small className="soft">{words.form.regionHint}</small>
        </label>
      </div>
      <p className="import-acts">
        <button
          type="button"
          className={`act ${blocked === null ? '' : 'act-main'}`}
          disabled={busy || wish === null}
          title={wish === null ? words.form.noFile : undefined}
          onClick={() => void run(true)}
        >
          {words.form.dry} {blocked !== null && <kbd>{words.form.dryKey}</kbd>}
        </button>
        <button
          type="button"
          className={`act ${blocked === null ? 'act-main' : ''}`}
          disabled={busy || blocked !== null}
          onClick={() => void run(false)}
        >
          {words.form.real} {blocked === null && <kbd>{words.form.dryKey}</kbd>}
        </button>
        {!busy && blocked !== null && <small className="soft">{blocked}</small>}
      </p>
      <ImportProgress current={current} />
      {current.state.state === 'told' && (
        <DryRun receipt={current.state.receipt} file={current.state.wish.file.name} />
      )}
    </div>
  );
}

/** What keeps the import from being pressed; null: nothing. */
function whyNotReal({ state }: Import, wish: Wish | null): string | null {
  if (wish === null) return words.form.noFile;
  if (state.state !== 'told') return words.form.realNeedsDry;
  if (!isSameWish(state.wish, wish)) return words.form.dryAgain;
  return takenOf(state.receipt.counts) === 0 ? words.form.nothingToTake : null;
}

function faultOf(file: File, { formats, maxBytes }: Choices): string | null {
  if (file.size > maxBytes) return words.form.tooLarge(sizeInWords(file.size), sizeInWords(maxBytes));
  if (file.size === 0) return words.form.empty;
  if (formatsFor(file.name, formats).length > 0) return null;
  const known = [...new Set(formats.flatMap((one) => one.extensions))].map((one) => `.${one}`);
  return `${words.form.strange(extensionOf(file.name))}${known.join(' ')}`;
}

function endings({ extensions }: Format): string {
  return extensions.map((one) => `.${one}`).join(' ');
}
