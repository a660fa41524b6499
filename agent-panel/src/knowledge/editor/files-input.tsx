import { useRef, useState } from 'react';
import { attachmentAnswerSchema } from '../../../../bridge/protocol/knowledge.ts';
import { sendFile } from '../../link/send-file.ts';
import { Icon } from '../../ui/icons.tsx';
import { AttachmentLink } from '../entries/attachment-link.tsx';
import { words } from '../entries/words.ts';
import type { Row } from './form.ts';

const MOST_BYTES = 20 * 1024 * 1024;

interface Props {
  id: string;
  rows: readonly Row[];
  onChange: (rows: readonly Row[]) => void;
}

/** 附件: sent as soon as it is chosen; it belongs to the entry when that is saved. */
export function FilesInput({ id, rows, onChange }: Props) {
  const [sending, setSending] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const latest = useRef(rows);
  latest.current = rows;

  async function take(file: File) {
    if (file.size > MOST_BYTES) return setFault(words.edit.tooLarge(file.name));
    setFault(null);
    setSending(file.name);
    const path = `knowledge/attachments?name=${encodeURIComponent(file.name)}`;
    const answer = await sendFile(path, file, attachmentAnswerSchema, () => {}).answer;
    setSending(null);
    if (answer === null) return;
    if (!answer.ok) return setFault(answer.error.message);
    const { bytes, ...facts } = answer.value.attachment;
    onChange([...latest.current, { ...facts, bytes: String(bytes) }]);
  }

  return (
    <div className="files-input" id={id} tabIndex={-1}>
      <ul>
        {rows.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a file may be attached twice
          <li key={at}>
            <AttachmentLink
              file={{ name: row.name ?? '', sha256: row.sha256 ?? '', bytes: Number(row.bytes) }}
            />
            <button
              type="button"
              className="quiet"
              aria-label={`${words.edit.remove} ${row.name}`}
              title={words.edit.remove}
              onClick={() => onChange(rows.filter((_, n) => n !== at))}
            >
              <Icon name="cross" size={14} />
            </button>
          </li>
        ))}
      </ul>
      {sending !== null && <p className="soft">{words.edit.uploading(sending)}</p>}
      {fault !== null && (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <label className="act">
        {words.edit.upload}
        <input
          type="file"
          className="unseen"
          disabled={sending !== null}
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file !== undefined) void take(file);
          }}
        />
      </label>
    </div>
  );
}
