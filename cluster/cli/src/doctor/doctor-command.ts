import { ENGINE_VERSION } from '@disco-engine/kernel';
import { Flags } from '../flags/flags.js';
import { print, printLines } from '../terminal/print.js';
import { widthOf } from '../terminal/terminal.js';
import { DOCTOR_FORM } from './doctor-spec.js';
import { doctorLines } from './doctor-text.js';
import { examine } from './examine.js';
import { worstOf } from './finding.js';

/** Columns where nothing says how many there are. */
const USUAL_WIDTH = 100;
const PROBLEM = 1;

/** `disco doctor`: checks the machine, the installation and the current folder. @returns the exit code */
export async function doctor(argv: readonly string[]): Promise<number> {
  const flags = new Flags(argv, DOCTOR_FORM);
  flags.throwIfAny();
  const folder = process.cwd();
  const groups = await examine(folder);
  const status = worstOf(groups.flatMap(({ findings }) => findings));
  if (flags.has('json')) {
    const findings = groups.flatMap(({ title, findings: own }) => own.map((one) => ({ group: title, ...one })));
    print(`${JSON.stringify({ status, version: ENGINE_VERSION, folder, findings })}\n`);
  } else
    printLines(doctorLines(groups, `disco ${ENGINE_VERSION} in ${folder}`, widthOf(process.stdout) ?? USUAL_WIDTH));
  return status === 'problem' ? PROBLEM : 0;
}
