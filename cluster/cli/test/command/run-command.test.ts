import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeCertificates } from '@disco-engine/testing/transport-suite';
import { runCommand } from '../../src/command.js';
import { Disco, model, outcomeOf } from './disco.js';

const disco = new Disco();
afterEach(() => disco.killSpawned());
afterAll(() => disco.close());

const secrets = mkdtempSync(join(tmpdir(), 'disco-secrets-'));
const tokenFile = secretFile('token', 'a token of this test', 0o600);
const weakFile = secretFile('weak', 'a'.repeat(32), 0o600);
const exposedFile = secretFile('exposed', 'a token of this test', 0o644);
afterAll(() => rmSync(secrets, { recursive: true }));

function secretFile(name: string, token: string | Buffer, mode: number): string {
  const path = join(secrets, name);
  writeFileSync(path, token);
  chmodSync(path, mode);
  return path;
}

const RING = ['run', '--model', `${model}#TokenRing`, '--scenario', `${model}#small`];

describe('disco run', () => {
  it('prints the result, the same for any number of workers and any transport', async () => {
    const listen = `ws+unix:${join(secrets, 'own')}`;
    const { address } = await disco.worker('--listen', `ws+unix:${join(secrets, 'other')}`);
    const digests = await Promise.all(
      [
        ['--workers', '1', '--transport', 'in-process'],
        ['--workers', '2'],
        ['--workers', '2', '--transport', 'ws'],
        ['--workers', '2', '--listen', listen, '--peers', address],
      ].map(async (where) => {
        const { code, stdout, stderr } = await disco.start(...RING, '--until', '20', '--seed', '3', ...where, '--json');
        expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
        return (JSON.parse(stdout) as { digest: string }).digest;
      }),
    );
    expect(digests[0]).toMatch(/^[\da-f]{16}$/);
    expect(new Set(digests).size).toBe(1);
  });

  it('with --recover, begins again when a worker is killed, and says so', async () => {
    const long = [...RING, '--until', '1000', '--transport', 'ws', '--workers'];
    const child = disco.spawn(...long, '2', '--recover');
    child.stderr?.once('data', (told: Buffer) => {
      const [, pid] = /^Running on process (\d+), process \d+\n/.exec(told.toString()) ?? [];
      process.kill(Number(pid), 'SIGKILL');
    });
    const { code, stdout, stderr } = await outcomeOf(child);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /worker 0 \(process \d+\) is gone: .*\nThe run begins again: attempt 2 of 5\nRunning on process/,
      ) as string,
    });
    const calm = JSON.parse((await disco.run(...long, '1', '--json')).stdout) as { digest: string; attempts: number };
    expect(calm.attempts).toBe(1);
    expect(stdout).toMatch(new RegExp(`^digest +${calm.digest}\n[^]*\nattempts +2\n`));
  });

  it('takes every setting of a run', async () => {
    const digestOf = async (...settings: string[]): Promise<string> => {
      const { stdout } = await disco.run(...RING, '--until', '20', '--workers', '1', '--json', ...settings);
      return (JSON.parse(stdout) as { digest: string }).digest;
    };
    const usual = await digestOf();
    // Settings without an effect on the result:
    expect(await digestOf('--payloads', 'strict', '--window', '8', '--placement', 'random:1')).toBe(usual);
    const others = [
      ['--seed', '1'],
      ['--replication', '1'],
      ['--antithetic'],
      ['--digest', 'order'],
      ['--digest', 'off'],
    ];
    const digests = await Promise.all(others.map((settings) => digestOf(...settings)));
    expect(new Set([usual, ...digests]).size).toBe(6);
    const { code, stderr } = await disco.run(...RING, '--until', '20', '--digest', 'some', '--payloads', 'few');
    expect(code).toBe(2);
    expect(stderr).toMatch(/--digest is 'some'; it must be one of: full, order, off/);
    expect(stderr).toMatch(/--payloads is 'few'; it must be one of: strict, trusted/);
  });

  it('writes the log in the format of the file name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'disco-run-csv-'));
    const logging = fileURLToPath(new URL('../fixtures/logging-experiment.mjs', import.meta.url));
    const start = ['run', '--model', `${logging}#LoggingRing`, '--scenario', `${model}#small`, '--until', '20'];
    const texts: string[] = [];
    for (const workers of ['1', '2']) {
      const file = join(folder, `${workers}.csv`);
      expect(await disco.run(...start, '--log', file, '--workers', workers)).toMatchObject({ code: 0 });
      texts.push(await readFile(file, 'utf8'));
    }
    expect(texts[0]).toMatch(/^node,name,epoch,index,value\n/);
    expect(texts[0].split('\n').length).toBeGreaterThan(100);
    expect(texts[1]).toBe(texts[0]);
    expect(await disco.run(...start, '--log', join(folder, 'log.json'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("it must end in .parquet or .csv, or be 'none'") as string,
    });
    expect((await readdir(folder)).sort()).toEqual(['1.csv', '2.csv']);
    await rm(folder, { recursive: true });
  });

  it.each<[string[], string]>([
    [['--until', '5', '--until', '6'], '--until is given 2 times (5, 6); give it once [OPTION_REPEATED]'],
    [['--until', '5', '--seed', '1', '--seed', '1'], '--seed is given 2 times (1, 1); give it once'],
    [
      ['--until', '5', '--log', 'x.csv', '--warmup', '100'],
      '--warmup is 100, and the run ends before epoch 5; it must be less than --until [VALUE_INVALID]',
    ],
    [['--until', '5', '--log', 'x.csv', '--warmup', '5'], '--warmup is 5, and the run ends before epoch 5'],
  ])('refuses contradictory flags: %s', async (args, message) => {
    const { code, stderr } = await disco.run(...RING, ...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(message) as string });
  });

  it('keeps the log of nodes, the same for any number of workers', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'disco-run-log-'));
    const logging = fileURLToPath(new URL('../fixtures/logging-experiment.mjs', import.meta.url));
    const start = ['run', '--model', `${logging}#LoggingRing`, '--scenario', `${model}#small`, '--until', '20'];
    const files = ['1', '2'].map((workers) => join(folder, `${workers}.parquet`));
    const channels: unknown[] = [];
    for (const [at, file] of files.entries()) {
      const { code, stdout } = await disco.run(
        ...start,
        '--log',
        file,
        '--warmup',
        '5',
        '--workers',
        `${at + 1}`,
        '--json',
      );
      expect(code).toBe(0);
      channels.push((JSON.parse(stdout) as { log: { channels: unknown[] } }).log.channels);
    }
    expect(channels[0]).toHaveLength(37);
    expect(channels[1]).toEqual(channels[0]);
    const [one, two] = await Promise.all(files.map((file) => readFile(file)));
    expect(one.equals(two)).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['1.parquet', '2.parquet']);
    const { stdout } = await disco.run(
      ...RING,
      '--until',
      '5',
      '--workers',
      '1',
      '--log',
      join(folder, 'none.parquet'),
    );
    expect(stdout).toContain('log          none: no node has a channel');
    expect((await readdir(folder)).sort()).toEqual(['1.parquet', '2.parquet']);
    const summaries = await disco.run(...start, '--warmup', '5', '--workers', '1', '--json');
    expect((JSON.parse(summaries.stdout) as { log: { channels: unknown[] } }).log.channels).toEqual(channels[0]);
    const text = (await disco.run(...start, '--warmup', '5', '--workers', '1')).stdout;
    expect(text).toMatch(/^time {9}\d+(\.\d+)? s\nlog {10}37 channels, summaries only; --log FILE keeps all records$/m);
    expect(text).toMatch(
      /^channel +count +mean +deviation +minimum +maximum +shares\nstation\/0\/level \(pieces\) +\d+ +1 +0 +1 +1$/m,
    );
    expect(text).toMatch(/^station\/0\/mood +\d+ +- +- +- +- +few 100\.0 %, many 0\.0 %$/m);
    expect(text).toMatch(/^and 17 more, 1 of them without a record; --json prints all$/m);
    const nothing = await disco.run(...start, '--log', 'none', '--workers', '1', '--json');
    expect(JSON.parse(nothing.stdout)).not.toHaveProperty('log');
    const { code, stderr } = await disco.run(...start, '--log', 'none', '--warmup', '5');
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--log none logs nothing') as string,
    });
    await rm(folder, { recursive: true });
  });

  it('reports a failure on stderr, with exit code 1', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'disco-parameters-'));
    const parameters = join(folder, 'parameters.json');
    await writeFile(parameters, JSON.stringify({ culprit: 'station/2', failAt: 1 }));
    const { code, stdout, stderr } = await disco.start(
      ...RING,
      '--until',
      '20',
      '--workers',
      '2',
      '--parameters',
      parameters,
    );
    await rm(folder, { recursive: true });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Error HANDLER_FAILED: .*station\/2/m);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s, with exit code 130', async (signal) => {
    const child = disco.spawn(...RING, '--until', '1e8', '--workers', '2', '--debug');
    child.stderr?.once('data', (line: Buffer) => {
      expect(line.toString()).toMatch(/^Running on thread \d, thread \d\n/);
      child.kill(signal);
    });
    const { code, stderr } = await outcomeOf(child);
    expect(stderr).toMatch(/^Interrupted: the run ended at epoch \d/m);
    expect(code).toBe(130);
  });

  it('reports all problems of the command line at once, with exit code 2', async () => {
    const { code, stderr } = await disco.run(
      'run',
      '--model',
      'no-such.js',
      '--scenaro',
      'x.js',
      '--until',
      'soon',
      '--workers',
      '0',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('the command line has 6 problems');
    for (const part of [
      'did you mean --scenario?',
      'no-such.js#Name',
      '--scenario is missing',
      `--until is 'soon'`,
      '--workers',
    ])
      expect(stderr).toContain(part);
  });

  it.each([
    [['--workers', '2', '--peers', 'ws://127.0.0.1:1'], '--workers is for workers on this machine'],
    [['--listen', 'ws://127.0.0.1:1'], '--listen is for a run with --peers'],
    [['--accept-code'], '--accept-code is for workers of --peers or --ranks'],
  ])('refuses what is for other places: %s', async (args, why) => {
    expect(await refused([...RING, '--until', '1', ...args])).toContain(why);
  });

  it.each([
    [['--peers', 'ws://127.0.0.1:1', '--listen', 'ws://192.0.2.1:7001', '--token-file', tokenFile], 'read and change'],
    [['--peers', 'ws+unix:/no/such', '--listen', 'ws://no.such:7001'], 'anybody who can reach'],
    [rankOf('ws://192.0.2.1:7001', '--token-file', tokenFile), 'read and change'],
    [rankOf('ws://no.such:7001'), 'anybody who can reach'],
    [rankOf('ws://127.0.0.1:7001', '--token-file', weakFile), 'it repeats one byte'],
  ])('does not listen where anybody could join or read: %s', async (args, why) => {
    expect(await refused([...RING, '--until', '1', ...args])).toContain(why);
  });

  it.each([
    [['--transport', 'wss'], "did you mean 'ws'?"],
    [['--transport', 'pigeon'], 'it must be one of: grpc, in-process, shared-memory, ws, or a module'],
    [['--transport', './no-such.js'], 'there is no file'],
    [['--transport', 'ws', '--peers', 'ws://127.0.0.1:1'], '--transport is for workers on this machine'],
  ])('refuses an unknown transport: %s', async (args, why) => {
    expect(await refused([...RING, '--until', '1', ...args])).toContain(why);
  });

  it('lists the exports of a module without a transport', async () => {
    const { code, stderr } = await disco.run(...RING, '--until', '1', '--transport', model);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Error TRANSPORT_UNKNOWN: .*token-ring\.mjs exports no 'transport'; it exports: .*TokenRing/,
    );
  });

  it('names the file and the export that are not a scenario', async () => {
    const args = ['run', '--model', `${model}#TokenRing`, '--until', '1', '--scenario', `${model}#nothing`];
    const { code, stderr } = await disco.run(...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Error SCENARIO_FAILED: .*token-ring\.mjs#nothing is neither a Scenario nor a function that returns one/,
    );
  });
});

describe('disco worker', () => {
  it.each([
    [['--listen', 'grpc://0.0.0.0:7001'], 'give a token'],
    [['--listen', 'ws://192.0.2.1:7001', '--token-file', tokenFile], 'could read and change the traffic'],
    [['--listen', 'ws://127.0.0.1:7001', '--token-file', exposedFile], 'can be read by other users'],
    [['--listen', 'ws://127.0.0.1:7001', '--token-file', weakFile], 'it repeats one byte'],
    [['--listen', 'http://127.0.0.1:1'], 'is not a worker address'],
    [['--listen', 'wss://127.0.0.1:1', '--token-file', tokenFile], 'asks for TLS'],
    [['--listen', 'ws://127.0.0.1:1', '--tls-cert', 'no-such.crt'], 'no-such.crt cannot be read'],
    [['--model', model], '--listen is missing; give it as in --listen grpc://0.0.0.0:7001 [OPTION_MISSING]'],
    [
      ['--listen', 'ws://127.0.0.1:0', '--token-file', model, '--transport', 'ws'],
      '--listen already chooses the transport',
    ],
    [['--listen', 'own://127.0.0.1:0', '--transport', './no-such.js'], 'has 1 problem'],
  ])('refuses an insecure or invalid worker: %s', async (args, why) => {
    expect(await refused(['worker', '--model', model, ...args])).toContain(why);
  });

  it('names the file of an unusable certificate or key, for workers and launchers', async () => {
    const { cert, key, ca } = makeCertificates(-1);
    const [certFile, keyFile] = [secretFile('cert.pem', cert, 0o600), secretFile('key.pem', key, 0o600)];
    const other = secretFile('other.pem', makeCertificates().key, 0o600);
    const caFile = secretFile('ca.pem', ca, 0o600);
    const tls = (...files: string[]): string[] =>
      ['cert', 'key', 'ca'].flatMap((name, index) => [`--tls-${name}`, files[index] ?? '']);
    const worker = ['worker', '--model', model, '--listen', 'ws://127.0.0.1:0'];
    for (const start of [worker, [...RING, '--until', '1', '--peers', 'ws://127.0.0.1:1']]) {
      const swapped = await refused([...start, ...tls(keyFile, tokenFile, caFile)]);
      expect(swapped).toContain('the command line has 2 problems');
      expect(swapped).toContain(`--tls-cert: ${keyFile} is not a certificate in PEM format (`);
      expect(swapped).toContain(`--tls-key: ${tokenFile} is not a private key`);
      const unfit = await refused([...start, ...tls(certFile, other, caFile)]);
      expect(unfit).toContain(`--tls-cert: ${certFile} expired on `);
      expect(unfit).toContain(`--tls-key: ${other} does not belong to the certificate`);
      expect(unfit).toContain('[TLS_INVALID]');
    }
  });
});

/** The last of two ranks, at an address. */
function rankOf(address: string, ...more: readonly string[]): string[] {
  return ['--ranks', '1/2', '--rank-addresses', `ws://127.0.0.1:1,${address}`, ...more];
}

/** The message on stderr about refused input, in this process. */
async function refused(argv: readonly string[]): Promise<string> {
  const errors: string[] = [];
  const write = process.stderr.write;
  process.stderr.write = (text: string | Uint8Array) => errors.push(String(text)) > 0;
  try {
    expect(await runCommand(argv)).toBe(2);
  } finally {
    process.stderr.write = write;
  }
  return errors.join('');
}
