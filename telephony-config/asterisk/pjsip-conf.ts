import { createHash } from 'node:crypto';
import type { HotlineConfig, Seat } from '../schema.ts';
import type { SiteSecrets } from '../secrets.ts';
import { comment, confText, type Section, section, sectionFrom, set, template } from './conf-text.ts';
import { TRUNK_CONTEXT } from './extensions-conf.ts';

const SEAT = '_seat';
const SEAT_AOR = '_seat-aor';

// China's carriers speak A-law; µ-law only for equipment that knows nothing else.
const CODECS = [set('disallow', 'all'), set('allow', 'alaw,ulaw')];

// Recording, listening and feature codes need the voice to pass through Asterisk.
const MEDIA = [set('direct_media', false), set('rtp_symmetric', true)];

// RFC 4733 where the other side can, SIP INFO where it cannot.
const DTMF = set('dtmf_mode', 'auto_info');

export function pjsipConf(config: HotlineConfig, secrets: SiteSecrets): string {
  const { sip } = config.pbx;
  return confText([
    section(
      'global',
      // The carrier is known by its address, a telephone by its name; `anonymous` is left out: strangers get nothing.
      set('endpoint_identifier_order', 'ip,username'),
      set('default_realm', sip.realm),
      set('user_agent', 'PBX'),
      // After a start every telephone counts as unavailable until it was asked once. Asterisk spreads that over the
      // whole qualify_frequency: for half a minute callers would hear that nobody is there.
      set('max_initial_qualify_time', 1),
    ),
    section(
      'udp',
      set('type', 'transport'),
      set('protocol', 'udp'),
      set('bind', `${bracketed(sip.bind)}:${sip.port}`),
    ),
    ...config.trunks.flatMap((trunk) => carrier(trunk, config.number)),
    template(
      SEAT,
      comment('话机：只认已登记的座席、密码和网段 (telephones: known seats, password, network)'),
      set('type', 'endpoint'),
      set('context', config.dial.context),
      CODECS,
      DTMF,
      MEDIA,
      set('force_rport', true),
      set('rewrite_contact', true),
      set('allow_subscribe', false),
      set('language', config.announcements.language),
      set('deny', '0.0.0.0/0.0.0.0'),
      set('deny', '::/0'),
      sip.seatNetworks.map((network) => set('permit', network)),
      // No device_state_busy_at: with it a seat that only rings already says "busy" (recordings: QueueMemberStatus 3
      // where it is 6), and `InCall` stays 0. ringinuse=no keeps second calls away without it.
    ),
    template(
      SEAT_AOR,
      set('type', 'aor'),
      // One telephone a seat: who registers at another desk takes the seat along.
      set('max_contacts', 1),
      set('remove_existing', true),
      // A telephone without power is noticed within this, not only when its registration runs out.
      set('qualify_frequency', 30),
      set('default_expiration', 120),
      set('minimum_expiration', 30),
      set('maximum_expiration', 300),
    ),
    ...config.seats.flatMap((seat) => telephone(seat, sip.realm, secrets)),
  ]);
}

function carrier(trunk: HotlineConfig['trunks'][number], number: string): Section[] {
  const name = endpointName(trunk.endpoint);
  return [
    section(
      name,
      comment(`中继 ${trunk.name}：来话只凭源地址识别 (trunk: known by its source address)`),
      set('type', 'endpoint'),
      set('context', TRUNK_CONTEXT),
      CODECS,
      DTMF,
      MEDIA,
      trunk.contact === undefined ? [] : [set('aors', name)],
      set('trust_id_inbound', true),
      // Citizens see the one number; who calls them inside is none of their carrier's business.
      set('from_user', number),
      set('send_pai', false),
      set('send_rpid', false),
      // A REFER from outside would send our own calls where a stranger likes.
      set('allow_transfer', false),
      set('allow_subscribe', false),
    ),
    ...(trunk.contact === undefined
      ? []
      : [section(name, set('type', 'aor'), set('contact', trunk.contact))]),
    section(
      name,
      set('type', 'identify'),
      set('endpoint', name),
      trunk.match.map((address) => set('match', address)),
    ),
  ];
}

function telephone({ seat, interface: name }: Seat, realm: string, { seats }: SiteSecrets): Section[] {
  const endpoint = endpointName(name);
  const secret = seats.get(seat);
  if (secret === undefined)
    throw new Error(`座席 ${seat} 没有话机密码 / seat ${seat} has no telephone password`);
  return [
    sectionFrom(
      SEAT,
      endpoint,
      set('aors', endpoint),
      set('auth', endpoint),
      set('callerid', `"${seat}" <${seat}>`),
    ),
    section(
      endpoint,
      set('type', 'auth'),
      set('auth_type', 'digest'),
      set('username', endpoint),
      set('realm', realm),
      // The digest that SIP compares (RFC 7616 §3.4.2), not the password itself.
      set(
        'password_digest',
        `MD5:${createHash('md5').update(`${endpoint}:${realm}:${secret}`).digest('hex')}`,
      ),
    ),
    sectionFrom(SEAT_AOR, endpoint),
  ];
}

function endpointName(name: string): string {
  return name.slice('PJSIP/'.length);
}

function bracketed(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}
