import { z } from 'zod';
import { identifierOfUnit } from './line.ts';
import { refuse, told } from './told.ts';
import { absolutePath, digits, environmentName, label } from './values.ts';

/**
 * `knowledge-sources.yaml`, beside `hotline.yaml`: what is read into the knowledge base on a schedule. Without it nothing
 * is fetched. Every object is strict, as in hotline.yaml.
 */

const whole = (least: number, most: number) => z.int().min(least).max(most);

/** http or https, without user, blank, backslash or encoded control character: as the fetcher takes it. */
const webAddress = z
  .string()
  .max(2_000)
  .regex(/^https?:\/\/[^\s@\\]+$/)
  .refine((text) => !/%(?:[01][0-9a-f]|7f)/i.test(text) && URL.canParse(text));
const selector = z.string().min(1).max(200);
const names = z.string().regex(/^[A-Za-z0-9_-]{1,60}(\.[A-Za-z0-9_-]{1,60}){0,4}$/);

const listSchema = z
  .strictObject({
    url: told(
      webAddress,
      '列表页网址；多页的把页码写成 {n}',
      'address of a page of links; {n} stands for the number of the page',
      'https://www.example.gov.cn/zcwj/index_{n}.html',
    ),
    from: told(whole(0, 500).default(1), '第一页的页码', 'number of the first page', 1),
    to: told(whole(0, 500).default(1), '最后一页的页码，至多 500', 'number of the last page, 500 at most', 5),
  })
  .check((check) => {
    const { from, to } = check.value;
    if (to >= from) return;
    refuse(check, ['to'], {
      zh: '最后一页的页码小于第一页',
      en: 'the last page comes before the first',
      remedyZh: '改 from 或 to',
      remedyEn: 'change from or to',
    });
  });

const websiteSchema = z
  .strictObject({
    organ: told(
      label,
      '网站主办单位：文中没有写明发文机关的，以它为准',
      'the organ that keeps the site: issuer of texts that name none',
      '长沙市人民政府',
    ),
    topic: told(label.max(20), '条目主题', 'topic of its entries', '社保就业'),
    materialClass: told(
      z.enum(['法律法规', '政策文件', '政府公报', '政府工作报告', '办事指南']).optional(),
      '资料类别：法律法规、政策文件、政府公报、政府工作报告、办事指南；不写则按标题和文种判断',
      'class of material; by title and kind of each text if left out',
      '政策文件',
    ),
    lists: told(
      z.array(listSchema).max(50).default([]),
      '列表页，逐个写网址和页码',
      'pages of links, each with its address and numbers',
      [{ url: 'https://www.example.gov.cn/zcwj/index_{n}.html', from: 1, to: 5 }],
    ),
    sitemaps: told(z.array(webAddress).max(20).default([]), '网站地图（sitemap.xml）的网址', 'sitemaps', [
      'https://www.example.gov.cn/sitemap.xml',
    ]),
    feeds: told(z.array(webAddress).max(20).default([]), '订阅源（RSS、Atom）的网址', 'feeds (RSS, Atom)', [
      'https://www.example.gov.cn/rss.xml',
    ]),
    hosts: told(
      z
        .array(z.string().regex(/^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$/))
        .max(20)
        .default([]),
      '同属本站的其他域名，如附件所在的',
      'further hosts of the same site, such as that of its attachments',
      ['files.example.gov.cn'],
    ),
    linkSelector: told(
      selector.optional(),
      '列表中链接所在的位置（CSS 选择器）；不写则为整页',
      'where in a list the links stand (CSS selector); the whole page if left out',
      '.news-list',
    ),
    articlePaths: told(
      z.array(z.string().max(300).startsWith('/')).max(50).default([]),
      '文章的路径，* 代表任意字符；不写则为本站所有链接',
      'paths of articles, * for any signs; every link to the site if left out',
      ['/zcwj/*.html'],
    ),
    contentSelector: told(
      selector.optional(),
      '文章中正文所在的位置（CSS 选择器）；不写则自动判断',
      'where in an article its text stands; found by itself if left out',
      '#zoom',
    ),
    pagesARun: told(
      whole(1, 20_000).default(500),
      '一次运行最多读多少个网页（含列表）；其余的下次继续。默认 500：按每秒一页约 9 分钟',
      'pages read in one run, lists included; the others follow. 500 by default: 9 minutes at a page a second',
      500,
    ),
    attachments: z
      .strictObject({
        fetch: told(
          z.boolean().default(true),
          '是否下载附件（docx、xlsx、pdf、ofd、png、jpg）；不下载的保留链接',
          'whether attachments are fetched; they stay links otherwise',
          true,
        ),
        ofPage: told(whole(1, 50).default(20), '一个网页最多下载多少个附件', 'attachments of one page', 20),
        ofRun: told(
          whole(1, 5_000).default(200),
          '一次运行最多下载多少个附件',
          'attachments of one run',
          200,
        ),
      })
      .prefault({}),
  })
  .check((check) => {
    const { lists, sitemaps, feeds } = check.value;
    if (lists.length + sitemaps.length + feeds.length > 0) return;
    refuse(check, [], {
      zh: '网站没有起始网址',
      en: 'the site has no address to begin with',
      remedyZh: '在 lists、sitemaps、feeds 中至少写一个',
      remedyEn: 'give at least one in lists, sitemaps or feeds',
    });
  });

const enterpriseSchema = z
  .strictObject({
    url: told(webAddress, '接口网址', 'address of the interface', 'https://fct.example.gov.cn/api/policies'),
    format: told(
      z.enum(['pages', 'lines']).default('pages'),
      'pages 分页 JSON、lines 一次给全的 JSON Lines',
      'pages of JSON, or lines: JSON Lines in one answer',
      'pages',
    ),
    itemsAt: told(
      names.default('items'),
      '分页 JSON 中政策列表所在的键，多层用点隔开',
      'where in a page the list stands, names parted by dots',
      'data.list',
    ),
    nextAt: told(
      names.default('next'),
      '分页 JSON 中下一页网址所在的键',
      'where in a page the address of the next one stands',
      'data.next',
    ),
    pageParameter: told(
      z
        .string()
        .regex(/^[A-Za-z0-9_-]{1,60}$/)
        .optional(),
      '页码参数的名字：接口不给下一页网址的，按页码读到空页为止',
      'name of the parameter for the number of a page, where pages do not name the next: read to an empty one',
      'pageNo',
    ),
    firstPage: told(whole(0, 1).default(1), '第一页的页码，0 或 1', 'number of the first page', 1),
    tokenEnv: told(
      environmentName.optional(),
      '存放令牌（Bearer）的环境变量的名字',
      'name of the environment variable that holds the bearer token',
      'YHD_FCT_TOKEN',
    ),
    tokenFile: told(
      absolutePath.optional(),
      '存放令牌的文件（绝对路径，权限 0600）',
      'file that holds the token (absolute path, mode 0600)',
      '/etc/yihaoda/fct.token',
    ),
    rowsARun: told(whole(1, 200_000).default(20_000), '一次运行最多读多少行', 'rows read in one run', 20_000),
  })
  .check((check) => {
    if (check.value.tokenEnv === undefined || check.value.tokenFile === undefined) return;
    refuse(check, ['tokenFile'], {
      zh: 'tokenEnv 和 tokenFile 只用其一',
      en: 'use one of tokenEnv and tokenFile',
      remedyZh: '删去其中一个',
      remedyEn: 'remove one of them',
    });
  });

const scheduleSchema = z
  .strictObject({
    everyHours: told(
      whole(1, 168).optional(),
      '每隔多少小时读一次，1—168',
      'hours from one run to the next',
      24,
    ),
    at: told(
      z
        .array(z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/))
        .min(1)
        .max(24)
        .optional(),
      '每天几点读，北京时间 HH:MM，须加引号',
      'times of day, China time, HH:MM in quotes',
      ['02:30'],
    ),
  })
  .check((check) => {
    const { everyHours, at } = check.value;
    if ((everyHours === undefined) !== (at === undefined)) return;
    refuse(check, [], {
      zh: 'everyHours 和 at 须写一个，且只写一个',
      en: 'give one of everyHours and at',
      remedyZh: '例如 schedule: { at: ["02:30"] }',
      remedyEn: 'for example schedule: { at: ["02:30"] }',
    });
  });

const sourceSchema = z
  .strictObject({
    id: told(
      z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,31}$/),
      '来源标识，投用后不要改',
      'id of the source, never changed later',
      'cs-gov',
    ),
    name: told(label, '来源名称，显示在知识库页面和批次中', 'name of the source', '长沙市政府门户网站'),
    unitId: told(
      identifierOfUnit().optional(),
      '条目归属单位；不写则为市级',
      'unit that its entries belong to; the city’s if left out',
      'cs-yl',
    ),
    regionCode: told(
      digits(6, 12).optional(),
      '来源所属地域（GB/T 2260）；不写则为本市',
      'area of the source (GB/T 2260); the city’s if left out',
      '430100',
    ),
    schedule: told(
      scheduleSchema,
      '何时读取：everyHours 每隔几小时，或 at 每天几点',
      'when it is read: everyHours, or at',
      { at: ['02:30'] },
    ),
    retries: z
      .strictObject({
        times: told(
          whole(0, 10).default(3),
          '失败后再试几次，试完等下一次计划',
          'tries after a failure; then the schedule',
          3,
        ),
        firstAfterMinutes: told(
          whole(1, 1440).default(10),
          '失败后多少分钟再试，以后每次加倍',
          'minutes before the first of them, doubled before each further one',
          10,
        ),
      })
      .prefault({}),
    gone: z
      .strictObject({
        mostShare: told(
          z.number().min(0).max(1).default(0.1),
          '一次最多撤下多大比例（0—1）；超过的一条也不撤，须人工确认。默认 0.1，国家标准未作规定',
          'share that one run may withdraw; above it nothing is, until somebody confirms. 0.1 by default; no standard says',
          0.1,
        ),
        unlisted: told(
          z.boolean().default(false),
          '列表中已没有的是否算撤下；只用于列表完整的来源（如网站地图、全量接口）',
          'whether what is listed no more counts as gone: for sources whose lists are whole',
          false,
        ),
      })
      .prefault({}),
    website: told(websiteSchema.optional(), '网站：主办单位、主题、起始网址', 'a website'),
    enterprise: told(enterpriseSchema.optional(), '企业平台接口：网址、格式、令牌', 'a platform’s interface'),
  })
  .check((check) => {
    const { website, enterprise } = check.value;
    if ((website === undefined) !== (enterprise === undefined)) return;
    refuse(check, [], {
      zh: 'website 和 enterprise 须写一个，且只写一个',
      en: 'give one of website and enterprise',
      remedyZh: '网站写 website，企业平台写 enterprise',
      remedyEn: 'website for a site, enterprise for a platform',
    });
  });

export const knowledgeSourcesSchema = told(
  z
    .strictObject({
      version: told(z.literal(1), '文件格式版本，现为 1', 'version of this format: 1', 1),
      contact: told(
        z.string().regex(/^[\u0021-\u007e]{1,200}$/),
        '联系方式：网站管理单位据此找到我们的网址或邮箱，不含空格和中文',
        'a page or mailbox where a site’s keeper finds out who we are; printable ASCII',
        'https://12345.example.gov.cn/robot',
      ),
      innerHosts: told(
        z
          .array(z.string().regex(/^([A-Za-z0-9.-]{1,253}|\[[0-9a-fA-F:]+\]):[0-9]{1,5}$/))
          .max(50)
          .default([]),
        '允许访问的内部网站，主机:端口；其余内网地址一律不访问',
        'inner sites that may be asked, host:port; no other inner address is',
        ['10.1.2.3:8080'],
      ),
      caFile: told(
        absolutePath.optional(),
        '内部网站的证书（PEM 文件）',
        'certificates of inner sites (PEM)',
        '/etc/yihaoda/inner-ca.pem',
      ),
      limits: z
        .strictObject({
          pauseSeconds: told(
            z.number().min(0).max(60).default(1),
            '对同一网站两次请求的间隔秒数；网站 robots.txt 要求更久的从其要求，最多 30 秒',
            'seconds between two requests to one host; a longer Crawl-delay counts, up to 30',
            1,
          ),
          tries: told(whole(1, 10).default(3), '一个网页最多试几次', 'tries of one page', 3),
          secondsAPage: told(
            whole(1, 600).default(60),
            '一个网页最多等多少秒',
            'seconds that one page may take',
            60,
          ),
          pageMegabytes: told(whole(1, 50).default(5), '一个网页最大多少 MB', 'size of a page, MB', 5),
          fileMegabytes: told(
            whole(1, 20).default(20),
            '一个附件或一次接口应答最大多少 MB，至多 20（附件库的上限）',
            'size of an attachment or of an answer of an interface, MB; 20 at most, as the base keeps them',
            20,
          ),
          basis: told(
            z
              .string()
              .min(1)
              .max(200)
              .default('默认值，国家标准未作规定；间隔参照 RFC 9309（robots.txt）的通行做法'),
            '以上数值的依据',
            'what these numbers rest on',
            '与网站管理单位商定',
          ),
        })
        .prefault({}),
      sources: told(z.array(sourceSchema).min(1).max(100), '来源，逐个写', 'sources, one by one'),
    })
    .check((check) => {
      const seen = new Set<string>();
      for (const [index, { id }] of check.value.sources.entries()) {
        if (seen.has(id))
          refuse(check, ['sources', index, 'id'], {
            zh: `来源标识“${id}”写了两次`,
            en: `two sources are called "${id}"`,
            remedyZh: '换一个标识',
            remedyEn: 'choose another id',
          });
        seen.add(id);
      }
    }),
  '一个写有 version、contact、sources 的清单',
  'a file with version, contact and sources',
);

export type KnowledgeSourcesConfig = z.output<typeof knowledgeSourcesSchema>;
export type KnowledgeSourceConfig = KnowledgeSourcesConfig['sources'][number];
