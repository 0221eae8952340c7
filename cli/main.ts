import { run } from './run';

// Whoever writes hears of it too.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.exitCode = await run(process.argv.slice(2));
