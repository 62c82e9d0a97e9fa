import { fileURLToPath } from 'node:url';
import { ENGINE_VERSION } from '@disco-engine/kernel';
import { engineFindings, findEngine } from './engine-packages.js';
import type { Finding } from './finding.js';
import { machineFindings } from './machine.js';
import { readPackage } from './package-folder.js';
import { projectFindings } from './project.js';
import { thirdPartyFindings } from './third-party.js';

/** The directory of the package that this file belongs to. */
const CLI = fileURLToPath(new URL('../..', import.meta.url));

/** Findings below a title. */
export interface FindingGroup {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** Checks the machine, the installation, and the project in a folder. */
export async function examine(folder: string): Promise<FindingGroup[]> {
  const command = await readPackage(CLI);
  const project = await readPackage(folder, true);
  const engine = await findEngine([command ?? [], project ?? []].flat());
  return [
    { title: 'Machine', findings: await machineFindings(command?.engines ?? '') },
    {
      title: 'Packages',
      findings: [...engineFindings(engine, ENGINE_VERSION), ...(await thirdPartyFindings(engine.copies))],
    },
    { title: 'This folder', findings: await projectFindings(folder) },
  ];
}
