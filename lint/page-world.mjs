/**
 * What looks like syntax, or like a harmless method, and yet runs code that a page can redefine: the
 * iteration protocol, RegExp's and Promise's methods, Symbol.hasInstance, everything on the prototypes of
 * strings, arrays and functions. For `no-restricted-syntax`.
 */
const iteration = 'runs the iteration protocol, which page code can redefine';

/** Methods of strings, arrays, functions, regular expressions and promises that no object of ours has. */
const methods = [
  ['at', 'charAt', 'charCodeAt', 'codePointAt', 'concat', 'endsWith', 'includes', 'indexOf', 'lastIndexOf'],
  [
    'localeCompare',
    'match',
    'matchAll',
    'normalize',
    'padEnd',
    'padStart',
    'repeat',
    'replace',
    'replaceAll',
  ],
  ['search', 'slice', 'split', 'startsWith', 'substring', 'toLowerCase', 'toUpperCase', 'trim', 'trimEnd'],
  ['trimStart', 'copyWithin', 'entries', 'every', 'fill', 'filter', 'find', 'findIndex', 'findLast'],
  ['findLastIndex', 'flat', 'flatMap', 'forEach', 'join', 'keys', 'map', 'pop', 'push', 'reduce'],
  ['reduceRight', 'reverse', 'shift', 'some', 'sort', 'splice', 'toReversed', 'toSorted', 'toSpliced'],
  ['unshift', 'values', 'with', 'apply', 'bind', 'call', 'toString', 'toLocaleString', 'valueOf'],
  ['hasOwnProperty', 'isPrototypeOf', 'exec', 'test', 'then', 'catch', 'finally'],
].flat();
const named = `^(${methods.join('|')})$`;
const inherited = 'is looked up on a prototype that page code can change: use what natives.ts captured';

export const pageWorldSyntax = [
  { selector: 'ForOfStatement', message: `for-of ${iteration}.` },
  { selector: 'SpreadElement', message: `Spread ${iteration}, or its getters.` },
  { selector: 'ArrayPattern', message: `Array destructuring ${iteration}.` },
  { selector: 'YieldExpression, :function[generator=true]', message: `A generator ${iteration}.` },
  { selector: ':function[async=true], AwaitExpression', message: "await looks up Promise's methods." },
  { selector: 'Literal[regex]', message: 'A regular expression runs methods that page code can redefine.' },
  { selector: 'BinaryExpression[operator="instanceof"]', message: 'instanceof asks Symbol.hasInstance.' },
  {
    selector: `CallExpression > MemberExpression.callee > Identifier.property[name=/${named}/]`,
    message: `This method ${inherited}.`,
  },
  {
    selector: `CallExpression > MemberExpression.callee > Literal.property[value=/${named}/]`,
    message: `This method ${inherited}.`,
  },
];
