import postcss, { type AtRule, type Declaration, type Rule } from 'postcss';
import selectors from 'postcss-selector-parser';
import values from 'postcss-value-parser';
import { css, lacks, parts } from './support.ts';

const section = (name: string) => css[name] ?? {};

/** `color-mix` among the kinds of values; what stands below them by the name a sheet writes. */
const functions = new Set(
  parts(section('types')).flatMap(([name, kind]) => [
    ...(lacks(kind.__compat) ? [name] : []),
    ...parts(kind)
      .filter(([, { __compat }]) => lacks(__compat))
      .map(([below]) => below),
  ]),
);
/** Units of a viewport that shrinks with a toolbar, of a container, and of a line; MDN has no names for them. */
const units = /^(?:[dls]v(?:[hwbi]|min|max)|cq(?:[whbi]|min|max)|v[bi]|r?lh|r?cap|r?ic|rex|rch)$/;

/** What a style sheet uses that the oldest browser lacks: `aspect-ratio`, `:has`, `@layer`, `50dvh`, `color-mix()`. */
export function stylesLacking(sheet: string): string[] {
  const found = new Set<string>();
  postcss.parse(sheet).walk((node) => {
    if (node.type === 'decl') for (const use of ofDeclaration(node)) found.add(use);
    if (node.type === 'rule') for (const use of ofRule(node)) found.add(use);
    if (node.type === 'atrule') for (const use of ofAtRule(node)) found.add(use);
  });
  return [...found].sort();
}

function ofDeclaration({ prop, value, parent }: Declaration): string[] {
  // What stands in @font-face and @page is no property of an element.
  if (
    prop.startsWith('--') ||
    (parent?.type === 'atrule' && /^(?:font-face|page)$/.test((parent as AtRule).name))
  )
    return [];
  const property = section('properties')[prop];
  if (lacks(property?.__compat)) return [prop];
  const found: string[] = [];
  values(value).walk((node) => {
    // The old `clip: rect()` is another one.
    if (node.type === 'function' && functions.has(node.value) && prop !== 'clip')
      found.push(`${node.value}()`);
    if (node.type !== 'word') return;
    if (lacks(property?.[node.value]?.__compat)) found.push(`${prop}: ${node.value}`);
    const size = values.unit(node.value);
    if (size !== false && units.test(size.unit)) found.push(`1${size.unit}`);
  });
  return found;
}

function ofRule({ selector, parent }: Rule): string[] {
  if (parent?.type === 'atrule' && (parent as AtRule).name.endsWith('keyframes')) return [];
  const found: string[] = [];
  selectors((root) =>
    root.walkPseudos(({ value, nodes }) => {
      const name = value.replace(/^:+/, '');
      const said = section('selectors')[name];
      if (lacks(said?.__compat)) found.push(`:${name}`);
      else if (nodes.length > 1 && lacks(said?.selector_list?.__compat)) found.push(`:${name}(a, b)`);
    }),
  ).processSync(selector);
  return found;
}

function ofAtRule({ name, params }: AtRule): string[] {
  const rule = section('at-rules')[name];
  if (lacks(rule?.__compat)) return [`@${name}`];
  if (name !== 'media') return [];
  const range = /[<>]/.test(params) && lacks(rule?.range_syntax?.__compat) ? ['@media range'] : [];
  const features = [...params.matchAll(/\(\s*([\w-]+)/g)].map(([, feature = '']) => feature);
  return [
    ...range,
    ...features
      .filter((feature) => lacks(rule?.[feature.replace(/^(?:min|max)-/, '')]?.__compat))
      .map((feature) => `@media (${feature})`),
  ];
}
