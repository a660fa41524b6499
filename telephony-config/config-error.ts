/** One mistake in a `hotline.yaml`, told to the site engineer where it stands. */
export interface ConfigError {
  file: string;
  /** from 1 */
  line: number;
  /** from 1 */
  column: number;
  /** e.g. lines[1].digit; empty for the file as a whole */
  path: string;
  /** what is wrong and what is expected */
  zh: string;
  en: string;
  remedyZh: string;
  remedyEn: string;
}

/** Two lines, Chinese then English, each beginning with the place as editors and terminals link it. */
export function formatConfigError(error: ConfigError): string {
  const where = `${error.file}:${error.line}:${error.column}`;
  const key = error.path === '' ? '' : ` ${error.path}`;
  return [
    `${where}${key}：${error.zh}；${error.remedyZh}`,
    `${where}${key}: ${error.en}; ${error.remedyEn}`,
  ].join('\n');
}

/** Thrown where a configuration is needed and there is none. */
export class InvalidConfig extends Error {
  readonly errors: readonly ConfigError[];

  constructor(errors: readonly ConfigError[]) {
    super(errors.map(formatConfigError).join('\n'));
    this.name = 'InvalidConfig';
    this.errors = errors;
  }
}
