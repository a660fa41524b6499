const shortest = 10;
const longest = 256;
const kindsNeeded = 3;
const kinds = [/\d/, /\p{Ll}/u, /\p{Lu}/u, /[^\d\p{Ll}\p{Lu}]/u];

/** In words for people, of what a password must be. */
export const passwordRule = {
  zh: `密码至少 ${shortest} 位，含数字、小写、大写、其他字符中的三类`,
  en: `a password needs ${shortest} characters of three kinds: digits, lower case, upper case, others`,
};

/** GB/T 22239-2019 §8.1.4.1 asks for complexity without a figure: ten characters of three kinds is ours. */
export function isPasswordGood(password: string): boolean {
  if (password.length < shortest || password.length > longest) return false;
  return kinds.filter((kind) => kind.test(password)).length >= kindsNeeded;
}
