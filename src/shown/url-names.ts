/** A URL without the part that everything of its origin shares; other names as they are. */
export function pathOf(name: string): string {
  return name.replace(/^(?:https?|wss?):\/\/[^/]*(?=.)/, '');
}

/** The page, worker or socket that a URL names, whatever it is asked for. */
export function urlWithoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}

/** Of a URL the last part of the path, with what follows it; other names as they are. */
export function briefName(name: string): string {
  const path = pathOf(name);
  return path === name ? name : path.replace(/^\/(?:[^/?#\s]*\/)*(?=[^/?#\s])/, '');
}
