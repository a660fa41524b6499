/** Null where it is none: whatever stands between may answer with words of its own, told as such by who asked. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
