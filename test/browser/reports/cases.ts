import { flipLoop } from './flip-loop/play';
import { portNeverStarted } from './port-never-started/play';
import type { ReportCase } from './report-case';

export const reportCases: readonly ReportCase[] = [flipLoop, portNeverStarted];
