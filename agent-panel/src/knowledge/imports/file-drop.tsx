import { type DragEvent, useState } from 'react';
import { type Choices, sizeInWords } from './file-choice.ts';
import { words } from './words.ts';

interface Props {
  file: File | null;
  busy: boolean;
  choices: Choices;
  onFiles: (files: readonly File[]) => void;
}

/** Where a file is dropped or chosen; the forms to fill in lie beside it. */
export function FileDrop({ file, busy, choices, onFiles }: Props) {
  const [over, setOver] = useState(false);
  const extensions = [...new Set(choices.formats.flatMap((format) => format.extensions))];

  function dragged(event: DragEvent, isOver: boolean) {
    event.preventDefault();
    setOver(isOver && !busy);
  }

  return (
    <section
      className="file-drop"
      aria-label={words.form.file}
      data-over={over || undefined}
      onDragEnter={(event) => dragged(event, true)}
      onDragOver={(event) => dragged(event, true)}
      onDragLeave={(event) => dragged(event, false)}
      onDrop={(event) => {
        dragged(event, false);
        if (!busy) onFiles([...event.dataTransfer.files]);
      }}
    >
      <p className="file-chosen">
        {file === null ? (
          <span>{words.form.drop}</span>
        ) : (
          <b>
            {file.name} <small className="soft">{sizeInWords(file.size)}</small>
          </b>
        )}
        <label className="act file-pick" data-busy={busy || undefined}>
          {file === null ? words.form.pick : words.form.another}
          <input
            type="file"
            className="unseen"
            disabled={busy}
            accept={extensions.map((extension) => `.${extension}`).join(',')}
            onChange={({ target }) => {
              onFiles([...(target.files ?? [])]);
              // The same file, mended, may be chosen again.
              target.value = '';
            }}
          />
        </label>
        <small className="soft">{words.form.limit(sizeInWords(choices.maxBytes))}</small>
      </p>
      <p className="templates">
        <small className="soft">{words.form.templates}</small>
        {choices.templates.map(({ template, name }) => (
          <a key={template} href={`api/knowledge/templates/${encodeURIComponent(template)}`} download>
            {name}
          </a>
        ))}
      </p>
    </section>
  );
}
