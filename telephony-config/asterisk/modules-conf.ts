import type { HotlineConfig } from '../schema.ts';
import { comment, confText, section, set } from './conf-text.ts';

/**
 * Without these there is no hotline, or an open one: Asterisk then refuses to start instead of running half. Without
 * an authenticator, REGISTER is accepted without a password.
 */
const REQUIRED = [
  'res_pjsip_authenticator_digest',
  'res_pjsip_endpoint_identifier_ip',
  'res_pjsip_endpoint_identifier_user',
  'res_pjsip_registrar',
  'chan_pjsip',
  'pbx_config',
  'app_queue',
  'app_dial',
  'app_read',
  'app_userevent',
];

const LOADED = [
  'res_timing_timerfd',
  'res_sorcery_config',
  'res_sorcery_memory',
  'res_sorcery_astdb',
  'res_pjproject',
  'res_pjsip',
  'res_pjsip_session',
  'res_pjsip_pubsub',
  'res_pjsip_sdp_rtp',
  'res_pjsip_caller_id',
  'res_pjsip_dlg_options',
  'res_pjsip_dtmf_info',
  'res_pjsip_empty_info',
  'res_pjsip_header_funcs',
  'res_pjsip_nat',
  'res_pjsip_refer',
  'res_pjsip_rfc3326',
  'res_rtp_asterisk',
  'res_musiconhold',
  'res_security_log',
  'res_manager_devicestate',
  'res_mutestream',
  'app_chanspy',
  'app_mixmonitor',
  'app_playback',
  'app_exec',
  'app_senddtmf',
  'app_stack',
  'app_verbose',
  'func_callerid',
  'func_channel',
  'func_logic',
  'func_strings',
  'bridge_simple',
  'bridge_native_rtp',
  'bridge_softmix',
  'bridge_holding',
  'bridge_builtin_features',
  'bridge_builtin_interval_features',
  'codec_alaw',
  'codec_ulaw',
  'codec_a_mu',
  'codec_gsm',
  'codec_resample',
  'format_gsm',
  'format_pcm',
  'format_sln',
  'format_wav',
];

/** Nothing is loaded that is not named here: what is absent needs no patch and has no port. */
export function modulesConf(config: HotlineConfig): string {
  const wanted = [
    ...LOADED,
    ...(config.dial.conferencePattern === null ? [] : ['app_confbridge']),
    ...(config.pbx.ami.telephoneControl ? ['res_pjsip_notify'] : []),
    ...(config.pbx.cdr ? ['cdr_csv', 'func_cdr'] : []),
  ];
  return confText([
    section(
      'modules',
      set('autoload', false),
      wanted.map((name) => set('load', `${name}.so`)),
      comment('缺了这些就不启动，胜过半开着运行 (without these Asterisk does not start)'),
      REQUIRED.map((name) => set('require', `${name}.so`)),
    ),
  ]);
}
