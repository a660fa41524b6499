import type { Attachment } from '../../../../bridge/protocol/content.ts';
import { words } from './words.ts';

/** The server sends it as a file to be saved, whatever it is. */
export function AttachmentLink({ file }: { file: Pick<Attachment, 'name' | 'sha256' | 'bytes'> }) {
  return (
    <a
      href={`api/knowledge/attachments/${file.sha256}/${encodeURIComponent(file.name)}`}
      download={file.name}
    >
      {words.edit.download} {file.name}（{words.edit.size(file.bytes)}）
    </a>
  );
}
