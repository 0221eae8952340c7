/** HH:MM:SS.mmm of the local day; times are milliseconds since the epoch. */
export function clockTime(time: number): string {
  const date = new Date(time);
  const two = (value: number): string => String(value).padStart(2, '0');
  const millis = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${millis}`;
}

/** Date and time to the microsecond that the page's clock told. */
export function fullTime(time: number): string {
  const date = new Date(time);
  const day = [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  const micros = String(Math.floor((time % 1) * 1000)).padStart(3, '0');
  return `${day.join('-')} ${clockTime(time)}${micros}`;
}
