import { run } from './run';

// Who reads our output may stop before its end: `tabshark summary … | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 2);
});
process.exitCode = await run(process.argv.slice(2));
