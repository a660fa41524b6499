/**
 * What the built scripts name and Chromium 86 does not have, by the package or folder of ours it comes from, and why
 * it does no harm. One that is not found any more fails the test as one that is not listed does.
 */
export const knownInScripts: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'react-dom': {
    reportError: 'asked for by typeof; without it an error goes to a listener or the console',
    navigation: 'asked for by typeof',
    '.startViewTransition()': 'only for <ViewTransition>, which the panel has none of, and within a try',
  },
  react: { reportError: 'asked for by typeof' },
  scheduler: { setImmediate: 'asked for by typeof; a MessageChannel otherwise' },
  zod: {
    'URL.canParse': 'asked for by typeof; otherwise a URL is tried',
    '.when()': 'a function of the check’s own definition',
  },
  '@ant-design/cssinjs': { '.getName()': 'of its own Keyframes' },
  lunr: {
    '.union()': 'of its own lunr.Set',
    '.toArray()': 'of its own Vector and TokenSet',
    '.minimize()': 'of its own TokenSet.Builder',
  },
  // Iterators and sets of our own scripts are held by their types, which are those of ES2020.
  'agent-panel': {
    '.command()': 'sends one to the bridge',
    '.move()': 'through the list of answers',
    '.take()': 'of a gate, and of words',
    '.drop()': 'throws what was typed away',
  },
};

/** The same for the style sheets: what the browser drops, and what is seen instead. */
export const knownInStyles: Readonly<Record<string, string>> = {
  'accent-color': 'old-controls.css draws boxes and dots; a progress bar keeps the browser’s own colour',
  'text-underline-offset': 'the line under words that were added stands a little closer to them',
};

/** What Chromium 86 itself drops of the style sheets and of what Ant Design puts into the page, and why it may. */
export const knownInEngine: readonly (readonly [what: RegExp, why: string])[] = [
  [/^accent-color: /, 'see above'],
  [/^text-underline-offset: /, 'see above'],
  [/^-webkit-text-decoration-skip: /, 'for Safari'],
  [
    /^\.ant-checkbox:has\(\.ant-checkbox-input:focus-visible\)$/,
    'the ring is base.css’s own, by :focus-within',
  ],
  [
    /-borderless\S*:has\((?:input|textarea):focus-visible\)$/,
    'rings of fields without a border, of which there are none',
  ],
  [
    /^\.ant-select-dropdown .*-selected:has\(\+ /,
    'corners between chosen neighbours, where many can be chosen: nowhere',
  ],
];
