import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const docs = path.dirname(fileURLToPath(import.meta.url));

/** A document as `npm run check` wants it. `name`: of a file in docs/. */
export async function formatted(name, text) {
  const filepath = path.join(docs, name);
  return format(text, { ...(await resolveConfig(filepath)), filepath });
}
