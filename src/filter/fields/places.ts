import { urlOf } from '../../shown/columns';
import type { About } from '../about';
import { choiceField, textField } from './make';

/** Who did it, and where. */

function gotIt(about: About): string[] {
  return about
    .deliveries()
    .filter(({ record }) => record)
    .map(({ context }) => about.letter(context));
}

function meantFor(about: About): string[] {
  return about.deliveries().map(({ context }) => about.letter(context));
}

function ownTab(about: About): string[] {
  return [about.letter(about.record.context)];
}

function sentBy(about: About): string[] {
  return about.senders().map(about.letter);
}

export const places = [
  textField({
    name: 'tab',
    help: 'filter_help_tab',
    examples: ['tab:A', '-tab:C', 'tab:A,B'],
    asks: 'exchange',
    whole: true,
    occurs: ownTab,
    texts: (about) => [about.letter(about.record.context), ...sentBy(about), ...gotIt(about)],
  }),
  textField({
    name: 'from',
    help: 'filter_help_from',
    examples: ['from:A'],
    asks: 'exchange',
    whole: true,
    occurs: ownTab,
    texts: sentBy,
  }),
  textField({
    name: 'to',
    help: 'filter_help_to',
    examples: ['to:B', 'to:B state:missed'],
    asks: 'exchange',
    whole: true,
    occurs: ownTab,
    texts: meantFor,
  }),
  textField({
    name: 'url',
    help: 'filter_help_url',
    examples: ['url:/checkout', 'url:*/cart'],
    asks: 'record',
    occurs: (about) => [about.context()?.url ?? ''],
    texts: (about) => [about.context()?.url ?? '', urlOf(about.record)].filter((url) => url !== ''),
  }),
  textField({
    name: 'title',
    help: 'filter_help_title',
    examples: ['title:shop', 'title:"The Shop"'],
    asks: 'record',
    occurs: (about) => [about.context()?.title ?? ''],
    texts: (about) => [about.context()?.title ?? ''],
  }),
  choiceField({
    name: 'frame',
    help: 'filter_help_frame',
    examples: ['frame:top', 'frame:child'],
    asks: 'record',
    values: ['top', 'child'],
    has(about, choice) {
      const frame = about.context()?.frame ?? null;
      return frame !== null && (frame === 0) === (choice === 'top');
    },
  }),
  textField({
    name: 'origin',
    help: 'filter_help_origin',
    examples: ['origin:localhost'],
    asks: 'record',
    occurs: (about) => [about.context()?.origin ?? ''],
    texts: (about) => [about.context()?.origin ?? ''],
  }),
  textField({
    name: 'partition',
    help: 'filter_help_partition',
    examples: ['partition:shop.example'],
    asks: 'record',
    occurs: (about) => [about.context()?.topOrigin ?? ''],
    texts: (about) => [about.context()?.topOrigin ?? ''],
  }),
];
