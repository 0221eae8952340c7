/** HH:MM:SS.mmm of the local day; times are milliseconds since the epoch. */
export function clockTime(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const millis = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${millis}`;
}

/**
 * Date and time to 0.1 ms: no browser tells a page's time finer, unless the page is cross-origin isolated
 * (High Resolution Time, "coarsened").
 */
export function fullTime(time: number): string {
  const date = new Date(time);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const tenths = Math.floor((time % 1) * 10 + 5e-3);
  return `${day.join('-')} ${clockTime(time)}${Math.min(tenths, 9)}`;
}

/** A span of milliseconds as m:ss, or h:mm:ss. */
export function spanText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  const rest = two(seconds % 60);
  return minutes < 60 ? `${minutes}:${rest}` : `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${rest}`;
}

/** The same to the millisecond: m:ss.mmm. */
export function exactSpanText(milliseconds: number): string {
  const part = Math.floor(Math.max(0, milliseconds)) % 1_000;
  return `${spanText(milliseconds)}.${String(part).padStart(3, '0')}`;
}

/** A difference of times with its sign: +3.2 ms, −17 ms, +1:04.5. */
export function signedSpanText(milliseconds: number): string {
  const sign = milliseconds < 0 ? '−' : '+';
  const size = Math.abs(milliseconds);
  if (size < 1_000) return `${sign}${size.toFixed(1)} ms`;
  return size < 60_000 ? `${sign}${(size / 1_000).toFixed(2)} s` : `${sign}${spanText(size)}`;
}

/** How marks on an axis are read: to the millisecond where seconds do not tell them apart. */
export function tickText(ticks: readonly number[], zero: number, isClock: boolean): (time: number) => string {
  const whole = ((ticks[1] ?? 0) - (ticks[0] ?? 0)) % 1_000 === 0;
  return (time) => {
    if (isClock) return whole ? clockTime(time).slice(0, 8) : clockTime(time);
    return whole ? spanText(Math.round(time - zero)) : exactSpanText(time - zero);
  };
}

/** As exact as pages tell it, to 0.1 ms: m:ss.mmmt. */
export function finestSpanText(milliseconds: number): string {
  const tenths = Math.max(0, Math.round(milliseconds * 10));
  return `${exactSpanText(Math.floor(tenths / 10))}${tenths % 10}`;
}
