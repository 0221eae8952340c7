/**
 * Cases by family and sentence that differ, and why; docs/limits.md tells of them. One that no longer differs
 * fails.
 */
export interface KnownDifferences {
  readonly [name: string]: string;
}

const ownFunctions = 'each realm knows only of the functions that it has hooked itself';

const callsLast =
  'a browser takes the realm of the function that called last for the caller, and that function is ours in a frame';

const inBoth: KnownDifferences = {
  'realms: source text by the toString of another realm, after its load': ownFunctions,
  'realms: source text by the toString of a fresh about:blank frame': ownFunctions,
  'realms: source text between two frames': ownFunctions,
  'realms: source text in a frame of a frame': ownFunctions,
  'realms: source text of a popup’s functions, and of a frame’s that is gone': ownFunctions,
  'events: an exception names what was called, with as many lines of the stack':
    'the frames between the page’s and the native’s are ours',
  'locks: a callback is called with as many lines of the stack':
    'ours calls it, since it alone hears of the grant',
  'event-options: a getter among the options is called with as many lines of the stack':
    'the native reads a stand-in of ours, which reads the page’s options',
  'leaving: who is named as sender by a postMessage that a frame’s event calls': callsLast,
  'functions: a function can not inherit from its own heir':
    'the engine looks for a cycle as far as the first Proxy',
  'functions: setting caller and arguments':
    'the accessors of Function.prototype do not take a Proxy, and a trap for writing would put its own message in the place of others',
};

export const inChromium: KnownDifferences = {
  ...inBoth,
  'leaving: a removed frame’s class that nobody has named before':
    'Chromium makes a class when it is first named, which page/ has done, and not any more in a window that is gone',
  'constructors: properties that can not be written throw what they throw in strict code':
    'V8 names an object by its constructor only if that is no Proxy',
};

const namesArgument = 'Firefox names the argument of the native call: our stand-in for the page’s object';

export const inFirefox: KnownDifferences = {
  ...inBoth,
  'storage-conversions: objects that have no conversion throw what they throw': namesArgument,
  'constructors: objects without a conversion throw what they throw as URL, name and options': namesArgument,
};
