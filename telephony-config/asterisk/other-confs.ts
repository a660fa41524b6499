import type { HotlineConfig } from '../schema.ts';
import { comment, confText, section, set } from './conf-text.ts';

/** Where Asterisk finds and keeps its things; what is left out is as Asterisk was built. */
export interface AsteriskFolders {
  astetcdir: string;
  astmoddir?: string;
  astvarlibdir?: string;
  astdbdir?: string;
  astkeydir?: string;
  astdatadir?: string;
  astagidir?: string;
  astspooldir?: string;
  astrundir?: string;
  astlogdir?: string;
}

export function asteriskConf(config: HotlineConfig, folders: AsteriskFolders): string {
  return confText([
    section(
      'directories',
      Object.entries(folders).map(([name, folder]) => set(name, folder)),
    ),
    section(
      'options',
      set('defaultlanguage', config.announcements.language),
      // Functions such as SHELL() and FILE() stay out of reach of the manager interface.
      set('live_dangerously', false),
      set('hideconnect', true),
      set('transmit_silence', true),
    ),
  ]);
}

export function musicOnHoldConf(config: HotlineConfig): string {
  return confText([
    section('general'),
    section(
      'default',
      set('mode', 'files'),
      set('directory', config.announcements.musicFolder),
      set('sort', 'random'),
    ),
  ]);
}

export function featuresConf(): string {
  return confText([
    section(
      'general',
      set('transferdigittimeout', 5),
      set('featuredigittimeout', 1500),
      // While consulting. The bridge presses *3 for the seat (PlayDTMF), so they are written out.
      set('atxferabort', '*1'),
      set('atxfercomplete', '*2'),
      set('atxferthreeway', '*3'),
      set('atxferswap', '*4'),
      // Handed on while it still rang, and nobody answered: the seat gets the citizen back, nobody is dropped.
      set('atxfernoanswertimeout', 15),
      set('atxferdropcall', false),
      // Half a second of a beep after a consultation was taken back, in which the next one could not begin.
      set('xferfailsound', ''),
    ),
    section(
      'featuremap',
      comment('没有转接键的话机：*2 征询转接，#1 直接转接 (for telephones without a transfer key)'),
      set('atxfer', '*2'),
      set('blindxfer', '#1'),
    ),
  ]);
}

/** Quiet: a citizen in a three-way talk hears people, not prompts about who entered. */
export function confbridgeConf(): string {
  return confText([
    section('general'),
    section('default_bridge', set('type', 'bridge'), set('max_members', 10)),
    section('default_user', set('type', 'user'), set('quiet', true), set('music_on_hold_when_empty', true)),
  ]);
}

export function rtpConf({ pbx }: HotlineConfig): string {
  return confText([
    section(
      'general',
      set('rtpstart', pbx.sip.rtpFrom),
      set('rtpend', pbx.sip.rtpTo),
      set('strictrtp', true),
      set('icesupport', false),
    ),
  ]);
}

export function loggerConf(): string {
  return confText([
    section(
      'general',
      set('dateformat', '%F %T.%3q'),
      // The witness against which the bridge's figures are reconciled.
      set('queue_log', true),
      set('queue_log_to_file', true),
    ),
    section('logfiles', set('messages.log', 'notice,warning,error'), set('security.log', 'security')),
  ]);
}

/** Off by default: it would keep every citizen's number in the clear beside the encrypted journal. */
export function cdrConf({ pbx }: HotlineConfig): string {
  return confText([
    section('general', set('enable', pbx.cdr), set('unanswered', pbx.cdr)),
    section('csv', set('usegmtime', true), set('loguniqueid', true), set('newcdrcolumns', true)),
  ]);
}

export function celConf(): string {
  return confText([section('general', set('enable', false))]);
}

export function httpConf(): string {
  return confText([section('general', set('enabled', false))]);
}

/**
 * Tones of China (GB 3380-82: 450 Hz; ringing 1 s on, 4 s off). Without them a citizen who is transferred blind
 * hears nothing while the next seat rings.
 */
export function indicationsConf(): string {
  return confText([
    section('general', set('country', 'cn')),
    section(
      'cn',
      set('description', 'China'),
      set('ringcadence', '1000,4000'),
      set('dial', '450'),
      set('busy', '450/350,0/350'),
      set('ring', '450/1000,0/4000'),
      set('congestion', '450/700,0/700'),
      set('callwaiting', '450/400,0/4000'),
      set('dialrecall', '450'),
      set('record', '950/400,0/10000'),
      set('info', '100/100,100/100,100/100,100/100,100/100,400/400'),
    ),
  ]);
}

/** Files that Asterisk asks for and reports as errors when they are absent; there is nothing to set in them. */
export const EMPTY_CONFS = [
  'acl.conf',
  'ccss.conf',
  'pjproject.conf',
  'pjsip_notify.conf',
  'queuerules.conf',
  'udptl.conf',
] as const;

export function emptyConf(): string {
  return '';
}
