import { ESLint } from 'eslint';
import path from 'node:path';
import config from '../../eslint.config.mjs';

const root = path.resolve(__dirname, '../..');

/**
 * What the repository's own configuration says of `code` if it were that file's content: the rules, in order,
 * one a message.
 */
export async function lint(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: config });
  const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
  if (!result) throw new Error(`${file} is not linted`);
  return result.messages.map(({ ruleId, message }) => ruleId ?? message);
}
