const words: Readonly<Record<string, { zh: string; en: string }>> = {
  ENOENT: { zh: '没有这个文件或文件夹', en: 'there is no such file or folder' },
  EISDIR: { zh: '是文件夹，这里要的是文件', en: 'this is a folder; a file is expected' },
  ENOTDIR: { zh: '路径中有一段不是文件夹', en: 'a part of this path is no folder' },
  EACCES: { zh: '当前账户没有权限', en: 'this account has no permission' },
  EPERM: { zh: '当前账户没有权限', en: 'this account has no permission' },
  EROFS: { zh: '所在的文件系统只读', en: 'the file system is read-only' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
};

/** What the operating system refused, as one line for people that begins with the file where it is told; null for any other error. */
export function systemErrorWords(error: unknown): string | null {
  // A connection that is refused by the system has a code too, and an address.
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error) || 'address' in error)
    return null;
  const said = words[String(error.code)];
  if (said === undefined) return null;
  return 'path' in error ? `${error.path}：${said.zh}\n${error.path}: ${said.en}` : `${said.zh}\n${said.en}`;
}
