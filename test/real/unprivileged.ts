import { chown, readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** `nobody` and its group on Debian. */
const NOBODY = 65_534;
const OTHERS_MAY_ENTER = 0o001;

/** Who Asterisk runs as: whoever runs the tests, unless that is root, as in CI. */
export const unprivileged: { uid?: number; gid?: number } =
  process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};

/** Gives a folder and all in it to who Asterisk runs as. */
export async function handOver(folder: string): Promise<void> {
  const { uid, gid } = unprivileged;
  if (uid === undefined || gid === undefined) return;
  for (let above = dirname(folder); above !== '/'; above = dirname(above))
    if (((await stat(above)).mode & OTHERS_MAY_ENTER) === 0)
      throw new Error(`nobody but its owner may enter ${above}: set TMPDIR to another folder, such as /tmp`);
  const names = await readdir(folder, { recursive: true });
  await Promise.all(['', ...names].map((name) => chown(join(folder, name), uid, gid)));
}
