import { type TroubleOf, type TroubleWords, told } from './told.ts';

export function configurationWords(
  trouble: TroubleOf<'file-wrong' | 'seat-not-in-file' | 'queue-not-in-file' | 'no-way-in'>,
): TroubleWords {
  switch (trouble.kind) {
    case 'file-wrong':
      return told(
        trouble.words,
        'the site file cannot be used; see above',
        '改正后重新运行；telephony check 可单独检查这个文件',
        'correct it and run this again; `telephony check` looks at the file alone',
      );
    case 'seat-not-in-file':
      return told(
        `座席 ${trouble.seat} 不在站点配置中`,
        `seat ${trouble.seat} is not in the site file`,
        '核对 --seat，或在 hotline.yaml 的 seats 中加入',
        'check --seat, or add it under seats in hotline.yaml',
      );
    case 'queue-not-in-file':
      return told(
        `队列 ${trouble.queue} 不在站点配置中；配置中有：${trouble.known.join('、')}`,
        `queue ${trouble.queue} is not in the site file; it has ${trouble.known.join(', ')}`,
        '核对 --queue',
        'check --queue',
      );
    case 'no-way-in':
      return told(
        `队列 ${trouble.queue} 既没有按键（digit），也没有内线号（extension），测试来电进不去`,
        `queue ${trouble.queue} has neither a digit nor an extension: a test call cannot enter it`,
        '在 hotline.yaml 给它一个 extension，或用 --queue 换一条专线',
        'give it an extension in hotline.yaml, or choose another line by --queue',
      );
    default:
      return trouble satisfies never;
  }
}
