import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { entryAt } from '@disco-engine/kernel';
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { root } from './published-packages.js';

/** Paths of one entry point of a package. */
export interface ReportedEntry {
  /** Directory of the package below the root. */
  readonly folder: string;
  /** Its compiled declarations, below the package. */
  readonly types: string;
  /** Name of the report, without the extension. */
  readonly name: string;
}

/**
 * Reads the declarations of all entry points at once, since many of them need those of the language, of Node and of our
 * packages.
 */
export function readDeclarations(entries: readonly ReportedEntry[]): CompilerState {
  const files = entries.map(({ folder, types }) => join(root, folder, types));
  return CompilerState.create(configOf(entryAt(entries, 0), root), { additionalEntryPoints: files });
}

/**
 * The public API of an entry point, as API Extractor reads it from the compiled declarations.
 *
 * @param output directory for the report
 */
export async function apiReport(entry: ReportedEntry, compilerState: CompilerState, output: string): Promise<string> {
  const { folder, types, name } = entry;
  const errors: string[] = [];
  const { succeeded } = Extractor.invoke(configOf(entry, output), {
    compilerState,
    localBuild: true,
    messageCallback: (message) => {
      if (message.logLevel === ExtractorLogLevel.Error) errors.push(message.text);
      message.handled = true;
    },
  });
  if (!succeeded) throw new Error(`the declarations of ${folder}/${types} cannot be read:\n${errors.join('\n')}`);
  return readFile(join(output, `${name}.api.md`), 'utf8');
}

function configOf({ folder, types, name }: ReportedEntry, output: string): ExtractorConfig {
  const quiet = { default: { logLevel: ExtractorLogLevel.None } };
  const projectFolder = join(root, folder);
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(projectFolder, 'package.json'),
    configObject: {
      projectFolder,
      mainEntryPointFilePath: join(projectFolder, types),
      compiler: {
        // API Extractor includes its own TypeScript, which finds the types of Node from here, and not from where the
        // test runs.
        overrideTsconfig: {
          compilerOptions: {
            target: 'ES2022',
            module: 'NodeNext',
            moduleResolution: 'NodeNext',
            strict: true,
            skipLibCheck: true,
            types: ['node'],
            typeRoots: [join(root, 'node_modules/@types')],
          },
          include: [types],
        },
      },
      apiReport: { enabled: true, reportFileName: name, reportFolder: output, reportTempFolder: join(output, 'temp') },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      newlineKind: 'lf',
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        tsdocMessageReporting: quiet,
        // A type that a signature uses but the entry point does not export shows up in the report.
        extractorMessageReporting: {
          ...quiet,
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.Warning, addToApiReportFile: true },
        },
      },
    },
  });
}
