/** Cases by family and sentence that differ, and why; docs/limits.md tells of them. One that no longer differs fails. */
export interface KnownDifferences {
  readonly [name: string]: string;
}

const descriptor = 'options are looked at through their descriptors, which the traps of a Proxy see';
const ourConversion = 'objects are made strings before the native call, which then has no part in it';
const ownMap = 'each realm knows only of what it has hooked itself';

const inBoth: KnownDifferences = {
  'storage-conversions: nothing is converted on what is no Storage': ourConversion,
  'storage-conversions: symbols throw what they throw, at either place': ourConversion,
  'storage-conversions: document.all, which says it is undefined, is converted once': ourConversion,
  'event-options: a Proxy as options sees the same traps': descriptor,
  'event-options: options on a channel and a port are read the same': descriptor,
  'shared-worker: a Proxy as options sees the same traps': descriptor,
  'transfer: a Proxy as the dictionary sees the same traps': descriptor,
  'transfer: a Proxy among the transferred, and revoked ones at every place':
    'asking whether a Proxy is an array throws if it is revoked',
  'locks: options are read in the same order, a Proxy’s too': descriptor,
  'service-worker: ports and dictionaries go with a message': descriptor,
  'websocket: an object that is sent is converted once, and not looked at otherwise': descriptor,
  'constructors: the prototype of newTarget is read once, at the same time as arguments are converted':
    ourConversion,
  'functions: caller and arguments of built-in functions':
    'the accessors of Function.prototype do not take a Proxy as this',
  'realms: source text by the toString of another realm, after its load': ownMap,
  'realms: source text by the toString of a fresh about:blank frame': ownMap,
  'realms: source text between two frames': ownMap,
  'realms: source text in a frame of a frame': ownMap,
  'realms: a frame that is gone: its area, its channel, its port': ownMap,
  'realms: window.open: a popup’s functions on our objects': ownMap,
};

export const inChromium: KnownDifferences = {
  ...inBoth,
  'storage-conversions: a conversion that gives a symbol throws what it throws': ourConversion,
  'storage-conversions: a revoked Proxy as key throws what it throws': ourConversion,
};

export const inFirefox: KnownDifferences = inBoth;
