import type { ConfigError } from '../../telephony-config/config-error.ts';
import { loadConfig } from '../../telephony-config/load.ts';
import type { HotlineConfig } from '../../telephony-config/schema.ts';
import type { SiteSecrets } from '../../telephony-config/secrets.ts';

export const SMALLEST_SITE = `version: 1
pbx:
  id: cs-main
  name: 长沙12345主机
  ami:
    url: ami://bridge@127.0.0.1:5038
    secretEnv: YHD_AMI_SECRET
number: '12345'
city: { unitId: cs, regionCode: '430100', name: 长沙市 }
trunks:
  - name: carrier
    endpoint: PJSIP/trunk
    match: 10.99.0.5
lines:
  - queue: policy
    name: 政策咨询
    serviceFunction: POLICY
seats:
  - { from: 1001, to: 1003 }
`;

/** The smallest site with one part of its text replaced, and more text after it. */
export function siteWith({
  replace = ['', ''],
  add = '',
}: {
  replace?: [string, string];
  add?: string;
}): string {
  const [before, after] = replace;
  if (!SMALLEST_SITE.includes(before)) throw new Error(`the smallest site does not hold ${before}`);
  return `${SMALLEST_SITE.replace(before, () => after)}${add}`;
}

export function siteFrom(text: string): HotlineConfig {
  const loaded = loadConfig(text, 'hotline.yaml');
  if (!loaded.ok) throw new Error(loaded.errors.map(({ path, en }) => `${path}: ${en}`).join('\n'));
  return loaded.config;
}

export function errorsOf(text: string): ConfigError[] {
  const loaded = loadConfig(text, 'hotline.yaml');
  return loaded.ok ? [] : loaded.errors;
}

export function secretsFor(config: HotlineConfig): SiteSecrets {
  return {
    ami: 'a-manager-secret-of-32-characters',
    seats: new Map(config.seats.map(({ seat }) => [seat, `password-of-${seat}`])),
  };
}

/** The lines below `[name]…` of a configuration file, without comments. */
export function sectionOf(text: string, name: string): string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`[${name}]`));
  const end = lines.findIndex((line, index) => index > start && line.startsWith('['));
  return start < 0
    ? []
    : lines
        .slice(start + 1, end < 0 ? undefined : end)
        .filter((line) => line !== '' && !line.startsWith(';'));
}
