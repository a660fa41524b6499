/** The syllables of 汉语拼音 without tones, ü written v as on a keyboard (GB/T 16159-2012). */
const SYLLABLES = new Set(
  [
    'a ai an ang ao e ei en eng er o ou yi ya yan yang yao ye yin ying yo yong you yu yuan yue yun',
    'wu wa wai wan wang wei wen weng wo',
    'ba bai ban bang bao bei ben beng bi bian biao bie bin bing bo bu',
    'pa pai pan pang pao pei pen peng pi pian piao pie pin ping po pou pu',
    'ma mai man mang mao me mei men meng mi mian miao mie min ming miu mo mou mu',
    'fa fan fang fei fen feng fo fou fu',
    'da dai dan dang dao de dei den deng di dian diao die ding diu dong dou du duan dui dun duo',
    'ta tai tan tang tao te teng ti tian tiao tie ting tong tou tu tuan tui tun tuo',
    'na nai nan nang nao ne nei nen neng ni nian niang niao nie nin ning niu nong nou nu nuan nuo nv nve',
    'la lai lan lang lao le lei leng li lia lian liang liao lie lin ling liu long lou lu luan lun luo lv lve',
    'ga gai gan gang gao ge gei gen geng gong gou gu gua guai guan guang gui gun guo',
    'ka kai kan kang kao ke kei ken keng kong kou ku kua kuai kuan kuang kui kun kuo',
    'ha hai han hang hao he hei hen heng hong hou hu hua huai huan huang hui hun huo',
    'ji jia jian jiang jiao jie jin jing jiong jiu ju juan jue jun',
    'qi qia qian qiang qiao qie qin qing qiong qiu qu quan que qun',
    'xi xia xian xiang xiao xie xin xing xiong xiu xu xuan xue xun',
    'zha zhai zhan zhang zhao zhe zhei zhen zheng zhi zhong zhou zhu zhua zhuai zhuan zhuang zhui zhun zhuo',
    'cha chai chan chang chao che chen cheng chi chong chou chu chua chuai chuan chuang chui chun chuo',
    'sha shai shan shang shao she shei shen sheng shi shou shu shua shuai shuan shuang shui shun shuo',
    'ran rang rao re ren reng ri rong rou ru rua ruan rui run ruo',
    'za zai zan zang zao ze zei zen zeng zi zong zou zu zuan zui zun zuo',
    'ca cai can cang cao ce cen ceng ci cong cou cu cuan cui cun cuo',
    'sa sai san sang sao se sen seng si song sou su suan sui sun suo',
  ].flatMap((line) => line.split(' ')),
);
export const LONGEST_SYLLABLE = 6;

const BEGINNINGS = new Set(
  [...SYLLABLES].flatMap((syllable) => [...syllable].map((_, at) => syllable.slice(0, at + 1))),
);

export function isSyllable(letters: string): boolean {
  return SYLLABLES.has(letters);
}

/** gon of gong: what stands at the end while somebody is still typing. */
export function beginsSyllable(letters: string): boolean {
  return BEGINNINGS.has(letters);
}

/**
 * What southern speakers, those of Changsha among them, do not tell apart is written alike: n and l, zh and z, ch and
 * c, sh and s, h and f before u, -ing and -in, -eng and -en.
 */
export function blurred(syllable: string): string {
  const lips = AS_F.get(syllable) ?? syllable;
  return lips
    .replace(/^([zcs])h/, '$1')
    .replace(/^n/, 'l')
    .replace(/(?<=[ie])ng$/, 'n');
}

const AS_F = new Map([
  ['hu', 'fu'],
  ['hua', 'fa'],
  ['huan', 'fan'],
  ['huang', 'fang'],
  ['hui', 'fei'],
  ['hun', 'fen'],
  ['huo', 'fo'],
  ['hong', 'feng'],
]);
