import { readdirSync, readFileSync } from 'node:fs';

/**
 * Resident memory of a process and all below it, in megabytes by the kind of process (Linux); shared pages
 * count in each.
 */
export function residentMegabytes(root) {
  const processes = readdirSync('/proc').flatMap(readProcess);
  const inTree = new Set([root]);
  for (let before = 0; before < inTree.size;) {
    before = inTree.size;
    for (const { pid, parent } of processes) if (inTree.has(parent)) inTree.add(pid);
  }
  const sums = {};
  for (const { pid, kind, megabytes } of processes)
    if (inTree.has(pid)) sums[kind] = (sums[kind] ?? 0) + megabytes;
  return sums;
}

function readProcess(name) {
  if (!/^\d+$/.test(name)) return [];
  try {
    const status = readFileSync(`/proc/${name}/status`, 'utf8');
    const number = (field) => Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
    const kind = /--type=([\w-]+)/.exec(readFileSync(`/proc/${name}/cmdline`, 'utf8'))?.[1] ?? 'browser';
    return [
      { pid: Number(name), parent: number('PPid'), kind, megabytes: Math.round(number('VmRSS') / 1024) },
    ];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
