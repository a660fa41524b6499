/** What a human act came to. The words are for the person who acted: what happened, what is safe, what to do. */
export type Done = { outcome: 'done' };
export type Refused = { outcome: 'refused'; code: string; message: string };
export type Result = Done | Refused;

export const done: Done = { outcome: 'done' };

export function refused(code: string, message: string): Refused {
  return { outcome: 'refused', code, message };
}

/** Said at the door, at a seat and to an open page alike. */
export const accountDisabled = refused('disabled', '账号已停用。如有疑问，请联系系统管理员。');

/** Said wherever a right is missing: deny by default (GB/T 22239-2019 §8.1.4, least privilege). */
export const noRight = refused('no-right', '您的角色没有此项权限。如确需使用，请联系系统管理员。');
