// Reads a Chrome trace from standard input as the Performance panel of Chromium's DevTools does; prints what
// it makes of it.
import { analyzeEvents } from '@paulirish/trace_engine/analyze-trace.mjs';
import { text } from 'node:stream/consumers';

const { traceEvents } = JSON.parse(await text(process.stdin));
const { parsedTrace } = await analyzeEvents(traceEvents);
const { Meta, Flows } = parsedTrace.data;
console.log(
  JSON.stringify({
    processes: [...Meta.processNames.values()].map(({ args }) => args.name),
    threads: [...Meta.threadsInProcess.values()].map((own) => [...own.values()].map(({ args }) => args.name)),
    flows: Flows.flows.map((flow) => flow.map(({ pid, name }) => ({ pid, name }))),
    range: parsedTrace.data.Meta.traceBounds.range,
  }),
);
