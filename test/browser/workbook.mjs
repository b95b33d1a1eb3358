// Workbooks, as far as the flows need them: made out of rows, taken apart, put together again.
import { crc32, inflateRawSync } from 'node:zlib';

// unzip returns the parts of an archive by name, as text.
export function unzip(data) {
  const parts = new Map();
  let at = data.lastIndexOf(Buffer.from('PK\x05\x06'));
  const count = data.readUInt16LE(at + 10);
  at = data.readUInt32LE(at + 16);
  for (let i = 0; i < count; i++) {
    const [method, packed] = [data.readUInt16LE(at + 10), data.readUInt32LE(at + 20)];
    const [name, extra, note] = [data.readUInt16LE(at + 28), data.readUInt16LE(at + 30), data.readUInt16LE(at + 32)];
    const head = data.readUInt32LE(at + 42);
    const begin = head + 30 + data.readUInt16LE(head + 26) + data.readUInt16LE(head + 28);
    const body = data.subarray(begin, begin + packed);
    parts.set(data.toString('utf8', at + 46, at + 46 + name), (method === 8 ? inflateRawSync(body) : body).toString('utf8'));
    at += 46 + name + extra + note;
  }
  return parts;
}

// zip puts parts together, without packing them.
export function zip(parts) {
  const files = [], index = [];
  let at = 0;
  for (const [name, text] of parts) {
    const called = Buffer.from(name), body = Buffer.from(text);
    const head = Buffer.alloc(26); // what both places say of a part
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(body), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(body.length, 18);
    head.writeUInt16LE(called.length, 22);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    index.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, place, called);
    const file = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, called, body]);
    files.push(file);
    at += file.length;
  }
  const list = Buffer.concat(index), end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(parts.size, 8);
  end.writeUInt16LE(parts.size, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...files, list, end]);
}

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const pack = 'http://schemas.openxmlformats.org/package/2006';

// workbook makes a workbook of one sheet out of rows of texts and numbers.
export function workbook(name, rows) {
  const cell = (v, i, j) => {
    const at = `r="${String.fromCharCode(65 + j)}${i + 1}"`;
    if (v === '') return '';
    return typeof v === 'number' ? `<c ${at}><v>${v}</v></c>` : `<c ${at} t="inlineStr"><is><t>${v}</t></is></c>`;
  };
  const body = rows.map((row, i) => `<row r="${i + 1}">${row.map((v, j) => cell(v, i, j)).join('')}</row>`).join('');
  return zip(new Map([
    ['[Content_Types].xml', `${xml}<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`],
    ['_rels/.rels', `${xml}<Relationships xmlns="${pack}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ['xl/workbook.xml', `${xml}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${name}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ['xl/_rels/workbook.xml.rels', `${xml}<Relationships xmlns="${pack}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`],
    ['xl/worksheets/sheet1.xml', `${xml}<worksheet xmlns="${main}"><sheetData>${body}</sheetData></worksheet>`],
  ]));
}

// redCells returns the cells of a marked workbook that are red, with the comment on each.
export function redCells(data) {
  const parts = unzip(data);
  const find = pattern => [...parts].filter(([name]) => pattern.test(name)).map(([, text]) => text).join('');
  const styles = find(/^xl\/styles\.xml$/), sheets = find(/^xl\/worksheets\/[^/]*\.xml$/), comments = find(/comments\d*\.xml$/);
  const fills = [...styles.match(/<fills[\s\S]*?<\/fills>/)[0].matchAll(/<fill>[\s\S]*?<\/fill>|<fill\/>/g)].map(m => m[0]);
  const formats = [...styles.match(/<cellXfs[\s\S]*?<\/cellXfs>/)[0].matchAll(/<xf\b[^>]*>/g)].map(m => m[0]);
  const isRed = format => {
    const rgb = (fills[Number(/fillId="(\d+)"/.exec(format)?.[1])] ?? '').match(/rgb="(?:FF|00)?([0-9A-Fa-f]{6})"/)?.[1];
    if (!rgb) return false;
    const [r, g, b] = [0, 2, 4].map(i => parseInt(rgb.slice(i, i + 2), 16));
    return r > 200 && g < r - 20 && b < r - 20;
  };
  const red = new Map();
  for (const [, attributes] of sheets.matchAll(/<c ([^>]*?)\/?>/g)) {
    const style = Number(/\bs="(\d+)"/.exec(attributes)?.[1] ?? -1);
    if (style >= 0 && isRed(formats[style])) red.set(/\br="([A-Z]+\d+)"/.exec(attributes)[1], '');
  }
  for (const [, ref, body] of comments.matchAll(/<comment [^>]*ref="([A-Z]+\d+)"[^>]*>([\s\S]*?)<\/comment>/g)) {
    if (red.has(ref)) red.set(ref, [...body.matchAll(/<t(?: [^>]*)?>([\s\S]*?)<\/t>/g)].map(m => m[1]).join(''));
  }
  return red;
}

// mend puts texts into cells of the first sheet, as somebody would who opens the workbook.
export function mend(data, cells) {
  const parts = unzip(data);
  const name = 'xl/worksheets/sheet1.xml';
  let sheet = parts.get(name);
  for (const [ref, text] of Object.entries(cells)) {
    const cell = new RegExp(`<c r="${ref}"([^>]*?)(/>|>[\\s\\S]*?</c>)`);
    if (!cell.test(sheet)) throw new Error(`there is no cell ${ref}`);
    sheet = sheet.replace(cell, (_, attributes) => `<c r="${ref}"${attributes.replace(/ t="[^"]*"/, '')} t="inlineStr"><is><t>${text}</t></is></c>`);
  }
  return zip(parts.set(name, sheet));
}
