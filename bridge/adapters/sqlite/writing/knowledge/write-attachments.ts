import type { StoredAttachment } from '../../../../application/knowledge-store.ts';
import type { Writing } from '../writing.ts';

/** A part of a file that is being stored; nobody finds it before the file is whole. */
export async function addAttachmentPart(
  { db }: Writing,
  { uploadId, partNo, bytes, at }: { uploadId: string; partNo: number; bytes: Uint8Array; at: number },
): Promise<null> {
  await db
    .insertInto('knowledge_attachment_part')
    .values({ upload_id: uploadId, part_no: partNo, at, bytes })
    .execute();
  return null;
}

/** The file is whole. One that was there before under the same hash stays, and the new parts are cleared away. */
export async function addAttachment(
  { db }: Writing,
  { uploadId, file, at }: { uploadId: string; file: StoredAttachment; at: number },
): Promise<StoredAttachment> {
  await db
    .insertInto('knowledge_attachment')
    .values({
      sha256: file.sha256,
      upload_id: uploadId,
      media_type: file.mediaType,
      bytes: file.bytes,
      at,
    })
    .onConflict((conflict) => conflict.column('sha256').doNothing())
    .execute();
  const kept = await db
    .selectFrom('knowledge_attachment')
    .select(['sha256', 'media_type', 'bytes'])
    .where('sha256', '=', file.sha256)
    .executeTakeFirstOrThrow();
  return { sha256: kept.sha256, mediaType: kept.media_type, bytes: kept.bytes };
}
