import type { CommandForm, CommandSpec } from '../flags/flag-spec.js';
import { GENERAL_WITH_JSON } from '../flags/general-flags.js';

export const DOCTOR_FORM: CommandForm = { usage: '[options]', arguments: [], groups: [GENERAL_WITH_JSON] };

export const DOCTOR_SPEC: CommandSpec = {
  forms: [DOCTOR_FORM],
  about:
    'It checks Node, cores and memory; that one copy of each package of the engine is loaded; the packages for databases, ' +
    'networks and TypeScript, with their native parts; and in the current folder, write access and the compiler options that ' +
    'decorators need. Each line is ok, a warning or a problem, with what to do about it. Nothing is changed.',
  examples: [
    { title: 'Check this machine and this folder', command: 'disco doctor' },
    { title: 'The same for a program, or for a bug report', command: 'disco doctor --json' },
  ],
  exitCodes: { 0: 'no problem; there may be warnings', 1: 'at least one problem', 2: 'invalid command line' },
};
