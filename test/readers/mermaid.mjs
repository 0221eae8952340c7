// Reads diagrams from standard input, a JSON list of texts, as Mermaid does; prints what each says: { actors,
// messages } or { error }.
import mermaid from 'mermaid';
import { text } from 'node:stream/consumers';

const read = [];
for (const diagram of JSON.parse(await text(process.stdin))) {
  try {
    await mermaid.parse(diagram);
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(diagram);
    read.push({
      actors: [...db.getActors().values()].map(({ description }) => description),
      messages: db.getMessages().map(({ from, to, message }) => ({ from, to, message })),
    });
  } catch (error) {
    read.push({ error: String(error.message) });
  }
}
console.log(JSON.stringify(read));
