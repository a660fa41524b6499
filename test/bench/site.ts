import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SiteFacts } from '../../bridge/domain/telephony/site.ts';
import { readConfig } from '../../telephony-config/load.ts';
import { siteFacts } from '../../telephony-config/site-facts.ts';

export const amiAccount = { user: 'bench', secret: randomBytes(12).toString('hex') };
const secretEnv = 'YIHAODA_BENCH_SECRET';

/** A site of its own folder, for one bridge and one bench. */
export interface BenchSite {
  folder: string;
  config: string;
  data: string;
  facts: SiteFacts;
  seats: readonly string[];
  env: Record<string, string>;
  remove(): Promise<void>;
}

/** @param amiPort where its exchange is; 0: it has none */
export async function makeSite(seatCount: number, amiPort: number): Promise<BenchSite> {
  const folder = await mkdtemp(join(tmpdir(), 'yihaoda-bench-'));
  const config = join(folder, 'hotline.yaml');
  const data = join(folder, 'data');
  await writeFile(config, siteText(seatCount, amiPort, data));
  const facts = siteFacts(await readConfig(config));
  return {
    folder,
    config,
    data,
    facts,
    seats: facts.seats.map(({ seat }) => seat),
    env: { [secretEnv]: amiAccount.secret },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Queue, trunk and number are those of the recording that the load is made of. */
function siteText(seatCount: number, amiPort: number, data: string): string {
  const first = 10_001;
  return `
version: 1
pbx:
  id: bench
  name: 压测主机
  ami: { url: "ami://${amiAccount.user}@127.0.0.1:${amiPort}", secretEnv: ${secretEnv} }
number: "12345"
city: { unitId: cs, regionCode: "430100", name: 长沙市 }
trunks:
  - { name: trunk, endpoint: PJSIP/trunk, match: 127.0.0.2, contact: "sip:127.0.0.2:5080" }
lines:
  - { queue: policy, name: 政策咨询, digit: "1", extension: "7001", serviceFunction: POLICY }
seats:
  - { from: ${first}, to: ${first + seatCount - 1} }
dial:
  outboundPrefix: "9"
  allowed: ["_1[3-9]XXXXXXXXX"]
  seatPattern: _1XXXX
  conferencePattern: _80XX
bridge:
  listen: { host: 127.0.0.1 }
  dataFolder: ${data}
`;
}
