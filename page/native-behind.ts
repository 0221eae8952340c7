import {
  bare,
  defineProperty,
  dispatch,
  eventDetail,
  isObject,
  listenFirst,
  nativeCustomEvent,
  read,
  realm,
  stopEvent,
  Weak,
  windowOpener,
  windowParent,
  type AnyFunction,
} from './natives';

/**
 * The native behind each function of ours, for Function.prototype.toString. Windows of one origin that reach each other share one map, since a page
 * may ask one window's toString for another window's function.
 */
let natives = new Weak<object, AnyFunction>();

export function nativeBehind(ours: object): AnyFunction | undefined {
  return natives.get(ours);
}

export function setNativeBehind(ours: object, native: AnyFunction): void {
  natives.set(ours, native);
}

/** Dispatched on a window by one that it contains or has opened; the detail is to be given the map. Not a secret: all that it opens is toString. */
const kinEvent = 'tabshark-kin';

interface Asked {
  readonly map: WeakMap<object, AnyFunction> | undefined;
}

/** Before anything is patched: takes the map of the nearest watched window of this origin, and has it for windows to come. */
export function shareNatives(): void {
  const asked: Asked = bare({ map: undefined });
  let window: unknown = realm;
  for (;;) {
    const parent = read(windowParent, window);
    if (!isObject(parent) || parent === window) break;
    ask(parent, asked);
    window = parent;
  }
  const opener = read(windowOpener, realm);
  if (isObject(opener)) ask(opener, asked);
  if (asked.map) natives = new Weak(asked.map);
  hearKin();
}

/** Listens, again after document.open() has erased all listeners. First of all, so that no listener of the page is called. */
export function hearKin(): void {
  listenFirst(realm, kinEvent, onAsked);
}

function ask(window: object, asked: Asked): void {
  if (asked.map) return;
  try {
    dispatch(
      window as EventTarget,
      new nativeCustomEvent(kinEvent, { __proto__: null, detail: asked } as CustomEventInit<Asked>),
    );
  } catch {
    // A window of another origin.
  }
}

function onAsked(event: Event): void {
  const asked = read(eventDetail, event);
  if (!isObject(asked)) return;
  stopEvent(event);
  defineProperty(asked, 'map', { __proto__: null, value: natives.map } as PropertyDescriptor);
}
