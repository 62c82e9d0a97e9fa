import { expect, it } from 'vitest';
import { makeTransport } from '../../src/worker/make-transport.js';
import { transport as own } from '../fixtures/own-transport.mjs';

const planned = { kind: 'planned', name: 'ws', plan: { listen: 'unix:/tmp/none' }, lostAfter: 1_000 } as const;
const left = { kind: 'own', lostAfter: 1_000 } as const;
const standing = { kind: 'ws', listen: 'unix:/tmp/none' };

it('creates what the launcher planned, or what the worker was started with', async () => {
  expect((await makeTransport(planned, {})).name).toBe('ws');
  expect((await makeTransport(left, { own: standing })).name).toBe('ws');
  expect((await makeTransport({ ...planned, name: 'own' }, { transport: own })).name).toMatch(/^own of /);
  expect((await makeTransport(left, { own: { ...standing, kind: 'own' }, transport: own })).name).toMatch(/^own of /);
});

it('lets no launcher decide where a worker that others started listens', async () => {
  await expect(makeTransport(planned, { own: standing })).rejects.toMatchObject({ code: 'TRANSPORT_UNFIT' });
});

it('refuses what it cannot create', async () => {
  await expect(makeTransport(left, {})).rejects.toMatchObject({ code: 'TRANSPORT_UNFIT' });
  await expect(makeTransport({ ...planned, name: 'own' }, {})).rejects.toMatchObject({
    code: 'TRANSPORT_UNFIT',
    message: expect.stringContaining('start the worker with its module') as string,
  });
});
