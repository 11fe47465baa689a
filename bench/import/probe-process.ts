import { ownCpu } from '../shared/cpu.ts';

/** Imports what it is told to, and tells what this process has taken so far. */
for (const name of process.argv.slice(2)) await import(name);
process.send?.({ cpu: ownCpu(), rss: process.memoryUsage().rss });
