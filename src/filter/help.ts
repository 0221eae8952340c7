export { fields } from './fields/all';
export { seenOfText } from './regexp';

/** How terms are put together, by examples. */
export const syntax = [
  { example: 'cart', help: 'filter_help_any' },
  { example: '-cart', help: 'filter_help_not' },
  { example: 'cart total', help: 'filter_help_and' },
  { example: 'cart or (total -user)', help: 'filter_help_or' },
  { example: 'key:cart,user', help: 'filter_help_list' },
  { example: 'key:cart*', help: 'filter_help_glob' },
  { example: '/"qty":\\d+/', help: 'filter_help_pattern' },
] as const;
