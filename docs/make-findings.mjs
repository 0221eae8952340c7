// Writes docs/findings.md and docs/findings.zh-CN.md from the catalogue and the texts that the viewers show:
// npm run docs
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { formatted } from './formatted.mjs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { families, pathOf } from '../demo/pages/gallery/examples.js';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');

/** The names of the catalogue's values. */
const chinese = {
  key: 'key',
  'writer tab': '写入的标签页',
  method: '方法',
  'this origin': '此源',
  'the other origin': '另一个源',
  'receiver tab': '接收的标签页',
  'top-level site of the writer': '写入者的顶级站点',
  'top-level site of the receiver': '接收者的顶级站点',
  'other tab': '另一个标签页',
  state: '状态',
  'number of writes': '写入次数',
  'error name': '异常名',
  area: '存储区',
  tab: '标签页',
  channel: '通道',
  'channel or key': '通道或 key',
  message: '错误信息',
  'number of events': '事件数',
  'sender tab': '发送的标签页',
  'the similar name': '相近的名称',
  'its tab': '其标签页',
  'number of messages': '消息数',
  'longest delay in ms': '最长延迟',
  'the other channel': '另一个通道',
  option: '选项',
  'its value': '其值',
  "the other tab's value": '另一个标签页的值',
  'reloaded tab': '重新加载的标签页',
  'older tab': '较早的标签页',
  'answered tab': '得到回答的标签页',
  'number of tabs without an answer': '未得到回答的标签页数',
  socket: 'socket',
  when: '何时',
  times: '次数',
  connections: '连接次数',
  lock: '锁',
  'holding tab': '持有的标签页',
  'waiting tab': '等待的标签页',
  seconds: '秒数',
  times: '次数',
  host: '主机',
  'copied tab': '复制出的标签页',
  'earlier tab': '较早的标签页',
  id: 'id',
  'opened tab': '被打开的标签页',
  'opening tab': '打开者标签页',
  'site or message': '站点或错误信息',
  API: 'API',
  'number of streams': '事件流数',
  script: '脚本',
  'number of tabs': '标签页数',
  database: '数据库',
  'upgrade or deletion': '升级或删除',
  'keys or channels': 'key 或通道',
  'first tab': '第一个标签页',
  'second tab': '第二个标签页',
  rounds: '轮数',
  'rounds a second': '每秒轮数',
  'lock, key or channel': '锁、key 或频道',
  fields: '字段',
  'key or channel': 'key 或通道',
  'its shape': '其形式',
  "the other tab's shape": '另一个标签页的形式',
  'the similar key': '相近的 key',
};

/** Why a code has no page in the demo's gallery. */
const notInDemo = {
  S6: {
    en: 'A page can not open a private window, so the demo has no page for it. Chromium runs the extension apart in private windows, where each side sees its own pages only: there it does not appear.',
    zh_CN:
      '页面无法打开隐私窗口，因此演示中没有对应页面。Chromium 在隐私窗口中单独运行扩展，两边只能看到各自的页面：在那里不会出现此项。',
  },
  S13: {
    en: 'Can not be seen by an extension; here for completeness.',
    zh_CN: '扩展无法察觉，列出仅为完整。',
  },
  W12: {
    en: 'The browsers that the demo opens have SharedWorker, so it has no page for it.',
    zh_CN: '演示所打开的浏览器都有 SharedWorker，因此没有对应页面。',
  },
  P1: {
    en: 'Can not be seen by an extension; here for completeness.',
    zh_CN: '扩展无法察觉，列出仅为完整。',
  },
  P2: {
    en: 'Can not be seen by an extension; here for completeness.',
    zh_CN: '扩展无法察觉，列出仅为完整。',
  },
};

const words = {
  en: {
    file: 'findings.md',
    title: '# Findings: why a message did not arrive',
    intro: `Tabshark shows these under **Findings**, each with the records that are its evidence. The code stands in front of the title; type it into the filter to
see one kind only. The demo (\`npm start\`) has a page for each that a page can produce, with what to do and a twin that does it right.

**certain**: the recording proves it. **likely**: probably, something else could explain it too. **hint**: a page can not see it.
An **error** is something that broke, a **warning** a message that did not do what it was sent for, a **note** how the platform works, worth knowing
where it is seen.`,
    mend: 'How to fix it',
    more: (link, demo) => `More: <${link}>. ${demo}`,
    valueName: (name) => name,
    demo: (link) => `Try it: \`${link}\` in the demo.`,
  },
  zh_CN: {
    file: 'findings.zh-CN.md',
    title: '# 发现：消息为什么没有到达',
    intro: `Tabshark 在**发现**中列出以下各项，每一项都附有作为证据的记录。标题前是代码；在过滤框中输入代码即可只看这一类。
演示（\`npm start\`）中，凡页面能够产生的发现都有一个示例页面，并附有做法说明和正确做法的对照页面。

**确定**：记录能够证明。**可能**：与记录相符，但其他原因也可能相符。**线索**：页面无法察觉。
**错误**表示有东西出错，**警告**表示消息没有起到应有的作用，**提示**说明平台的行为，值得在出现之处了解。`,
    mend: '如何修复',
    more: (link, demo) => `参考：<${link}>。${demo}`,
    valueName: (name) => chinese[name],
    demo: (link) => `试一试：演示中的 \`${link}\`。`,
  },
};

/** The codes in their order with what is declared of each, as node can run it. */
async function readCatalogue() {
  const { outputFiles } = await build({
    entryPoints: [path.join(root, 'src/findings/catalogue.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const text = Buffer.from(outputFiles[0].contents).toString('base64');
  const { catalogue, findingCodes } = await import(`data:text/javascript;base64,${text}`);
  return findingCodes.map((code) => [code, catalogue[code]]);
}

/** Where the demo shows it, or why it does not. */
function tryIt(code, locale) {
  if (notInDemo[code]) return notInDemo[code][locale];
  const example = families.flatMap(({ examples }) => examples).find((one) => one.code === code);
  if (!example) throw new Error(`${code}: neither a page in the demo nor a reason`);
  return words[locale].demo(pathOf(code, '', false));
}

/** Both documents by their file names. */
export async function makeFindings() {
  const catalogue = await readCatalogue();
  const documents = Object.keys(words).map(async (locale) => {
    const { file } = words[locale];
    return [file, await formatted(file, documentOf(catalogue, locale))];
  });
  return new Map(await Promise.all(documents));
}

function documentOf(catalogue, locale) {
  const messages = JSON.parse(readFileSync(path.join(root, '_locales', locale, 'messages.json'), 'utf8'));
  const { title, intro, mend, more, valueName } = words[locale];
  const text = (name) => messages[name].message;
  const lines = [title, '', intro];
  let family = '';
  for (const [code, entry] of catalogue) {
    const values = entry.values.map(valueName);
    if (values.includes(undefined)) throw new Error(`${code}: a value without a name in ${locale}`);
    if (code[0] !== family) {
      family = code[0];
      lines.push('', `## ${text(`findings_family_${family}`)}`);
    }
    const kind = `${text(`severity_${entry.severity}`)}, ${text(`confidence_${entry.confidence}`)}`;
    const said = (name, part) => named(text(`finding_${name}_${part}`), values);
    lines.push('', `### ${code}: ${said(code, 'title')}`, '', `_${kind}._ ${said(code, 'why')}`, '');
    lines.push(`**${mend}:** ${said(code, 'mend')}`, '');
    for (const name of entry.variants ?? [])
      lines.push(`**${said(name, 'title')}:** ${said(name, 'why')} ${said(name, 'mend')}`, '');
    lines.push(more(entry.link, tryIt(code, locale)));
  }
  return `${lines.join('\n')}\n`;
}

/** Placeholders as what they stand for. */
function named(text, values) {
  return text.replace(/\$(\d)/g, (_, digit) => `_${values[Number(digit) - 1]}_`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of await makeFindings()) writeFileSync(path.join(root, 'docs', file), text);
}
