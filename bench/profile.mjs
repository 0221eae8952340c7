/**
 * Functions that took most of a thread's time while `work` ran, by Chromium's sampling profiler: milliseconds
 * a function, the most first.
 */
export async function profiled(session, work, most = 25) {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 500 });
  await session.send('Profiler.start');
  await work();
  const { profile } = await session.send('Profiler.stop');
  await session.send('Profiler.disable');
  return topOf(profile, most);
}

function topOf({ nodes, samples, timeDeltas }, most) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const micros = new Map();
  samples.forEach((id, index) => {
    const { functionName, url, lineNumber } = byId.get(id).callFrame;
    const name = `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
    micros.set(name, (micros.get(name) ?? 0) + timeDeltas[index]);
  });
  return Object.fromEntries(
    [...micros]
      .sort(([, a], [, b]) => b - a)
      .slice(0, most)
      .map(([name, time]) => [name, Math.round(time / 100) / 10]),
  );
}
