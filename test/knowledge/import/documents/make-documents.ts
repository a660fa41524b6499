import { makeZip, type Part } from '../archive/make-zip.ts';

/** Documents of the real formats, made by hand so that a test can put into them what no office program writes. */

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const DOCX_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
}

/** A paragraph; runs are cut in two, as Word does. */
export function paragraph(text: string, properties = ''): string {
  const half = Math.ceil(text.length / 2);
  const run = (part: string) =>
    `<w:r><w:rPr><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">${escaped(part)}</w:t></w:r>`;
  return `<w:p><w:pPr>${properties}</w:pPr>${run(text.slice(0, half))}${run(text.slice(half))}</w:p>`;
}

export function makeDocx(body: string, more: readonly Part[] = [], type = DOCX_TYPE): Buffer {
  return makeZip([
    {
      name: '[Content_Types].xml',
      bytes: `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`,
    },
    {
      name: 'word/document.xml',
      bytes: `<?xml version="1.0" encoding="UTF-8"?><w:document ${W}><w:body>${body}</w:body></w:document>`,
    },
    ...more,
  ]);
}

export function numbering(levels: readonly { format: string; text: string }[]): Part {
  const written = levels
    .map(
      ({ format, text }, at) =>
        `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`,
    )
    .join('');
  return {
    name: 'word/numbering.xml',
    bytes: `<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${written}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>`,
  };
}

/** A piece of text on a page; mm from the top left. */
export interface Piece {
  x: number;
  y: number;
  text: string;
}

const OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"';

export function makeOfd(pages: readonly (readonly Piece[])[]): Buffer {
  const size = 5.6;
  return makeZip([
    {
      name: 'OFD.xml',
      bytes: `<ofd:OFD ${OFD} Version="1.0" DocType="OFD"><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>`,
    },
    {
      name: 'Doc_0/Document.xml',
      bytes: `<ofd:Document ${OFD}><ofd:Pages>${pages.map((_, at) => `<ofd:Page ID="${at + 1}" BaseLoc="Pages/Page_${at}/Content.xml"/>`).join('')}</ofd:Pages></ofd:Document>`,
    },
    ...pages.map((pieces, at) => ({
      name: `Doc_0/Pages/Page_${at}/Content.xml`,
      bytes: `<ofd:Page ${OFD}><ofd:Content><ofd:Layer ID="9">${pieces
        .map(
          ({ x, y, text }) =>
            `<ofd:TextObject ID="1" Boundary="${x} ${y - size} 160 ${size}" Font="1" Size="${size}"><ofd:TextCode X="0" Y="${size}">${escaped(text)}</ofd:TextCode></ofd:TextObject>`,
        )
        .join('')}</ofd:Layer></ofd:Content></ofd:Page>`,
    })),
  ]);
}

/** Type 0 font with a table to Unicode, as office programs write it; the page is A4, mm from the top left. */
export function makePdf(pages: readonly (readonly Piece[])[], content?: Buffer, filter = ''): Buffer {
  const point = 72 / 25.4;
  const hex = (text: string) =>
    [...text].map((sign) => (sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')).join('');
  const streams = pages.map((pieces) =>
    Buffer.from(
      pieces
        .map(
          ({ x, y, text }) =>
            `BT /F1 16 Tf 1 0 0 1 ${(x * point).toFixed(2)} ${(842 - y * point).toFixed(2)} Tm <${hex(text)}> Tj ET`,
        )
        .join('\n'),
    ),
  );
  const table = Buffer.from(
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n1 begincodespacerange <0000> <ffff> endcodespacerange\n1 beginbfrange <0000> <ffff> <0000> endbfrange\nendcmap end end',
  );
  const stream = (bytes: Buffer, more = '') =>
    Buffer.concat([
      Buffer.from(`<< /Length ${bytes.length} ${more} >>\nstream\n`),
      bytes,
      Buffer.from('\nendstream'),
    ]);
  const objects: (string | Buffer)[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, at) => `${6 + at * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type0 /BaseFont /FangSong /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>',
    '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong /DW 1000 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor /FontName /FangSong /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 900 /Descent -200 /CapHeight 800 /StemV 80 >> >>',
    stream(table),
    ...streams.flatMap((bytes, at) => [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents ${7 + at * 2} 0 R >>`,
      at === 0 && content !== undefined ? stream(content, filter) : stream(bytes),
    ]),
  ];
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let at = parts[0]?.length ?? 0;
  for (const [index, object] of objects.entries()) {
    offsets.push(at);
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj\n`),
      Buffer.from(object),
      Buffer.from('\nendobj\n'),
    ]);
    parts.push(part);
    at += part.length;
  }
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  parts.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${at}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** An invented notice with an invented rule, as an office writes it. */
export const NOTICE = [
  '星沙市人民政府文件',
  '星政发〔2025〕7号',
  '星沙市人民政府关于印发《星沙市共享单车停放管理办法》的通知',
  '各区县（市）人民政府，市直机关各单位：',
  '现将《星沙市共享单车停放管理办法》印发给你们，请认真贯彻执行。',
  '附件：星沙市共享单车停放管理办法',
  '星沙市人民政府',
  '2025年2月18日',
  '（此件主动公开）',
  '星沙市共享单车停放管理办法',
  '第一章 总则',
  '第一条 为了规范共享单车停放秩序，制定本办法。',
  '第二条 本市行政区域内共享单车的停放管理，适用本办法。',
  '第二章 停放',
  '第三条 运营企业应当遵守下列规定：',
  '（一）及时清理违规停放的车辆；',
  '（二）第三条规定的车辆不得占用盲道。',
  '第四条 本办法自2025年4月1日起施行，有效期五年。',
];
