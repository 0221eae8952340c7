/** HH:MM:SS.mmm of the local day; times are milliseconds since the epoch. */
export function clockTime(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const millis = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${millis}`;
}

/** Date and time to 0.1 ms: no browser tells a page's time finer, unless the page is cross-origin isolated (High Resolution Time, "coarsened"). */
export function fullTime(time: number): string {
  const date = new Date(time);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const tenths = Math.floor((time % 1) * 10 + 5e-3);
  return `${day.join('-')} ${clockTime(time)}${Math.min(tenths, 9)}`;
}
